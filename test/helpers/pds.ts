import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ensurePdsInstalled } from '../servers/install.ts';
import { XrpcError, xrpcFetch, xrpcGet, xrpcPost } from '../servers/xrpc.ts';
import { startProcess, waitFor, waitForHealth } from './process.ts';

const readyLine = z.object({ ready: z.literal(true), pds: z.url(), plc: z.url() });
const createdAccount = z.object({ did: z.string(), handle: z.string(), accessJwt: z.string() });
const createdPassword = z.object({ name: z.string(), password: z.string() });
const record = z.object({ uri: z.string(), cid: z.string(), value: z.record(z.string(), z.unknown()) });
const recordList = z.object({ records: z.array(record) });

export interface PdsOptions {
  /** Bluesky's real limits, such as 30 sign-ins in five minutes. Off unless asked for. */
  readonly rateLimits?: boolean;
  /** Answers `app.bsky.*`; without one those calls are refused with 400. The PDS signs its calls for `did`. */
  readonly appView?: { readonly url: string; readonly did: string };
}

export interface PdsAccount {
  readonly did: string;
  readonly handle: string;
  readonly email: string;
  readonly password: string;
  /** A token of the account's first session, for what its owner does outside the app. */
  readonly accessJwt: string;
}

export interface AppPassword {
  readonly name: string;
  readonly password: string;
}

/** A record as `com.atproto.repo.getRecord` gives it back. */
export type PdsRecord = z.infer<typeof record>;

/** A real Bluesky PDS and its identity directory, on loopback. */
export interface PdsServer {
  readonly url: string;
  readonly plcUrl: string;
  /** `handle` is whole and new on this server: `alice.test`. */
  readonly createAccount: (handle: string) => Promise<PdsAccount>;
  readonly appPassword: (account: PdsAccount, name?: string) => Promise<AppPassword>;
  readonly revokeAppPassword: (account: PdsAccount, name: string) => Promise<void>;
  /** The post under this record key, or undefined when there is none. */
  readonly getPost: (did: string, recordKey: string) => Promise<PdsRecord | undefined>;
  /** Every post of the account, newest first, at most 100. */
  readonly listPosts: (did: string) => Promise<readonly PdsRecord[]>;
  readonly getBlob: (did: string, cid: string) => Promise<Uint8Array>;
  readonly stop: () => Promise<void>;
}

/** Starts a PDS in a temporary folder of its own; 2 to 3 s, after a first installation. */
export async function startPds(options: PdsOptions = {}): Promise<PdsServer> {
  const installed = await ensurePdsInstalled();
  const folder = await mkdtemp(join(tmpdir(), 'crosstie-pds-'));
  const settings = {
    dataDirectory: folder,
    rateLimits: options.rateLimits ?? false,
    appViewUrl: options.appView?.url,
    appViewDid: options.appView?.did,
  };
  const server = startProcess(process.execPath, [join(installed, 'serve.mjs'), JSON.stringify(settings)], folder);
  try {
    const line = await waitFor(
      server,
      "the PDS's ready line",
      async () => /^\{.*\}$/m.exec(server.standardOutput())?.[0],
    );
    const { pds, plc } = readyLine.parse(JSON.parse(line));
    await waitForHealth(server, `${pds}/xrpc/_health`);
    return { url: pds, plcUrl: plc, ...ownersView(pds), ...everyonesView(pds), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What an account's owner does on the server's own pages. */
function ownersView(url: string): Pick<PdsServer, 'createAccount' | 'appPassword' | 'revokeAppPassword'> {
  return {
    createAccount: async (handle) => {
      const credentials = { email: `${handle}@example.test`, password: `password of ${handle}` };
      const answer = await xrpcPost(url, 'com.atproto.server.createAccount', { handle, ...credentials });
      return { ...createdAccount.parse(answer), ...credentials };
    },
    appPassword: async (account, name = 'Crosstie') => {
      const answer = await xrpcPost(url, 'com.atproto.server.createAppPassword', { name }, account.accessJwt);
      return createdPassword.parse(answer);
    },
    revokeAppPassword: async (account, name) => {
      await xrpcPost(url, 'com.atproto.server.revokeAppPassword', { name }, account.accessJwt);
    },
  };
}

/** What anyone can read back from the server, without signing in. */
function everyonesView(url: string): Pick<PdsServer, 'getPost' | 'listPosts' | 'getBlob'> {
  const posts = (did: string) => ({ repo: did, collection: 'app.bsky.feed.post' });
  return {
    getPost: async (did, recordKey) => {
      try {
        return record.parse(await xrpcGet(url, 'com.atproto.repo.getRecord', { ...posts(did), rkey: recordKey }));
      } catch (error) {
        if (error instanceof XrpcError && error.errorName === 'RecordNotFound') return undefined;
        throw error;
      }
    },
    listPosts: async (did) => {
      const answer = await xrpcGet(url, 'com.atproto.repo.listRecords', { ...posts(did), limit: '100' });
      return recordList.parse(answer).records;
    },
    getBlob: async (did, cid) => {
      const query = new URLSearchParams({ did, cid });
      return (await xrpcFetch(url, `com.atproto.sync.getBlob?${query.toString()}`)).bytes();
    },
  };
}
