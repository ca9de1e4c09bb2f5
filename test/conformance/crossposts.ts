/** One kind of crosspost under each fault, mood and misfortune. */
import { expect, test } from 'vitest';
import { setImmediate } from 'node:timers/promises';
import type { ErrorCode } from '../../contract/errors.ts';
import type { CrosspostId } from '../../contract/model.ts';
import { tryAgain } from '../../main/core/crosspost/decide.ts';
import type { Mood } from '../../main/rehearsal/moods.ts';
import { type Kind } from './contents.ts';
import { type ConformanceWorld } from './world.ts';

import { expectKnownAgain, expectOnce, expectWhole } from './arrivals.ts';
import { allowed, type FaultCase, faultCases } from './faults.ts';
import { type TokenEvent } from './server.ts';

/** Which of the cases a server can show. */
export interface CrosspostCases {
  /** Whether each fault and a cancel befall each request of this kind. */
  readonly underFaults: boolean;
  readonly moods: boolean;
  readonly tokenEvents: readonly TokenEvent[];
}

export function declareCrosspost(world: () => ConformanceWorld, kind: Kind, cases: CrosspostCases): void {
  test('arrives once, as approved', async () => {
    const { id, marker } = await world().approved(kind);
    const done = await world().settle(id);
    expect([done.state, done.problem]).toEqual(['published', null]);
    await expectWhole(world(), done, marker);
    await expectKnownAgain(world(), done, marker);
  });
  if (cases.underFaults) declareFaults(world, kind);
  if (cases.moods) {
    declareMoods(world, kind);
    declareWrongClocks(world, kind);
  }
  declareSignIns(world, kind, cases.tokenEvents);
  declareAfterwards(world, kind);
}

function declareFaults(world: () => ConformanceWorld, kind: Kind): void {
  test.each(faultCases)(
    'arrives once, or not at all and says why, with $name at each of its requests',
    async (fault) => {
      const count = await requestsOf(world(), kind);
      for (let after = 0; after < count; after += 1) {
        await world().ensureLinked();
        const { id, marker } = await world().approved(kind);
        await world().server.fault({ ...(after > 0 && { after }), times: 1, effect: fault.effect });
        const done = await world().settle(id);
        await world().server.calm();
        await expectOnce(world(), done, marker, `${fault.name} at request ${after + 1} of ${count}`);
        expectCodes(world(), id, fault);
      }
    },
  );

  test('a cancel ends it promptly at each of its requests; nothing is sent after it, and it still arrives once', async () => {
    const count = await requestsOf(world(), kind);
    for (let after = 0; after < count; after += 1) await cancelAt(world(), kind, after);
  });
}

function declareMoods(world: () => ConformanceWorld, kind: Kind): void {
  test.each<[string, Partial<Mood>, readonly ErrorCode[]]>([
    ['is slow with files', { processingMs: 600 }, ['not_ready', 'transient', 'timeout']],
    ['cannot use the file', { processingFails: 'unsupported' }, ['media_invalid', 'content_rejected', 'transient']],
    [
      'has had enough for today',
      { isCapReached: true },
      ['quota_day', 'rate_limited', 'payment_required', 'spam_block'],
    ],
    [
      'thinks that it has it already',
      { seesDuplicates: true },
      ['duplicate', 'content_rejected', 'spam_block', 'media_invalid', 'unknown'],
    ],
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
    for (const code of codesOf(world(), id)) expect([...codes, 'unknown', 'not_ready']).toContain(code);
    await world().server.calm();
    await world().ensureLinked();
    await expectOnce(world(), await world().settle(id), marker, _what);
  });
}

/** An hour and a half is more than most access tokens live. */
const wrongByMs = 90 * 60_000;

function declareWrongClocks(world: () => ConformanceWorld, kind: Kind): void {
  test.each([
    ['ahead', wrongByMs],
    ['behind', -wrongByMs],
  ])('a network whose clock is %s and that loses an answer gets it once, or says so', async (how, aheadMs) => {
    const count = await requestsOf(world(), kind);
    await world().engine.networks.clockAhead(aheadMs);
    const { id, marker } = await world().approved(kind);
    await world().server.fault({
      ...(count > 1 && { after: count - 1 }),
      times: 1,
      effect: { kind: 'dropAfterAccept' },
    });
    await expectOnce(world(), await world().settle(id), marker, `a clock that is ${how}`);
  });
}

function declareSignIns(world: () => ConformanceWorld, kind: Kind, tokenEvents: readonly TokenEvent[]): void {
  test.each(tokenEvents)('a sign-in that was %s sends nothing twice', async (happens) => {
    const { id, marker } = await world().approved(kind);
    await world().endSignIns(happens);
    const crosspost = await world().settle(id);
    if (happens === 'revoked') expect(crosspost.state).toBe('failed');
    if (crosspost.state === 'failed') {
      expect(['auth_revoked', 'auth_expired', 'missing_permission']).toContain(crosspost.problem?.code);
      expect(await world().arrived(marker)).toEqual([]);
    } else {
      await expectWhole(world(), crosspost, marker);
    }
    await world().relink();
    if (crosspost.state !== 'failed') return;
    tryAgain(world().engine.core, id);
    await expectWhole(world(), await world().settle(id), marker);
  });
}

function declareAfterwards(world: () => ConformanceWorld, kind: Kind): void {
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
  await world.server.forgetRequests();
  await world.settle(id);
  return world.server.requests();
}

/** Resolves when so many requests and one more have come in; a publish may need fewer than the last one did. */
async function asked(world: ConformanceWorld, after: number): Promise<true> {
  while ((await world.server.requests()) <= after) await setImmediate();
  return true;
}

async function cancelAt(world: ConformanceWorld, kind: Kind, after: number): Promise<void> {
  const { server } = world;
  const { id, marker } = await world.approved(kind);
  await server.forgetRequests();
  await server.fault({ ...(after > 0 && { after }), times: 1, effect: { kind: 'latency', latencyMs: 5_000 } });
  const stopping = new AbortController();
  const job = world.oneJob(id, stopping.signal);
  const isAsked = await Promise.race([job.then(() => false), asked(world, after)]);
  const stoppedAt = performance.now();
  stopping.abort();
  await job;
  expect(performance.now() - stoppedAt).toBeLessThan(1_500);
  if (isAsked) expect(await server.requests()).toBe(after + 1);
  await server.calm();
  await expectOnce(world, await world.settle(id), marker, `cancelled at request ${after + 1}`);
}

function codesOf({ engine }: ConformanceWorld, id: CrosspostId): readonly ErrorCode[] {
  return engine.core.store.read.attempts(id).flatMap(({ problem }) => (problem === null ? [] : [problem.code]));
}

function expectCodes(world: ConformanceWorld, id: CrosspostId, fault: FaultCase): void {
  const attempts = world.engine.core.store.read.attempts(id);
  for (const code of codesOf(world, id))
    expect(allowed(fault, ['unknown', 'not_ready', 'duplicate']), JSON.stringify(attempts)).toContain(code);
}
