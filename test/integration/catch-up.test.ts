/** What went by while Crosstie could not send, and what comes all at once after days away: each policy, and no flood. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RouteMode } from '../../contract/model.ts';
import { type CatchUp, defaultRouteRules } from '../../contract/rules.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { contentHash } from '../../main/core/crosspost/content.ts';
import { approve, skip } from '../../main/core/crosspost/decide.ts';
import { dealWithMissed } from '../../main/core/crosspost/missed.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { SourcePost } from '../../main/core/ports/source.ts';
import { setRoute } from '../../main/core/rules.ts';
import { noticePosts } from '../../main/core/sync/check.ts';
import { prepareCrossposts } from '../../main/core/sync/prepare.ts';
import { current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const never = new AbortController().signal;
const minute = 60_000;
const hour = 60 * minute;
let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'mastodon');
}, 60_000);
afterAll(() => world.stop());

const route = (mode: RouteMode, catchUp: CatchUp): void =>
  void setRoute(world.core, { id: lane.route, mode, paused: false, rules: { ...defaultRouteRules, catchUp } });
const inState = (state: 'waiting' | 'approved' | 'skipped'): readonly CrosspostRecord[] =>
  world.core.store.read.crosspostsTo(lane.destination, state);
beforeEach(() => {
  for (const state of ['waiting', 'approved'] as const) for (const { id } of inState(state)) skip(world.core, [id]);
});

const now = (): number => world.clock.now();
const deal = (since: number, clockIsDoubtful = false): number =>
  dealWithMissed(world.core, lane.destination, { since, clockIsDoubtful });
function approved(count: number): readonly CrosspostRecord[] {
  const queued = Array.from({ length: count }, (_, index) => queueCrosspost(lane, { text: `Copy ${index}` }));
  approve(world.core, queued);
  return queued.map(({ id }) => current(world, id));
}
const ends = (crossposts: readonly CrosspostRecord[]): readonly string[] =>
  crossposts.map(({ id }) => {
    const reason = world.core.store.read.voidedApproval(id)?.voidReason;
    return `${current(world, id).state} ${reason ?? 'approved'}`;
  });

describe('five approved crossposts whose time went by in eight hours', () => {
  const asleep = (catchUp: CatchUp): { readonly five: readonly CrosspostRecord[]; readonly from: number } => {
    route('review', catchUp);
    const five = approved(5);
    const from = now();
    world.clock.leap(8 * hour);
    return { five, from };
  };

  test('ask: their approvals end, and they wait', () => {
    const { five, from } = asleep('ask');
    expect([deal(from), deal(from)]).toEqual([5, 0]);
    expect(new Set(ends(five))).toEqual(new Set(['waiting missed']));
    expect(actionsOf(world, five[0] as CrosspostRecord).at(-1)).toBe('approval_voided');
  });

  test('skip: they are skipped, which is written down', () => {
    const { five, from } = asleep('skip');
    deal(from);
    expect(new Set(ends(five))).toEqual(new Set(['skipped missed']));
    expect(actionsOf(world, five[0] as CrosspostRecord).at(-1)).toBe('crosspost_skipped');
  });

  test.each([
    ['post_late', minute],
    ['spread_out', 10 * minute],
  ] as const)('%s: they go with %i ms between them, beside what goes there already', (catchUp, spacing) => {
    const { five, from } = asleep(catchUp);
    const [other] = approved(1);
    deal(from);
    const times = [...five, other as CrosspostRecord].map(({ id }) => current(world, id).dueAt ?? 0);
    const sorted = times.toSorted((left, right) => left - right);
    const gaps = sorted.slice(1).map((time, index) => time - (sorted[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(spacing);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(now());
    expect(new Set(ends(five))).toEqual(new Set(['approved approved']));
    expect(actionsOf(world, five[0] as CrosspostRecord).at(-1)).toBe('crosspost_late');
    expect(deal(from)).toBe(0);
  });

  test('a clock that was set in between asks, whatever the route says', () => {
    const { five, from } = asleep('skip');
    deal(from, true);
    expect(new Set(ends(five))).toEqual(new Set(['waiting missed']));
  });
});

test('what was put off by the network, has begun, or is hardly late is left alone', () => {
  route('review', 'ask');
  const [putOff, begun, missed] = approved(3);
  const change = { from: 'approved', at: now() } as const;
  world.core.store.write((write) => {
    write.changeCrosspost(putOff!.id, { ...change, putOff: 1 });
    write.changeCrosspost(begun!.id, { ...change, publishKey: 'a key', publishStartedAt: now() });
  });
  const from = now();
  world.clock.leap(hour);
  const [late] = approved(1);
  world.clock.leap(5 * minute);
  deal(from);
  expect(ends([putOff!, begun!, missed!, late!])).toEqual([
    'approved approved',
    'approved approved',
    'waiting missed',
    'approved approved',
  ]);
});

test('a chosen time is gone with the approval: a new yes is for no time in the past', () => {
  route('review', 'ask');
  const { id, content } = queueCrosspost(lane);
  const account = linkedAccount(world.core, lane.destination);
  const scheduledAt = now() + hour;
  const hash = contentHash(content, account, scheduledAt);
  const change = { from: 'waiting', scheduledAt, contentHash: hash, at: now() } as const;
  world.core.store.write((write) => write.changeCrosspost(id, change));
  approve(world.core, [{ id, contentHash: hash }]);
  const from = now();
  world.clock.leap(2 * hour);
  deal(from);
  expect(current(world, id)).toMatchObject({ scheduledAt: null, contentHash: contentHash(content, account, null) });
  expect(world.core.store.read.voidedApproval(id)).toMatchObject({ voidReason: 'missed', scheduledAt });
});

test('more than fits into a day waits for the person; every batch is quick', () => {
  route('review', 'spread_out');
  const many = approved(150);
  const from = now();
  world.clock.leap(8 * hour);
  let longest = 0;
  for (let begun = performance.now(); deal(from) > 0; begun = performance.now())
    longest = Math.max(longest, performance.now() - begun);
  const went = ends(many);
  expect(went.filter((end) => end === 'approved approved')).toHaveLength(139);
  expect(went.filter((end) => end === 'waiting missed')).toHaveLength(11);
  expect(longest).toBeLessThan(1_000);
});

describe('three days away, and forty new posts at the source', () => {
  const forty = (): readonly SourcePost[] => {
    const run = crypto.randomUUID();
    return Array.from({ length: 40 }, (_, index) => ({
      remoteId: `${run}-${index}`,
      url: `https://source.example/p/${index}`,
      text: `${index} ${run} ${'a word of its own '.repeat(index % 3)}${crypto.randomUUID()}`,
      language: 'en',
      audience: 'public',
      sensitive: false,
      warning: null,
      publishedAt: now() - 3 * 24 * hour + index * hour,
      isReply: false,
      isStory: false,
      tagged: 0,
      place: null,
      pictures: [],
      video: null,
      otherMedia: null,
    }));
  };
  const comeBack = async (): Promise<Record<'waiting' | 'approved' | 'skipped', number>> => {
    const skippedBefore = inState('skipped').length;
    noticePosts(world.core, linkedAccount(world.core, lane.source), { posts: forty(), cursor: crypto.randomUUID() });
    await prepareCrossposts(world.core, linkedAccount(world.core, lane.source), never);
    const [waiting, going, skipped] = [inState('waiting'), inState('approved'), inState('skipped')];
    return { waiting: waiting.length, approved: going.length, skipped: skipped.length - skippedBefore };
  };

  test.each(['ask', 'post_late'] as const)('in Review all wait, whatever the policy (%s)', async (catchUp) => {
    route('review', catchUp);
    expect(await comeBack()).toEqual({ waiting: 40, approved: 0, skipped: 0 });
  });

  test.each([
    ['ask', { waiting: 40, approved: 0, skipped: 0 }],
    ['skip', { waiting: 0, approved: 0, skipped: 40 }],
  ] as const)('hands-off and %s: none goes by itself', async (catchUp, expected) => {
    route('hands_off', catchUp);
    expect(await comeBack()).toEqual(expected);
  });

  test.each([
    ['post_late', minute],
    ['spread_out', 10 * minute],
  ] as const)('hands-off and %s: one goes after the other', async (catchUp, spacing) => {
    route('hands_off', catchUp);
    expect(await comeBack()).toEqual({ waiting: 0, approved: 40, skipped: 0 });
    const times = inState('approved').map(({ dueAt }) => dueAt ?? 0);
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(new Set(steps)).toEqual(new Set([spacing]));
  });
});
