/** After sleep, offline, a pause, a stop or a set clock nothing is published before clock, network and sign-in are known. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CatchUp, defaultRouteRules } from '../../contract/rules.ts';
import { approve } from '../../main/core/crosspost/decide.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { setRoute } from '../../main/core/rules.ts';
import { pause, resume } from '../../main/core/schedule/pause.ts';
import { current, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { type GatedEngine, startGatedEngine } from '../helpers/gated-engine.ts';
import { keptPicture, type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

const minute = 60_000;
const hour = 60 * minute;
let world: EngineWorld;
let lane: Lane;
let engine: GatedEngine;
beforeEach(async () => {
  world = await startEngineWorld({ wait: async (_ms, signal) => signal.throwIfAborted() });
  lane = await openLane(world, 'instagram', 'mastodon');
  engine = startGatedEngine(world);
  await engine.settle();
}, 60_000);
afterEach(async () => {
  await engine.stop();
  await world.stop();
});

const policy = (catchUp: CatchUp): void =>
  void setRoute(engine.core, {
    id: lane.route,
    mode: 'review',
    paused: false,
    rules: { ...defaultRouteRules, catchUp },
  });
function approved(count: number, to: Lane = lane): readonly CrosspostRecord[] {
  const queued = Array.from({ length: count }, (_, index) => queueCrosspost(to, { text: `Copy ${index}` }));
  approve(engine.core, queued);
  return queued;
}
const delivered = async (): Promise<number> => (await world.networks.received('mastodon')).length;
const states = (crossposts: readonly CrosspostRecord[]): readonly string[] =>
  crossposts.map(({ id }) => current(world, id).state);
const unanswered = (): Promise<void> =>
  world.networks.fault({ network: 'mastodon', method: 'GET', effect: { kind: 'status5xx', status: 503 } });

describe('eight hours asleep over five due posts', () => {
  test('nothing goes before the network has answered for the account; then the policy is asked', async () => {
    policy('post_late');
    const five = approved(5);
    await unanswered();
    await engine.sleep(8 * hour);
    await engine.settle();
    expect(await delivered()).toBe(0);
    expect(new Set(states(five))).toEqual(new Set(['approved']));
    await world.networks.calm();
    await world.networks.forgetRequests();
    await engine.pass(2 * minute);
    const asked = (await world.networks.requests('mastodon')).map(({ method }) => method);
    expect(asked.slice(0, asked.indexOf('POST'))).toContain('GET');
    const soon = await delivered();
    expect(soon).toBeGreaterThan(0);
    expect(soon).toBeLessThan(5);
    await engine.pass(5 * minute);
    expect(await delivered()).toBe(5);
  }, 60_000);

  test('by itself it asks: nothing is sent, and all five wait', async () => {
    const five = approved(5);
    await engine.sleep(8 * hour);
    await engine.settle();
    await engine.pass(minute);
    expect([new Set(states(five)), await delivered()]).toEqual([new Set(['waiting']), 0]);
    expect(five.map(({ id }) => world.core.store.read.voidedApproval(id)?.voidReason)).toEqual(
      Array.from({ length: 5 }, () => 'missed'),
    );
  }, 60_000);

  test('nothing goes before the clock has gone on steadily for a while', async () => {
    policy('post_late');
    approved(1);
    await engine.sleep(8 * hour);
    await engine.pass(1_000, 500);
    expect(await delivered()).toBe(0);
    await engine.settle();
    expect(await delivered()).toBe(1);
  }, 60_000);
});

test('what is a few minutes late after a nap simply goes', async () => {
  const [one] = approved(1);
  await engine.sleep(5 * minute);
  await engine.settle();
  expect(states([one!])).toEqual(['published']);
}, 60_000);

test('offline and a pause by hand or by the hour count alike', async () => {
  const [first] = approved(1);
  engine.setReachable({ online: false });
  await engine.pass(hour);
  engine.setReachable({ online: true });
  await engine.settle();
  expect(states([first!])).toEqual(['waiting']);

  const [second] = approved(1);
  pause(engine.core, 'forever');
  await engine.pass(hour);
  resume(engine.core);
  await engine.settle();
  expect(states([second!])).toEqual(['waiting']);

  const [third] = approved(1);
  pause(engine.core, world.clock.now() + hour);
  await engine.pass(hour);
  await engine.settle();
  expect([states([third!]), await delivered()]).toEqual([['waiting'], 0]);
}, 60_000);

test('after a kill the gap is as long as the machine was off, and a start is checked like a waking', async () => {
  const [missed] = approved(1);
  await engine.stop();
  world.dieAndReopen();
  world.clock.leap(8 * hour);
  const [fresh] = approved(1);
  await unanswered();
  engine = startGatedEngine(world);
  await engine.settle();
  expect(states([missed!, fresh!])).toEqual(['approved', 'approved']);
  await world.networks.calm();
  await engine.pass(5 * minute);
  expect(states([missed!, fresh!])).toEqual(['waiting', 'published']);
  expect(await delivered()).toBe(1);
}, 60_000);

test('the heartbeat stands still while something due is held back', async () => {
  const heartbeat = () => world.core.store.read.setting('last_awake') as number;
  await engine.pass(2 * minute);
  expect(world.clock.now() - heartbeat()).toBeLessThanOrEqual(minute);
  approved(1);
  await unanswered();
  await engine.sleep(8 * hour);
  await engine.pass(5 * minute);
  expect(world.clock.now() - heartbeat()).toBeGreaterThan(8 * hour);
}, 60_000);

test('one account’s trouble holds its own crossposts alone', async () => {
  const other = await openLane(world, 'instagram', 'pixelfed');
  policy('post_late');
  const { file } = await keptPicture(world);
  const there = queueCrosspost(other, { text: 'To Pixelfed', pictures: [{ file, url: 'https://source.example/1' }] });
  const here = queueCrosspost(lane, { text: 'To Mastodon' });
  approve(engine.core, [there, here]);
  await unanswered();
  await engine.sleep(5 * minute);
  await engine.settle();
  await engine.pass(minute);
  expect(states([there, here])).toEqual(['published', 'approved']);
}, 60_000);

test('a clock that was set ahead while the machine was awake sends nothing and skips nothing: it asks', async () => {
  policy('post_late');
  const [one] = approved(1);
  world.clock.leap(365 * 24 * hour);
  engine.scheduler.wake();
  await engine.settle();
  await engine.pass(minute);
  expect([states([one!]), await delivered()]).toEqual([['waiting'], 0]);
}, 60_000);

test('a clock that was set back holds everything until it goes on steadily, and then what is due goes', async () => {
  const [one] = approved(1);
  world.clock.leap(-hour);
  engine.scheduler.wake();
  await engine.settle();
  expect(states([one!])).toEqual(['approved']);
  await engine.pass(hour + minute);
  expect(states([one!])).toEqual(['published']);
}, 60_000);
