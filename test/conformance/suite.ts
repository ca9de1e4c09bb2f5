/**
 * The one suite that every network passes: each capability, under each fault, on the real core. Whatever befalls a network,
 * a call ends with its answer or with one of a few codes, and a crosspost arrives once, or not at all with a reason.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import type { CrosspostId, NetworkId } from '../../contract/model.ts';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { FaultEffect } from '../../main/rehearsal/faults.ts';
import type { Mood } from '../../main/rehearsal/moods.ts';
import { type ConformanceWorld, type Kind, kindsFor, startConformanceWorld } from './world.ts';

interface FaultCase {
  readonly name: string;
  readonly effect: FaultEffect;
  /** What a call may say of it. Without a code it must go well. */
  readonly codes: readonly ErrorCode[];
  /** Whether it may also go well: a retry, or an answer that can be read all the same. */
  readonly mayPass: boolean;
}
const onTheWay = ['unreachable', 'transient'] as const;
export const faultCases: readonly FaultCase[] = [
  { name: 'a slow answer', effect: { kind: 'latency', latencyMs: 20 }, codes: [], mayPass: true },
  { name: 'a line that breaks before', effect: { kind: 'dropBeforeAccept' }, codes: onTheWay, mayPass: true },
  { name: 'a line that breaks after', effect: { kind: 'dropAfterAccept' }, codes: onTheWay, mayPass: true },
  {
    name: 'a rate limit',
    effect: { kind: 'status429', resetInMs: 60_000 },
    codes: ['rate_limited', 'quota_day'],
    mayPass: true,
  },
  { name: 'a 500', effect: { kind: 'status5xx', status: 500 }, codes: ['transient'], mayPass: true },
  { name: 'a 503', effect: { kind: 'status5xx', status: 503 }, codes: ['transient', 'unreachable'], mayPass: true },
  { name: 'a Wi-Fi’s page', effect: { kind: 'htmlInsteadOfJson' }, codes: ['bad_answer'], mayPass: true },
  { name: 'half a JSON', effect: { kind: 'malformedJson' }, codes: ['bad_answer'], mayPass: true },
  { name: 'an answer cut off', effect: { kind: 'truncated' }, codes: [...onTheWay, 'bad_answer'], mayPass: true },
  { name: 'a wrong content type', effect: { kind: 'wrongContentType' }, codes: ['bad_answer'], mayPass: true },
];

export interface ConformanceOptions {
  /** Kinds that its pretend server cannot show, each with the reason. */
  readonly leftOut?: Readonly<Partial<Record<Kind, string>>>;
  /** How long the account rests before each crosspost, so that its rate limits are no part of the case. */
  readonly restMs?: number;
  /** What a person sets up at the network beforehand. */
  readonly prepare?: (world: ConformanceWorld) => Promise<void>;
}

/** Declares the suite for one network and the kinds of crossposts that it takes. */
export function conformance(id: NetworkId, kinds: readonly Kind[], options: ConformanceOptions = {}): void {
  const { leftOut = {}, restMs = 31 * 60_000 } = options;
  let world: ConformanceWorld;
  beforeAll(async () => {
    world = await startConformanceWorld(id, restMs);
    await options.prepare?.(world);
  }, 120_000);
  afterEach(async () => {
    await world.engine.networks.calm();
    await world.ensureLinked();
  });
  afterAll(() => world.stop());

  test('every kind of crosspost that it takes is put to the test', () => {
    expect(kindsFor(world.limits()).toSorted()).toEqual([...kinds, ...Object.keys(leftOut)].toSorted());
  });
  describe('calls', () => {
    declareCalls(() => world);
  });
  describe.each(kinds)('a crosspost with %s', (kind) => {
    declareCrosspost(() => world, kind);
  });
  test('no secret was ever logged or written beside the sealed store', () => {
    const known = world.secrets();
    expect(known.length).toBeGreaterThan(0);
    const written = [world.logged(), ...ledgerTexts(world)].join('\n');
    expect(known.filter((secret) => written.includes(secret))).toEqual([]);
  });
}

function ledgerTexts({ engine }: ConformanceWorld): readonly string[] {
  return engine.core.store.read.ledger(null, 100_000).map(({ facts }) => JSON.stringify(facts));
}

type Call = (world: ConformanceWorld) => Promise<unknown> | undefined;
/** The calls that change nothing: they may be made again and again. */
const calls: readonly { readonly name: string; readonly make: Call }[] = [
  { name: 'asking who it is', make: ({ connector, call }) => connector.whoAmI(call()) },
  { name: 'asking what it takes', make: ({ connector, call }) => connector.limits(call()) },
  { name: 'reading posts', make: ({ connector, call }) => connector.read?.posts(null, call()) },
  { name: 'reading one post', make: ({ connector, call }) => connector.read?.post?.('0', call()) },
];

function declareCalls(world: () => ConformanceWorld): void {
  const cases = calls.flatMap((one) => faultCases.map((fault) => ({ ...one, fault, what: fault.name })));
  test.each(cases)('$name under $what ends with its answer or a code that says so', async ({ make, fault }) => {
    const { engine, id } = world();
    await engine.networks.fault({ network: id, effect: fault.effect });
    const code = await codeOf(make(world()));
    if (code !== null) expect(allowed(fault, ['not_found', 'not_a_server'])).toContain(code);
    await engine.networks.calm();
    await engine.clock.advance(61_000);
    expect([null, 'not_found', 'quota_day']).toContain(await codeOf(make(world())));
  });

  test.each(calls)('$name after the sign-in was ended says that it must be linked again', async ({ make }) => {
    const { engine, id } = world();
    await engine.networks.endSignIns(id, 'revoked');
    const answer = make(world());
    if (answer !== undefined) {
      const code = await codeOf(answer);
      // Some limits are open to anyone.
      expect([null, 'auth_revoked', 'auth_expired', 'not_found']).toContain(code);
    }
    expect(['auth_revoked', 'auth_expired']).toContain(await codeOf(world().connector.whoAmI(world().call())));
    await relink(world());
  });

  test('asking who it is once costs few requests', async () => {
    const { engine, id, connector, call } = world();
    await engine.networks.forgetRequests();
    await connector.whoAmI(call());
    expect((await engine.networks.requests(id)).length).toBeLessThanOrEqual(3);
  });

  test('a limit that names its end is kept to: nothing more is asked before it', async () => {
    const { engine, id, connector, call } = world();
    await engine.networks.fault({ network: id, effect: { kind: 'status429', resetInMs: 60_000 } });
    const problem = await problemOf(connector.whoAmI(call()));
    await engine.networks.calm();
    if (problem?.until === undefined) return;
    await engine.networks.forgetRequests();
    expect(await codeOf(connector.whoAmI(call()))).toBe(problem.code);
    expect(await engine.networks.requests(id)).toEqual([]);
    engine.clock.advance(Math.max(0, problem.until - engine.clock.now()) + 1_000);
  });
}

async function relink(world: ConformanceWorld): Promise<void> {
  const { engine, id } = world;
  await engine.link(id);
}

function allowed({ codes }: FaultCase, more: readonly ErrorCode[] = []): readonly ErrorCode[] {
  return [...codes, ...more];
}

async function problemOf(call: Promise<unknown> | undefined): Promise<NetworkFailure['problem'] | null> {
  try {
    await call;
    return null;
  } catch (thrown) {
    if (thrown instanceof NetworkFailure) return thrown.problem;
    throw thrown;
  }
}
const codeOf = async (call: Promise<unknown> | undefined): Promise<ErrorCode | null> =>
  (await problemOf(call))?.code ?? null;

function declareCrosspost(world: () => ConformanceWorld, kind: Kind): void {
  test('arrives once, as approved', async () => {
    const { id, marker } = await world().approved(kind);
    const done = await world().settle(id);
    expect(done).toMatchObject({ state: 'published', problem: null });
    await expectWhole(world(), done, marker);
  });

  test.each(faultCases)(
    'arrives once, or not at all and says why, with $name at each of its requests',
    async (fault) => {
      const count = await requestsOf(world(), kind);
      for (let after = 0; after < count; after += 1) {
        await world().ensureLinked();
        const { id, marker } = await world().approved(kind);
        await world().engine.networks.fault({
          network: world().id,
          ...(after > 0 && { after }),
          times: 1,
          effect: fault.effect,
        });
        const done = await world().settle(id);
        await world().engine.networks.calm();
        await expectOnce(world(), done, marker, `${fault.name} at request ${after + 1} of ${count}`);
        expectCodes(world(), id, fault);
      }
    },
  );

  test('a cancel ends it promptly at each of its requests; nothing is sent after it, and it still arrives once', async () => {
    const count = await requestsOf(world(), kind);
    for (let after = 0; after < count; after += 1) await cancelAt(world(), kind, after);
  });

  test.each<[string, Partial<Mood>, readonly ErrorCode[]]>([
    ['is slow with files', { processingMs: 600 }, ['not_ready', 'transient', 'timeout']],
    ['cannot use the file', { processingFails: 'unsupported' }, ['media_invalid', 'content_rejected', 'transient']],
    [
      'has had enough for today',
      { isCapReached: true },
      ['quota_day', 'rate_limited', 'payment_required', 'spam_block'],
    ],
    ['thinks that it has it already', { seesDuplicates: true }, ['duplicate', 'content_rejected', 'unknown']],
    [
      'wants something done in the account',
      { isAccountBlocked: true },
      ['account_action_needed', 'spam_block', 'auth_revoked', 'auth_expired', 'missing_permission', 'content_rejected'],
    ],
  ])('a network that %s gets it once, or says so', async (_what, mood, codes) => {
    await world().engine.networks.mood(world().id, mood);
    const { id, marker } = await world().approved(kind);
    let crosspost = await world().oneJob(id);
    for (let job = 0; job < 4 && crosspost.state === 'approved'; job += 1) crosspost = await world().oneJob(id);
    for (const code of codesOf(world(), id)) expect([...codes, 'unknown']).toContain(code);
    await world().engine.networks.calm();
    await world().ensureLinked();
    await expectOnce(world(), await world().settle(id), marker, _what);
  });

  test.each(['revoked', 'expired', 'narrowed'] as const)(
    'a sign-in that was %s sends nothing twice',
    async (happens) => {
      const { id, marker } = await world().approved(kind);
      await world().engine.networks.endSignIns(world().id, happens);
      const crosspost = await world().oneJob(id);
      const arrivedAtOnce = crosspost.state === 'published';
      if (!arrivedAtOnce) {
        expect(['auth_revoked', 'auth_expired', 'missing_permission']).toContain(crosspost.problem?.code);
        expect(await world().arrived(marker)).toEqual([]);
      }
      await relink(world());
      if (!arrivedAtOnce) await expectOnce(world(), crosspost, marker, happens);
      else await expectWhole(world(), crosspost, marker);
    },
  );

  test('is taken back where the network can, twice does no harm', async () => {
    const { connector, call } = world();
    const remove = connector.publish?.remove;
    if (remove === undefined) return;
    const { id, marker } = await world().approved(kind);
    await world().settle(id);
    for (const { remoteId, url } of world().engine.core.store.read.outputs(id).toReversed()) {
      await remove({ remoteId, url }, call());
      await remove({ remoteId, url }, call());
    }
    expect(await world().arrived(marker)).toEqual([]);
  });

  test('is changed where the network can', async () => {
    if (kind === 'thread') return;
    const { connector, call } = world();
    const edit = connector.publish?.edit;
    if (edit === undefined) return;
    const { id, marker } = await world().approved(kind);
    const done = await world().settle(id);
    const content = { ...done.content, text: `Changed words, ${marker}` };
    const post = { remoteId: done.remoteId ?? '', url: done.remoteUrl ?? '' };
    await edit({ post, content, before: done.content }, call());
    const texts = (await world().arrived(marker)).map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining('Changed words')]);
  });
}

/** How many requests the publish of such a crosspost makes when all goes well. */
async function requestsOf(world: ConformanceWorld, kind: Kind): Promise<number> {
  const { id } = await world.approved(kind);
  await world.engine.networks.forgetRequests();
  await world.settle(id);
  return (await world.engine.networks.requests(world.id)).length;
}

async function cancelAt(world: ConformanceWorld, kind: Kind, after: number): Promise<void> {
  const { networks } = world.engine;
  const { id, marker } = await world.approved(kind);
  await networks.forgetRequests();
  await networks.fault({
    network: world.id,
    ...(after > 0 && { after }),
    times: 1,
    effect: { kind: 'latency', latencyMs: 5_000 },
  });
  const stopping = new AbortController();
  const job = world.oneJob(id, stopping.signal);
  await expect
    .poll(async () => (await networks.requests(world.id)).length, { timeout: 5_000, interval: 5 })
    .toBeGreaterThan(after);
  const stoppedAt = performance.now();
  stopping.abort();
  await job;
  expect(performance.now() - stoppedAt).toBeLessThan(1_500);
  const asked = (await networks.requests(world.id)).length;
  expect(asked).toBe(after + 1);
  await networks.calm();
  await expectOnce(world, await world.settle(id), marker, `cancelled at request ${after + 1}`);
}

function codesOf({ engine }: ConformanceWorld, id: CrosspostId): readonly ErrorCode[] {
  return engine.core.store.read.attempts(id).flatMap(({ problem }) => (problem === null ? [] : [problem.code]));
}

function expectCodes(world: ConformanceWorld, id: CrosspostId, fault: FaultCase): void {
  for (const code of codesOf(world, id)) expect(allowed(fault, ['unknown', 'not_ready', 'duplicate'])).toContain(code);
}

const partsOf = ({ content }: CrosspostRecord): number => 1 + content.thread.length;

/** Everything that was approved is there, once: words, files to the byte, alt texts. */
async function expectWhole(world: ConformanceWorld, crosspost: CrosspostRecord, marker: string): Promise<void> {
  const arrived = await world.arrived(marker);
  expect(arrived).toHaveLength(partsOf(crosspost));
  const { pictures, video } = crosspost.content;
  const files = [...pictures, ...(video === null ? [] : [video])];
  expect(arrived[0]?.media.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
  if (world.limits().altText > 0) {
    expect(arrived[0]?.media.map(({ altText }) => altText)).toEqual(files.map(({ altText }) => altText));
  }
}

/** Published and there once; refused and not there at all; or unknown, and then never more than once. */
async function expectOnce(
  world: ConformanceWorld,
  crosspost: CrosspostRecord,
  marker: string,
  what: string,
): Promise<void> {
  const arrived = (await world.arrived(marker)).length;
  const said = `${what}: ${crosspost.state} ${JSON.stringify(crosspost.problem)}`;
  if (crosspost.state === 'published') expect(arrived, said).toBe(partsOf(crosspost));
  else if (crosspost.state === 'failed') expect(arrived, said).toBe(0);
  else expect(arrived, said).toBeLessThanOrEqual(partsOf(crosspost));
  if (crosspost.state !== 'published') expect(crosspost.problem, said).not.toBeNull();
}
