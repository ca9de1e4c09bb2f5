/** A part of a thread whose predecessor is at the network, which only the person knows. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callFor, linkedAccount } from '../../main/core/core.ts';
import { type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { openLane, queueCrosspost } from '../helpers/queued.ts';

let world: EngineWorld;
beforeEach(async () => {
  world = await startEngineWorld();
});
afterEach(() => world.stop());

test.each(['x', 'threads'] as const)(
  'a part on %s that goes on from one whose number nobody knows is not sent, and is no fault of Crosstie',
  async (network) => {
    const lane = await openLane(world, 'instagram', network);
    const [text, thread] = ['Where the first part is', ['only the person knows']];
    const { content, accountId } = queueCrosspost(lane, { text, thread });
    const { publish } = world.networks.connector(network);
    const steps = publish?.steps(content) ?? [];
    const step = steps.find(({ name }) => name.includes('2'));
    if (publish === undefined || step === undefined) throw new Error('There is no second part');
    const told = Object.fromEntries(steps.slice(0, steps.indexOf(step)).map(({ name }) => [name, null]));
    const unused = async (): Promise<never> => Promise.reject(new Error('There are no files'));
    const input = {
      step,
      content,
      results: told,
      key: 'key',
      startedAt: world.clock.now(),
      file: unused,
      address: unused,
    };
    const outcome = await publish.perform(
      input,
      callFor(world.core, linkedAccount(world.core, accountId), new AbortController().signal),
    );
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'not_found' } });
    expect(await world.networks.received(network)).not.toContainEqual(expect.objectContaining({ text: thread[0] }));
  },
);
