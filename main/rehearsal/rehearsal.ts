/**
 * The rehearsal: pretend networks on this computer's loopback, with the real paths, shapes, limits and errors, so that
 * the whole app can be tried without an account and tested without a network.
 */
import { addressesOf } from './addresses.ts';
import { controlAnswers } from './control-answers.ts';
import { controlRoutes, type NetworksClock } from './control.ts';
import { createFaultBoard, type FaultBoard, type FaultEffect, type RehearsedNetwork } from './faults.ts';
import { createMoodBoard } from './moods.ts';
import { pretendNetworks } from './networks.ts';
import { randomToken } from './oauth-codes.ts';
import { openPictures } from './pictures.ts';
import { formLimitBytes, type PretendServer } from './pretend.ts';
import { publishRequestSchema, publishSource, type PublishedSource, type SourceNetwork } from './publishing.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { createRateLimiter } from './rate-limits.ts';
import { startServer, type Listening } from './server.ts';
import { openStore, type Store } from './state.ts';
import { openUploads } from './uploads.ts';
import type { World } from './world.ts';

export interface Rehearsal {
  /** Where the pretend networks are, and the developer apps that they know. */
  readonly addresses: ReturnType<typeof addressesOf>;
  /** The address of a pretend server by its name. */
  readonly base: (server: string) => string;
  readonly control: { readonly base: string; readonly token: string };
  /** Posts the next prepared picture as the sample person; null when there is none left. */
  readonly publishNext: (network?: SourceNetwork) => Promise<PublishedSource | null>;
  /** Closes every server and has everything on disk. */
  readonly stop: () => Promise<void>;
}
export interface RehearsalOptions {
  /** Milliseconds since the epoch; the machine's clock unless given. */
  readonly now?: () => number;
  /** A folder of the rehearsal's own: memory, uploads, pictures. */
  readonly dataDir: string;
  /** Whether all pictures are drawn soon, so that none has to be waited for later. Takes some seconds of a processor. */
  readonly drawsAhead?: boolean;
  /** What befalls a request beside the faults of the control port; asked once for each. */
  readonly befalls?: (network: RehearsedNetwork, method: string, path: string) => readonly FaultEffect[];
}

/** The networks' clock, which can be wrong. */
function createClock(trueNow: () => number): NetworksClock {
  let aheadMs = 0;
  return {
    now: () => trueNow() + aheadMs,
    aheadBy: (milliseconds) => {
      aheadMs = milliseconds;
    },
  };
}

interface ServerPlan extends PretendServer {
  /** Whose faults befall it; null for the control port, which has none. */
  readonly network: RehearsedNetwork | null;
}

/** Starts all pretend networks, on the ports they had before where those are free. */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const clock = createClock(options.now ?? Date.now);
  const { now } = clock;
  const store = await openStore(options.dataDir, now());
  const [pictures, uploads] = [await openPictures(options.dataDir), await openUploads(options.dataDir)];
  const [faults, moods, requests] = [createFaultBoard(), createMoodBoard(), createRequestLog()];
  const world: World = { now, store, pictures, uploads, takeCall: createRateLimiter(now), moodOf: moods.of };
  const token = randomToken();
  const started = new Map<string, Listening>();
  const base = (server: string) => addressOf(started, server);
  const plans = pretendNetworks.flatMap(({ id, servers }) =>
    servers({ world, base }).map((server): ServerPlan => ({ ...server, network: id })),
  );
  const control = {
    name: 'control',
    network: null,
    routes: controlRoutes({ token, clock, store, faults, moods, requests }),
    answers: controlAnswers,
    bodyLimitBytes: formLimitBytes,
  };
  const befalls = options.befalls ?? (() => []);
  const starting = { store, faults, requests, now, befalls };
  for (const plan of [...plans, control]) started.set(plan.name, await start(plan, starting));
  const leaving = new AbortController();
  const warmed = options.drawsAhead === false ? null : pictures.warm(leaving.signal).catch(() => undefined);
  return {
    addresses: addressesOf(base),
    base,
    control: { base: base('control'), token },
    publishNext: async (network = 'instagram') => publishSource(store, now(), publishRequestSchema.parse({ network })),
    stop: async () => {
      leaving.abort();
      await Promise.all([...[...started.values()].map((server) => server.close()), warmed]);
      await store.flush();
    },
  };
}

function addressOf(started: ReadonlyMap<string, Listening>, name: string): string {
  const server = started.get(name);
  if (server === undefined) throw new Error(`The pretend server ${name} was not started`);
  return server.base;
}

interface Starting {
  readonly store: Store;
  readonly faults: FaultBoard;
  readonly requests: RequestLog;
  readonly now: () => number;
  readonly befalls: NonNullable<RehearsalOptions['befalls']>;
}

async function start({ name, network, ...plan }: ServerPlan, starting: Starting): Promise<Listening> {
  const { store, faults, requests, now, befalls } = starting;
  const { ports } = store.state();
  const faultsFor = (method: string, path: string) => {
    if (network === null) return [];
    requests.note({ network, method, path, at: now() });
    return [...faults.take(network, method, path), ...befalls(network, method, path)];
  };
  const server = await startServer({ ...plan, preferredPort: ports[name], faultsFor, now });
  ports[name] = server.port;
  store.changed();
  return server;
}
