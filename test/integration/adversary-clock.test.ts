/** A clock that ran ahead and has been put right must not leave anything waiting for years. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approve } from '../../main/core/crosspost/decide.ts';
import {
  current,
  linkPair,
  newCrosspost,
  publishOnSource,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

const yearMs = 365 * 24 * 3_600_000;
const minuteMs = 60_000;
let world: EngineWorld;
beforeEach(async () => {
  world = await startEngineWorld({ networksRunOn: Date.now });
});
afterEach(() => world.stop());

/** The clock of this machine, put to the right time again. */
const putRight = (): void => world.clock.advance(-yearMs);
const minutes = async (count: number): Promise<void> => {
  for (let minute = 0; minute < count; minute += 1) await world.pass(minuteMs);
};

test('an approved post goes out soon after the clock was put right', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  world.clock.advance(yearMs);
  approve(world.core, [waiting]);
  putRight();
  await minutes(2);
  expect(current(world, waiting.id).state).toBe('published');
  expect(await world.networks.received('mastodon')).toHaveLength(1);
});

test('an account that was checked at the wrong time is checked soon after the clock was put right', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  await world.pass(yearMs);
  putRight();
  await publishOnSource(world, {
    text: 'After the clock was put right',
    pictures: [{ scene: 'fog-harbour', altText: 'Fog' }],
  });
  await minutes(2);
  expect(world.core.store.read.crosspostsInState('waiting', 9)).toHaveLength(1);
  expect(world.core.store.read.account(source)?.nextCheckAt).toBeLessThan(world.clock.now() + 60 * minuteMs);
});

test('a lost answer is looked after soon after the clock was put right', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  await world.networks.fault({
    network: 'mastodon',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'dropAfterAccept' },
  });
  approve(world.core, [waiting]);
  await world.pass(10_000);
  expect(current(world, waiting.id).state).toBe('unknown');
  const dueAt = world.clock.now() + yearMs;
  world.core.store.write((write) => write.changeCrosspost(waiting.id, { from: 'unknown', dueAt, at: dueAt }));
  await minutes(2);
  expect(current(world, waiting.id).state).toBe('published');
});

test('a server that asks to wait for years is asked again within a day', async () => {
  const { source } = await linkPair(world, 'instagram', 'mastodon');
  const waiting = await newCrosspost(world, source);
  await world.networks.fault({
    network: 'mastodon',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'status429', resetInMs: yearMs },
  });
  approve(world.core, [waiting]);
  await world.pass(10_000);
  const { state, dueAt } = current(world, waiting.id);
  expect(state).toBe('approved');
  expect(dueAt).toBeLessThanOrEqual(world.clock.now() + 24 * 3_600_000);
});
