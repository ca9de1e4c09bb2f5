/** Crosstie's Bluesky against a real PDS, and an account as the core would keep it. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { ContentPicture, MediaId, Sha256 } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import type { AccountCall, Connector, PublishInput, StepOutcome } from '../../main/core/ports/network.ts';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { memoryBook } from '../../main/networks/http/memory-book.ts';
import { bluesky } from '../../main/networks/bluesky/bluesky.ts';
import { openHttp } from '../../main/networks/http.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { bind } from '../../main/networks/bind.ts';
import { realWait } from '../../main/networks/wait.ts';
import { silentLog } from './edges.ts';
import { aContent } from './records.ts';
import { consentOnPds } from './pds-consent.ts';
import { type PdsAccount, type PdsServer, startPds } from './pds.ts';

export const firstInstallMs = 300_000;
export const redirectUri = 'http://127.0.0.1:39998/callback';
export const startedAt = Date.parse('2026-11-20T18:30:00.250Z');
export const signal = new AbortController().signal;

export type Fetch = typeof globalThis.fetch;

export interface BlueskyWorld {
  readonly pds: PdsServer;
  readonly mara: PdsAccount;
  /** The connector over a real fetch, or over one that breaks something on the way. */
  readonly connect: (fetch?: Fetch) => Connector;
  readonly signInByOAuth: (instance?: string, account?: PdsAccount) => Promise<SignedIn>;
  readonly signInByAppPassword: (account: PdsAccount, name: string) => Promise<SignedIn>;
}

export async function startBlueskyWorld(): Promise<BlueskyWorld> {
  const pds = await startPds();
  const mara = await pds.createAccount('mara-lindqvist.test');
  const connect = (fetch: Fetch = globalThis.fetch): Connector => {
    const http = openHttp({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true });
    const addresses = {
      ...defaultAddresses,
      bluesky: { ...defaultAddresses.bluesky, service: pds.url, plcDirectory: pds.plcUrl },
    };
    return bind(bluesky, { http, log: silentLog, now: Date.now, wait: realWait, addresses, budgets: memoryBook() });
  };
  return {
    pds,
    mara,
    connect,
    signInByOAuth: async (instance = `@${mara.handle}`, account = mara) => {
      const started = await connect().signIn.begin({ instance, redirectUri, language: 'en', keys: null, signal });
      return await started.finish(new URL(await consentOnPds(started.url, account)), signal);
    },
    signInByAppPassword: async (account, name) => {
      const { password } = await pds.appPassword(account, name);
      const signIn = connect().signIn.withPassword;
      if (signIn === undefined) throw new Error('Bluesky has app passwords.');
      return await signIn({ instance: '', identifier: account.handle, password, signal });
    },
  };
}

/** An account as the core keeps it; `documents` are all that was ever sealed for it, the last one in force. */
export function keep(signedIn: SignedIn, change: (document: Json) => Json = (document) => document) {
  const documents: Json[] = [change(signedIn.credentials)];
  const call: AccountCall = {
    account: { network: 'bluesky', ...signedIn.profile },
    credentials: {
      load: async () => await Promise.resolve(documents.at(-1) ?? null),
      save: async (document) => {
        await Promise.resolve(documents.push(document));
      },
    },
    signal: new AbortController().signal,
  };
  return { call, documents };
}

const onePicture = async (seed: number): Promise<Uint8Array> =>
  await sharp({ create: { width: 90 + seed, height: 60, channels: 3, background: { r: seed, g: 120, b: 90 } } })
    .jpeg()
    .toBuffer();

async function pictures(
  count: number,
): Promise<readonly { readonly bytes: Uint8Array; readonly picture: ContentPicture }[]> {
  const made = Array.from({ length: count }, async (_, index) => {
    const bytes = await onePicture(index + 1);
    const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
    const sides = { width: 91 + index, height: 60 };
    const picture = { mediaId: (index + 1) as MediaId, sha256, mimeType: 'image/jpeg', sizeBytes: bytes.byteLength };
    return { bytes, picture: { ...picture, ...sides, altText: `Picture ${index + 1}: fog over the harbour` } };
  });
  return await Promise.all(made);
}

/** A crosspost to publish: its text, pictures made for it, its key. */
export async function aPublish(text: string, pictureCount: number, key: string) {
  const made = await pictures(pictureCount);
  const content = aContent({ text, pictures: made.map(({ picture }) => picture) });
  const file = async (sha256: Sha256): Promise<Blob> => {
    const found = made.find(({ picture }) => picture.sha256 === sha256);
    return await Promise.resolve(new Blob([new Uint8Array(found?.bytes ?? [])], { type: 'image/jpeg' }));
  };
  const address = async (): Promise<string> => await Promise.reject(new Error('Bluesky takes files.'));
  const step = { name: 'post', safety: 'find' } as const;
  return { content, key, startedAt, file, address, step, results: {}, isKnown: () => false };
}

export type Publish = Omit<PublishInput, 'step' | 'results'>;

/** Does the steps in order, as the core does, and stops at the first that was not accepted. */
export async function publishAll(connector: Connector, call: AccountCall, publish: Publish) {
  const results: Record<string, Json> = {};
  let outcome: StepOutcome | undefined;
  for (const step of connector.publish?.steps(publish.content) ?? []) {
    outcome = await connector.publish?.perform({ ...publish, step, results }, call);
    if (outcome?.kind !== 'accepted') break;
    results[step.name] = outcome.result;
  }
  const post = async (through = connector) =>
    await through.publish?.perform({ ...publish, step: { name: 'post', safety: 'find' }, results }, call);
  return { outcome, results, again: post };
}

export const addressOf = (input: Parameters<Fetch>[0]): string =>
  input instanceof Request ? input.url : String(input);
/** Whether a request is for this method of com.atproto. */
export const isCall = (input: Parameters<Fetch>[0], method: string): boolean =>
  addressOf(input).includes(`/xrpc/com.atproto.${method}`);
