/** The main job on real parts: noticed, planned, approved, published, read back; and what must never happen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approve, restore, skip, undo } from '../../main/core/crosspost/decide.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { undoMs } from '../../main/core/schedule/when.ts';
import { queueDetail } from '../../main/core/post-views.ts';
import {
  approveAndGo,
  current,
  linkPair,
  newCrosspost,
  startEngineWorld,
  type EngineWorld,
} from '../helpers/engine-world.ts';

describe.each(['bluesky', 'mastodon', 'pixelfed'] as const)('from Instagram to %s', (to) => {
  let world: EngineWorld;
  let source: Awaited<ReturnType<typeof linkPair>>['source'];
  beforeAll(async () => {
    world = await startEngineWorld();
    ({ source } = await linkPair(world, 'instagram', to));
  });
  afterAll(() => world.stop());

  test('the first link takes a baseline: nothing old is carried', () => {
    const { read } = world.core.store;
    expect(read.counts().waiting).toBe(0);
    expect(read.post(1 as never)?.baseline).toBe(true);
  });

  test('a new post is planned, approved and published once, exactly as approved', async () => {
    const waiting = await newCrosspost(world, source);
    const published = await approveAndGo(world, waiting);
    expect(published).toMatchObject({ state: 'published', problem: null });
    const received = await world.networks.received(to);
    expect(received).toHaveLength(1);
    expect(received[0]?.text).toBe(waiting.content.text);
    expect(received[0]?.media.map((item) => item.altText)).toEqual(
      waiting.content.pictures.map((item) => item.altText),
    );
    expect(received[0]?.media.map((item) => item.sha256)).toEqual(waiting.content.pictures.map((item) => item.sha256));
  });

  test('nothing leaves within the ten seconds of undo, and an undone approval never goes', async () => {
    const before = (await world.networks.received(to)).length;
    const waiting = await newCrosspost(world, source);
    approve(world.core, [waiting]);
    await world.pass(undoMs - 1);
    expect(current(world, waiting.id).state).toBe('approved');
    undo(world.core, [waiting.id]);
    await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('waiting');
    expect(await world.networks.received(to)).toHaveLength(before);
  });

  test('an edit voids the approval, and what is approved then is what is sent', async () => {
    const [waiting] = world.core.store.read.crosspostsInState('waiting', 1);
    if (waiting === undefined) throw new Error('The crosspost of the test before');
    approve(world.core, [waiting]);
    edit(world.core, { id: waiting.id, text: 'Said otherwise', altTexts: ['Other words'] });
    expect(current(world, waiting.id).state).toBe('waiting');
    expect(() => approve(world.core, [waiting])).toThrow('approval_stale');
    await approveAndGo(world, current(world, waiting.id));
    const received = await world.networks.received(to);
    expect(received.at(-1)).toMatchObject({ text: 'Said otherwise' });
    expect(received.at(-1)?.media[0]?.altText).toBe('Other words');
  });

  test('skipped is not sent, and can be put back', async () => {
    const waiting = await newCrosspost(world, source);
    skip(world.core, [waiting.id]);
    await world.pass(60_000);
    expect(current(world, waiting.id).state).toBe('skipped');
    restore(world.core, [waiting.id]);
    expect(current(world, waiting.id).state).toBe('waiting');
    expect(queueDetail(world.core, waiting.postId).crossposts[0]?.edited).toBe(false);
  });

  test('the ledger tells all of it and its chain is whole', () => {
    const { read } = world.core.store;
    const actions = read.ledger(null, 500).map((row) => row.action);
    for (const action of [
      'account_linked',
      'baseline_taken',
      'post_noticed',
      'crosspost_planned',
      'crosspost_approved',
      'attempt_started',
      'attempt_accepted',
      'crosspost_published',
      'approval_undone',
      'crosspost_edited',
      'crosspost_skipped',
    ]) {
      expect(actions, action).toContain(action);
    }
    expect(read.checkLedger(null, 100_000).broken).toBeNull();
  });
});
