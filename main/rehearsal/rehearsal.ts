/**
 * The rehearsal: pretend networks on this computer's loopback, with the real paths, shapes, limits and errors, so that
 * the whole app can be tried without an account and tested without a network.
 */
import { pdsRoutes } from './bluesky/bluesky.ts';
import { blobLimitBytes } from './bluesky/blobs.ts';
import { createProofChecker } from './bluesky/dpop.ts';
import { plcRoutes } from './bluesky/identity.ts';
import { xrpcAnswers } from './bluesky/xrpc.ts';
import { controlAnswers, controlRoutes } from './control.ts';
import { createFaultBoard, type FaultBoard, type RehearsedNetwork } from './faults.ts';
import { authorizeRoutes } from './instagram/authorize.ts';
import { graphAnswers } from './instagram/errors.ts';
import { cdnRoutes, mediaAddress } from './instagram/media-address.ts';
import { mediaRoutes, permalinkRoutes } from './instagram/media.ts';
import { tokenRoutes } from './instagram/tokens.ts';
import { mastodonDialect, pixelfedDialect, serverAnswers } from './mastodon/dialect.ts';
import { mastodonRoutes } from './mastodon/mastodon.ts';
import { randomToken } from './oauth-codes.ts';
import { instagramApp } from './people.ts';
import { openPictures } from './pictures.ts';
import { publishRequestSchema, publishSource, type PublishedSource, type SourceNetwork } from './publishing.ts';
import { createRateLimiter } from './rate-limits.ts';
import { startServer, type Listening, type Route, type ServerAnswers } from './server.ts';
import { openStore } from './state.ts';
import { openUploads } from './uploads.ts';
import type { World } from './world.ts';

export interface Rehearsal {
  readonly instagram: {
    readonly authorizeBase: string;
    readonly apiBase: string;
    readonly graphBase: string;
    readonly cdnBase: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
  };
  readonly mastodon: { readonly base: string };
  readonly pixelfed: { readonly base: string };
  /** `base` is the PDS, the handle resolver and the authorization server. */
  readonly bluesky: { readonly base: string; readonly plc: string };
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
}

interface ServerPlan {
  readonly name: string;
  /** Whose faults befall it; null for the control port, which has none. */
  readonly network: RehearsedNetwork | null;
  readonly routes: readonly Route[];
  readonly answers: ServerAnswers;
  readonly bodyLimitBytes: number;
  readonly rewrite?: (path: string) => string;
}
type Addresses = Map<string, string>;

const formLimitBytes = 1_000_000;
const uploadLimitBytes = 20_000_000;

/** Starts all pretend networks, on the ports they had before where those are free. */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const now = options.now ?? Date.now;
  const store = await openStore(options.dataDir, now());
  const [pictures, uploads] = [await openPictures(options.dataDir), await openUploads(options.dataDir)];
  const world: World = { now, store, pictures, uploads, takeCall: createRateLimiter(now) };
  const faults = createFaultBoard();
  const token = randomToken();
  const addresses: Addresses = new Map();
  const control = {
    name: 'control',
    network: null,
    routes: controlRoutes({ token, now, store, faults }),
    answers: controlAnswers,
    bodyLimitBytes: formLimitBytes,
  };
  const plans = [
    ...instagramPlans(world, addresses),
    ...mastodonPlans(world, addresses),
    ...blueskyPlans(world, addresses),
    control,
  ];
  const servers = await startAll(plans, world, faults, addresses);
  const leaving = new AbortController();
  const warmed = options.drawsAhead === false ? null : pictures.warm(leaving.signal).catch(() => undefined);
  const base = (name: string) => addressOf(addresses, name);
  return {
    instagram: {
      authorizeBase: base('instagram-www'),
      apiBase: base('instagram-api'),
      graphBase: base('instagram-graph'),
      cdnBase: base('instagram-cdn'),
      ...instagramApp,
    },
    mastodon: { base: base('mastodon') },
    pixelfed: { base: base('pixelfed') },
    bluesky: { base: base('bluesky'), plc: base('plc') },
    control: { base: base('control'), token },
    publishNext: async (network = 'instagram') => publishSource(store, now(), publishRequestSchema.parse({ network })),
    stop: async () => {
      leaving.abort();
      await Promise.all([...servers.map((server) => server.close()), warmed]);
      await store.flush();
    },
  };
}

function addressOf(addresses: Addresses, name: string): string {
  const address = addresses.get(name);
  if (address === undefined) throw new Error(`The pretend server ${name} was not started`);
  return address;
}

async function startAll(
  plans: readonly ServerPlan[],
  world: World,
  faults: FaultBoard,
  addresses: Addresses,
): Promise<readonly Listening[]> {
  const { ports } = world.store.state();
  const servers: Listening[] = [];
  for (const { name, network, ...plan } of plans) {
    const faultsFor = (method: string, path: string) => (network === null ? [] : faults.take(network, method, path));
    const server = await startServer({ ...plan, preferredPort: ports[name], faultsFor });
    ports[name] = server.port;
    addresses.set(name, server.base);
    servers.push(server);
  }
  world.store.changed();
  return servers;
}

function instagramPlans(world: World, addresses: Addresses): readonly ServerPlan[] {
  const key = randomToken();
  const at = {
    www: () => addressOf(addresses, 'instagram-www'),
    graph: () => addressOf(addresses, 'instagram-graph'),
    picture: (scene: string) => mediaAddress(addressOf(addresses, 'instagram-cdn'), key, scene, world.now()),
  };
  const { www, api } = authorizeRoutes(world);
  const shared = { network: 'instagram', answers: graphAnswers, bodyLimitBytes: formLimitBytes } as const;
  const graph = [...tokenRoutes(world), ...mediaRoutes(world, at)];
  return [
    { ...shared, name: 'instagram-www', routes: [...www, ...permalinkRoutes(world, at)] },
    { ...shared, name: 'instagram-api', routes: api },
    { ...shared, name: 'instagram-graph', routes: graph, rewrite: (path) => path.replace(/^\/v\d+\.\d+(?=\/)/, '') },
    { ...shared, name: 'instagram-cdn', routes: cdnRoutes(key, world.pictures, world.now) },
  ];
}

function mastodonPlans(world: World, addresses: Addresses): readonly ServerPlan[] {
  return [mastodonDialect, pixelfedDialect].map((dialect) => ({
    name: dialect.network,
    network: dialect.network,
    routes: mastodonRoutes({ world, dialect, base: () => addressOf(addresses, dialect.network) }),
    answers: serverAnswers(dialect, world.now),
    bodyLimitBytes: uploadLimitBytes,
  }));
}

function blueskyPlans(world: World, addresses: Addresses): readonly ServerPlan[] {
  const base = () => addressOf(addresses, 'bluesky');
  const proofs = createProofChecker(() => world.store.state().bluesky.secret);
  const shared = { network: 'bluesky', answers: xrpcAnswers(world.now) } as const;
  return [
    { ...shared, name: 'bluesky', routes: pdsRoutes({ world, proofs, base }), bodyLimitBytes: blobLimitBytes },
    { ...shared, name: 'plc', routes: plcRoutes(base), bodyLimitBytes: formLimitBytes },
  ];
}
