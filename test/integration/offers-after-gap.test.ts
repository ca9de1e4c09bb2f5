/** A yes to new words that comes right after waking, when nothing may go yet, goes as soon as something may. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agreeToUpdate } from '../../main/core/crosspost/offers.ts';
import { updateJob } from '../../main/core/schedule/due.ts';
import { changeOriginal, copyTo, minute, requestsOf, startCopiedWorld, textsOn, yesToAll } from '../helpers/copied.ts';
import { current, type EngineWorld } from '../helpers/engine-world.ts';
import { type GatedEngine, startGatedEngine } from '../helpers/gated-engine.ts';

let world: EngineWorld;
let engine: GatedEngine;
beforeAll(async () => {
  world = await startCopiedWorld(['mastodon']);
}, 60_000);
afterAll(async () => {
  await engine.stop();
  await world.stop();
});

test('new words agreed to right after waking are sent once the account was looked at, and no minute later', async () => {
  const copied = await copyTo(world, 'mastodon');
  const approvals = yesToAll(await changeOriginal(world, copied, { text: 'New words' }));
  engine = startGatedEngine(world);
  await engine.settle();
  await engine.sleep(8 * 60 * minute);
  const ids = agreeToUpdate(engine.core, { postId: copied.postId, answer: 'update', approvals });
  await Promise.all(ids.map((id) => engine.scheduler.runNow(updateJob(engine.core, current(world, id)))));
  expect(await requestsOf(world, 'mastodon', 'PUT')).toBe(0);
  await engine.settle();
  expect(await textsOn(world, 'mastodon', copied)).toEqual(['New words']);
}, 60_000);
