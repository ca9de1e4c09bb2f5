/** Delayed and Hands-off on pretend networks: what goes by itself, what never does, and how it is stopped. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RouteMode } from '../../contract/model.ts';
import { defaultRouteRules, type RouteRules } from '../../contract/rules.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { skip, undo } from '../../main/core/crosspost/decide.ts';
import { letGo } from '../../main/core/crosspost/by-itself.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import { removeRoute } from '../../main/core/routes.ts';
import { setRoute } from '../../main/core/rules.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { linkedAccount } from '../../main/core/core.ts';
import { checkAccount } from '../../main/core/sync/check.ts';
import { current, type EngineWorld, publishOnSource, startEngineWorld } from '../helpers/engine-world.ts';
import { actionsOf, type Lane, openLane, queueCrosspost, type Queued } from '../helpers/queued.ts';

const never = new AbortController().signal;
const minute = 60_000;
let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'mastodon');
}, 60_000);
afterAll(() => world.stop());

const route = (mode: RouteMode, rules: Partial<RouteRules> = {}, paused = false): void =>
  void setRoute(world.core, { id: lane.route, mode, paused, rules: { ...defaultRouteRules, ...rules } });
beforeEach(() => route('review'));

/** Planned just now, and let go as its route says. */
function planned(what: Queued = {}): CrosspostRecord {
  const { core } = world;
  const crosspost = queueCrosspost(lane, what);
  const post = core.store.read.post(crosspost.postId);
  if (post === null) throw new Error('Its post is there');
  core.store.write((write) =>
    letGo(write, crosspost.id, { post, pollEveryMs: 5 * minute, zone: 'UTC', at: core.clock.now() }),
  );
  return current(world, crosspost.id);
}
const approvedBy = ({ id }: CrosspostRecord): string | undefined => world.core.store.read.approval(id)?.approvedBy;
const endedBy = ({ id }: CrosspostRecord): string | null | undefined =>
  world.core.store.read.voidedApproval(id)?.voidReason;

test('a new post goes from its source to the network without a question, after the time to undo', async () => {
  route('hands_off');
  await publishOnSource(world, { text: 'Without a question', pictures: [{ scene: 'fog-harbour', altText: 'Fog' }] });
  await checkAccount(world.core, linkedAccount(world.core, lane.source), never);
  const [crosspost] = world.core.store.read.crosspostsTo(lane.destination, 'approved');
  expect(crosspost?.content.text).toBe('Without a question');
  expect(crosspost?.dueAt).toBe(world.clock.now() + undoMs);
  expect(await world.networks.received('mastodon')).toHaveLength(0);
  await world.pass(undoMs);
  expect(await world.networks.received('mastodon')).toHaveLength(1);
  expect(actionsOf(world, crosspost as CrosspostRecord).slice(0, 2)).toEqual([
    'crosspost_planned',
    'crosspost_approved',
  ]);
}, 60_000);

test('delayed: it goes when the minutes are over, can be taken back until then, and stays with the person after', async () => {
  route('delayed', { delayMinutes: 15 });
  const [goes, stops] = [planned({ text: 'It goes' }), planned({ text: 'It is stopped' })];
  expect([goes, stops].map(approvedBy)).toEqual(['delayed', 'delayed']);
  const [shown] = queueDetail(world.core, stops.postId).crossposts;
  expect(shown).toMatchObject({ approvedBy: 'delayed', undoUntil: stops.dueAt });
  await world.pass(14 * minute);
  expect(current(world, goes.id).state).toBe('approved');
  undo(world.core, [stops.id]);
  await world.pass(minute + undoMs);
  expect(current(world, goes.id).state).toBe('published');
  expect(current(world, stops.id)).toMatchObject({ state: 'waiting', dueAt: null });
  expect(endedBy(stops)).toBe('undone');
}, 60_000);

describe('it waits for the person', () => {
  test.each<[string, Queued]>([
    ['with a warning', { notices: [{ code: 'text_shortened', level: 'warning' }] }],
    ['when it is nearly the same as before', { notices: [{ code: 'nearly_the_same_before', level: 'warning' }] }],
    ['when it is held', { state: 'held', notices: [{ code: 'text_too_long', level: 'hold' }] }],
  ])('%s', (_, what) => {
    route('hands_off');
    const crosspost = planned(what);
    expect([crosspost.state, approvedBy(crosspost)]).toEqual([what.state ?? 'waiting', undefined]);
  });

  test('while its route is paused', () => {
    route('hands_off', {}, true);
    expect(planned().state).toBe('waiting');
  });
});

test('a route that asks again or rests takes back what has not begun, and nothing that a person approved', () => {
  for (const ends of [() => route('review'), () => route('delayed', {}, true)]) {
    route('delayed');
    const automatic = planned();
    ends();
    expect([current(world, automatic.id).state, endedBy(automatic)]).toEqual(['waiting', 'rules_changed']);
    expect(actionsOf(world, automatic)).toContain('approval_voided');
  }
});

test('skipping and editing stop it like any other', () => {
  route('delayed');
  const [skipped, edited] = [planned(), planned()];
  skip(world.core, [skipped.id]);
  edit(world.core, { id: edited.id, text: 'In other words' });
  expect([current(world, skipped.id).state, current(world, edited.id).state]).toEqual(['skipped', 'waiting']);
  expect([skipped, edited].map(endedBy)).toEqual(['skipped', 'edited']);
});

test('a warning that comes after an automatic yes ends it before the first byte', async () => {
  route('hands_off');
  const crosspost = planned({ text: 'Warned of too late' });
  const before = (await world.networks.received('mastodon')).length;
  world.core.store.write((write) =>
    write.changeCrosspost(crosspost.id, {
      from: 'approved',
      notices: [{ code: 'alt_text_missing', level: 'warning' }],
      at: world.clock.now(),
    }),
  );
  await world.pass(undoMs);
  expect(current(world, crosspost.id)).toMatchObject({ state: 'waiting', problem: { code: 'approval_stale' } });
  expect(endedBy(crosspost)).toBe('content_changed');
  expect(await world.networks.received('mastodon')).toHaveLength(before);
}, 60_000);

test('removing the route takes it back too', () => {
  route('delayed');
  const crosspost = planned();
  removeRoute(world.core, lane.route);
  expect([current(world, crosspost.id).state, endedBy(crosspost)]).toEqual(['waiting', 'rules_changed']);
});
