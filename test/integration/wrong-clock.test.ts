/** A machine whose clock is wrong must not publish twice either. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import {
  approveAndGo,
  current,
  linkPair,
  newCrosspost,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

let world: EngineWorld;
let source: AccountId;
beforeAll(async () => {
  world = await startEngineWorld({ networksRunOn: Date.now });
  ({ source } = await linkPair(world, 'instagram', 'pixelfed'));
});
afterAll(() => world.stop());

// One after the other: in the end nearly as far off as anything is still sent.
test.each([6 * 3_600_000, 0, 7 * 3_600_000])(
  'a lost answer is settled although this clock is %i ms farther ahead of the network',
  async (ahead) => {
    world.clock.advance(ahead);
    const waiting = await newCrosspost(world, source);
    const before = (await world.networks.received('pixelfed')).length;
    await world.networks.fault({
      network: 'pixelfed',
      method: 'POST',
      path: '/api/v1/statuses',
      times: 1,
      effect: { kind: 'dropAfterAccept' },
    });
    expect((await approveAndGo(world, waiting)).state).toBe('unknown');
    await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('published');
    expect(await world.networks.received('pixelfed')).toHaveLength(before + 1);
  },
);

test('a copy with the same words as an earlier one is not mistaken for it', async () => {
  const first = await newCrosspost(world, source, { text: 'Morning light, once more' });
  await approveAndGo(world, first);
  const second = await newCrosspost(world, source, { text: 'Morning light, once more' });
  const before = (await world.networks.received('pixelfed')).length;
  await world.networks.fault({
    network: 'pixelfed',
    method: 'POST',
    path: '/api/v1/statuses',
    times: 1,
    effect: { kind: 'dropBeforeAccept' },
  });
  await approveAndGo(world, second);
  for (let minute = 0; minute < 10; minute += 1) await world.pass(60_000);
  expect(current(world, second.id).state).toBe('published');
  expect(await world.networks.received('pixelfed')).toHaveLength(before + 1);
});
