/**
 * What every network is put to the test in: the real core on a real database, the network's server, pretend or real, and an
 * account that is linked there. Crossposts are put into the queue as if they had been planned; what follows is the core's own doing.
 */
import type { AccountId, AccountLimits, CrosspostId, NetworkId } from '../../contract/model.ts';
import { defaultGlobalRules } from '../../contract/rules.ts';
import { publishCrosspost } from '../../main/core/crosspost/publish.ts';
import { settleCrosspost } from '../../main/core/crosspost/settle.ts';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import type { AccountCall, Connector } from '../../main/core/ports/network.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { Log } from '../../main/core/ports/system.ts';
import type { Delivery } from '../../main/rehearsal/state.ts';
import { setGlobalRules } from '../../main/core/rules.ts';
import { createRoute } from '../../main/core/routes.ts';
import { type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { faultyFetch } from '../helpers/faulty-fetch.ts';
import { startFileServer } from '../helpers/file-server.ts';
import { passing, tickingClock } from './clock.ts';
import { approvedCrosspost, type Kind } from './contents.ts';
import { pretendServer, type RealServer, realServer, type Server, type TokenEvent } from './server.ts';

export interface ConformanceWorld {
  readonly id: NetworkId;
  readonly engine: EngineWorld;
  readonly server: Omit<Server, 'link' | 'endSignIns' | 'stop'>;
  readonly endSignIns: (happens: TokenEvent) => Promise<void>;
  /** Where public addresses of files begin. */
  readonly filesBase: string;
  readonly connector: Connector;
  /** Whether what became of a crosspost can stay open: not where a post is always found again. */
  readonly mayLeaveOpen: boolean;
  readonly limits: () => AccountLimits;
  /** A call on behalf of the linked account. */
  readonly call: (signal?: AbortSignal) => AccountCall;
  readonly relink: () => Promise<void>;
  /** Links the account anew where its sign-in has ended. */
  readonly ensureLinked: () => Promise<void>;
  /** Some time later an approved crosspost, due now, and the word by which its delivery is known. */
  readonly approved: (kind: Kind) => Promise<{ readonly id: CrosspostId; readonly marker: string }>;
  /** Lets the core go on, time passing as it must, until nothing more happens by itself. */
  readonly settle: (id: CrosspostId, signal?: AbortSignal) => Promise<CrosspostRecord>;
  /** One job of the core, whatever is next. */
  readonly oneJob: (id: CrosspostId, signal?: AbortSignal) => Promise<CrosspostRecord>;
  /** What reached the network since it was approved and was not deleted again: a draft has no words to know it by. */
  readonly arrived: (marker: string) => Promise<readonly Delivery[]>;
  /** What is sealed for the account: tokens, secrets, keys. */
  readonly secrets: () => readonly string[];
  /** Everything that was logged so far. */
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
}

const never = new AbortController().signal;

/** Without a real server the pretend one. */
export async function startConformanceWorld(
  id: NetworkId,
  restMs: number,
  real?: RealServer,
): Promise<ConformanceWorld> {
  const lines: string[] = [];
  const write = (message: string, facts: object = {}): void => void lines.push(`${message} ${JSON.stringify(facts)}`);
  const log: Log = { info: write, warn: write, error: write };
  const clock = tickingClock();
  const way = faultyFetch(id, real?.origins ?? []);
  const outside = real && { fetch: way.fetch, addresses: real.addresses };
  const engine = await startEngineWorld({ clock, log, wait: passing(clock), ...(outside && { outside }) });
  const server = real === undefined ? pretendServer(id, engine) : realServer(id, engine, real, way);
  const files = await startFileServer();
  let account = await server.link();
  const source = await engine.link(id === 'mastodon' ? 'pixelfed' : 'mastodon');
  const route = createRoute(engine.core, source, account, 'review').id;
  const { core, networks } = engine;
  // The same files go to the account again and again here, and nobody is to be asked about it.
  setGlobalRules(core, { ...defaultGlobalRules, duplicateDays: 0 });
  const secrets = new Set<string>();
  /** What was there before a crosspost. */
  const before = new Map<string, ReadonlySet<string>>();
  const noteSecrets = async (): Promise<void> => {
    for (const secret of await sealedSecrets(engine, account)) secrets.add(secret);
  };
  await noteSecrets();
  const connector = networks.connector(id);
  const relink = async (): Promise<void> => {
    account = await server.link();
    await noteSecrets();
  };
  const limits = (): AccountLimits => {
    const known = linkedAccount(core, account).limits;
    if (known === null) throw new Error(`${id} does not say what it takes`);
    return known;
  };
  const current = (crosspost: CrosspostId): CrosspostRecord => {
    const found = core.store.read.crosspost(crosspost);
    if (found === null) throw new Error(`No crosspost ${crosspost}`);
    return found;
  };
  const oneJob = async (crosspost: CrosspostId, signal = never): Promise<CrosspostRecord> => {
    const { state, dueAt } = current(crosspost);
    engine.clock.advance(Math.max(0, (dueAt ?? 0) - engine.clock.now()));
    if (state === 'unknown') await settleCrosspost(core, crosspost, signal);
    else await publishCrosspost(core, crosspost, signal);
    return current(crosspost);
  };
  const call = (signal = never): AccountCall => callFor(core, linkedAccount(core, account), signal);
  return {
    id,
    engine,
    server,
    endSignIns: (happens) => server.endSignIns(happens, call()),
    filesBase: files.url,
    connector,
    mayLeaveOpen: real === undefined,
    limits,
    call,
    relink,
    ensureLinked: async () => {
      if (linkedAccount(core, account).state !== 'working') await relink();
    },
    approved: async (kind) => {
      engine.clock.advance(restMs);
      const made = await approvedCrosspost({ engine, files, source, account, route, limits: limits() }, kind);
      before.set(made.marker, new Set((await server.received()).map((one) => one.id)));
      return made;
    },
    oneJob,
    settle: async (crosspost, signal) => {
      for (let round = 0; round < 200; round += 1) {
        const { state, dueAt } = current(crosspost);
        const goesOn = state === 'approved' || state === 'publishing' || (state === 'unknown' && dueAt !== null);
        if (!goesOn) return current(crosspost);
        await oneJob(crosspost, signal);
      }
      throw new Error(`The crosspost never comes to rest: ${JSON.stringify(current(crosspost).problem)}`);
    },
    arrived: async (marker) => {
      const known = before.get(marker);
      return (await server.received()).filter((one) => known?.has(one.id) !== true && one.deletedAt === null);
    },
    secrets: () => [...secrets],
    logged: () => lines.join('\n'),
    stop: async () => {
      await engine.stop();
      await server.stop();
      await files.close();
    },
  };
}

/** The values of the sealed document whose names say that nobody may see them. */
async function sealedSecrets({ core }: EngineWorld, id: AccountId): Promise<readonly string[]> {
  const secret = core.store.read.secret(id);
  return secret === null ? [] : secretsIn(JSON.parse(await core.sealer.open(secret.ciphertext)));
}

function secretsIn(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const isSecret = typeof inner === 'string' && inner.length >= 12 && /token$|secret|jwt|^d$/i.test(name);
    return isSecret ? [inner] : secretsIn(inner);
  });
}
