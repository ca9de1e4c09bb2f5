/** The whole engine on real parts: a database in a temporary folder, real pictures, the pretend networks on loopback. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AccountId, CrosspostId, NetworkId } from '../../contract/model.ts';
import { budgetBook } from '../../main/core/budgets/book.ts';
import { linkAccount, type LinkOptions } from '../../main/core/accounts/link.ts';
import type { Core } from '../../main/core/core.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { registeredRedirect } from '../../main/core/ports/sign-in.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { Log, Sealer, SignInSurface } from '../../main/core/ports/system.ts';
import { createRoute } from '../../main/core/routes.ts';
import { dueNow } from '../../main/core/schedule/due.ts';
import { bucketHost } from '../../main/hosting/bucket.ts';
import { pictureStore } from '../../main/media/pictures.ts';
import { videoStore } from '../../main/media/videos.ts';
import type { ConnectorOptions } from '../../main/networks/registry.ts';
import { hearTime } from '../../main/networks/http/network-time.ts';
import { openWeb } from '../../main/networks/web.ts';
import type { PublishRequest } from '../../main/rehearsal/publishing.ts';
import { openStore, type OpenedStore } from '../../main/store/open.ts';
import { memoryAnchor, silentLog, testClock, type TestClock } from './edges.ts';
import { consentInRehearsal, type Outside, startRehearsalWorld, type RehearsalWorld } from './rehearsal-world.ts';

export interface EngineWorld {
  readonly networks: RehearsalWorld;
  readonly core: Core;
  /** Its files: the database, pictures, videos. */
  readonly folder: string;
  readonly clock: TestClock;
  readonly opened: () => OpenedStore;
  readonly link: (network: NetworkId, decide?: (url: string) => Promise<string>) => Promise<AccountId>;
  /** Does what is due, and what becomes due by that, without waiting for time to pass. */
  readonly work: () => Promise<void>;
  /** Lets time pass, then does what is due. */
  readonly pass: (ms: number) => Promise<void>;
  /** A process that ends without a word, and the next one on the same files. */
  readonly dieAndReopen: () => void;
  readonly stop: () => Promise<void>;
}

const never = new AbortController().signal;
/** Seals nothing, but visibly: what is stored must not be the plain text. */
export const testSealer: Sealer = {
  state: async () => ({ available: true, backend: 'test' }),
  seal: async (plain) => ({ ciphertext: Buffer.from(plain).map((byte) => byte ^ 0xff), backend: 'test' }),
  open: async (ciphertext) => Buffer.from(ciphertext.map((byte) => byte ^ 0xff)).toString('utf8'),
};

export interface EngineWorldOptions {
  readonly networksRunOn?: () => number;
  readonly clock?: TestClock;
  readonly log?: Log;
  /** How connectors let time pass; in real time when absent. */
  readonly wait?: ConnectorOptions['wait'];
  /** Real servers in place of pretend ones. */
  readonly outside?: Outside;
}

export async function startEngineWorld(options: EngineWorldOptions = {}): Promise<EngineWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'crosstie-engine-'));
  const { clock = testClock(Date.now()), log = silentLog } = options;
  const open = (): OpenedStore =>
    openStore({
      file: path.join(folder, 'crosstie.db'),
      backupFolder: path.join(folder, 'backups'),
      log: silentLog,
      now: clock.now,
    });
  let opened = open();
  const store: Core['store'] = {
    get read() {
      return opened.store.read;
    },
    write: (body) => opened.store.write(body),
  };
  const { networksRunOn = clock.now, wait } = options;
  const networkTime = hearTime(clock);
  const budgets = budgetBook(store, log);
  const networks = await startRehearsalWorld(networksRunOn, log, wait, options.outside, budgets, networkTime.hear);
  const outside = { fetch, log, now: clock.now, allowLoopbackHttp: true };
  const core: Core = {
    store,
    clock,
    networkTime,
    log,
    connectors: networks.connectors,
    pictures: pictureStore(path.join(folder, 'pictures')),
    videos: videoStore(path.join(folder, 'videos')),
    web: openWeb(outside),
    bucketHost: bucketHost(outside),
    sealer: testSealer,
    anchor: memoryAnchor(),
    // As crooked as a real one: what comes of it must be stored as whole milliseconds.
    random: () => 0.123_456_789,
    newKey: randomUUID,
    changed: () => {},
    mayPublish: () => true,
  };
  const work = async (): Promise<void> => {
    for (let round = 0; round < 50; round += 1) {
      const { jobs } = dueNow(core);
      if (jobs.length === 0) return;
      for (const job of jobs) await job.run(never);
    }
    throw new Error('Something is due again and again');
  };
  return {
    networks,
    core,
    folder,
    clock,
    opened: () => opened,
    link: (network, decide = consentFor()) =>
      linkAccount(core, { network, method: 'window', instance: instanceOf(networks, network) }, linkOptions(decide)),
    work,
    pass: async (ms) => {
      clock.advance(ms);
      await work();
    },
    dieAndReopen: () => {
      opened.close();
      opened = open();
    },
    stop: async () => {
      opened.close();
      await networks.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function instanceOf({ rehearsal }: RehearsalWorld, network: NetworkId): string {
  return network === 'mastodon' || network === 'pixelfed' || network === 'bluesky' ? rehearsal.base(network) : '';
}

/** A surface whose person decides by fetch. */
export function linkOptions(decide: (url: string) => Promise<string>): LinkOptions {
  const surface: SignInSurface = {
    open: async (_signal, redirect) => ({
      redirectUri: registeredRedirect(redirect),
      show: async (url) => new URL(await decide(url)),
      close: () => {},
    }),
  };
  return { surfaces: { window: surface, browser: surface }, language: 'en', signal: never, onStage: () => {} };
}

export function consentFor(decision: 'allow' | 'deny' = 'allow'): (url: string) => Promise<string> {
  return (url) => consentInRehearsal(url, null, decision);
}

/** Links both, makes the route and takes the baseline. */
export async function linkPair(
  world: EngineWorld,
  from: NetworkId,
  to: NetworkId,
): Promise<{ readonly source: AccountId; readonly destination: AccountId }> {
  const [source, destination] = [await world.link(from), await world.link(to)];
  createRoute(world.core, source, destination, 'review');
  await world.work();
  return { source, destination };
}

const scenes = ['fog-harbour', 'dunes-noon'] as const;

/** Something new on Instagram, noticed and planned: its one crosspost. */
export async function newCrosspost(
  world: EngineWorld,
  source: AccountId,
  post: Partial<PublishRequest> = {},
): Promise<CrosspostRecord> {
  const text = `Number ${world.core.store.read.counts().tabs.published}, ${randomUUID()}`;
  const pictures = scenes.map((scene) => ({ scene, altText: `The ${scene}` }));
  await publishOnSource(world, { text, pictures, ...post });
  const { nextCheckAt } = linkedAccount(world.core, source);
  await world.pass(Math.max(0, nextCheckAt - world.clock.now()));
  const crosspost = world.core.store.read.crosspostsInState('waiting', 10).at(-1);
  if (crosspost === undefined) throw new Error('Nothing was planned');
  return crosspost;
}

/** The sample person posts on a source network. */
export async function publishOnSource({ networks }: EngineWorld, post: Partial<PublishRequest>): Promise<void> {
  await networks.publish(post);
}

/** Says yes, waits out the undo, does what is due. */
export async function approveAndGo(world: EngineWorld, { id, contentHash }: CrosspostRecord): Promise<CrosspostRecord> {
  approve(world.core, [{ id, contentHash }]);
  await world.pass(undoMs);
  return current(world, id);
}

export function current(world: EngineWorld, id: CrosspostId): CrosspostRecord {
  const crosspost = world.core.store.read.crosspost(id);
  if (crosspost === null) throw new Error(`No crosspost ${id}`);
  return crosspost;
}
