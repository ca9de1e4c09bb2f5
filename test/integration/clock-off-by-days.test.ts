/** A clock that is wrong by more than any zone: nothing is sent and nothing counts as missed until it is put right. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approve } from '../../main/core/crosspost/decide.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import { testClock } from '../helpers/edges.ts';
import { current, linkPair, newCrosspost, startEngineWorld, type EngineWorld } from '../helpers/engine-world.ts';
import { type GatedEngine, startGatedEngine } from '../helpers/gated-engine.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let world: EngineWorld;
let engine: GatedEngine;
let aheadMs: number;
beforeEach(async () => {
  aheadMs = 0;
  const clock = testClock(Date.now());
  world = await startEngineWorld({ clock, networksRunOn: () => clock.now() - aheadMs });
});
afterEach(async () => {
  await engine.stop();
  await world.stop();
});

/** Sets this machine's clock; the networks keep the time. */
function put(ms: number): void {
  aheadMs += ms;
  world.clock.leap(ms);
}

/** A yes that was said by a clock far behind seems to be missed when that is right again, and is asked for anew. */
function approveAgain(asked: CrosspostRecord): void {
  const crosspost = current(world, asked.id);
  if (crosspost.state === 'waiting') approve(engine.core, [crosspost]);
}

const arrived = async (): Promise<number> => (await world.networks.received('mastodon')).length;

describe.each([
  ['ahead', 26 * hourMs],
  ['behind', -30 * hourMs],
])('%s', (_, ms) => {
  test('nothing is sent and the state says why; put right, it goes out once', async () => {
    const { source } = await linkPair(world, 'instagram', 'mastodon');
    const waiting = await newCrosspost(world, source);
    engine = startGatedEngine(world);
    await engine.settle();
    expect(engine.status().clockAheadMs).toBeNull();

    put(ms);
    approve(engine.core, [waiting]);
    await engine.pass(5 * minuteMs);
    expect(await arrived()).toBe(0);
    expect(current(world, waiting.id).state).toBe('approved');
    expect(Math.abs((engine.status().clockAheadMs ?? 0) - ms)).toBeLessThan(2_000);
    expect(engine.status().state).toBe('trouble');

    put(-ms);
    await engine.pass(minuteMs);
    approveAgain(waiting);
    await engine.pass(5 * minuteMs);
    expect(engine.status().clockAheadMs).toBeNull();
    expect(await arrived()).toBe(1);
    expect(current(world, waiting.id).state).toBe('published');
  });
});

test('by as much as a zone: everything goes as ever', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  engine = startGatedEngine(world);
  await engine.settle();
  put(12 * hourMs);
  approve(engine.core, [waiting]);
  await engine.pass(5 * minuteMs);
  expect(engine.status().clockAheadMs).toBeNull();
  expect(await arrived()).toBe(1);
});
