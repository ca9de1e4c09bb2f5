import { describe, expect, test } from 'vitest';
import { crosspostStates } from '../../contract/model.ts';
import { addCrosspostIn } from '../helpers/store-crosspost.ts';
import { openSmallWorld } from '../helpers/store-queue.ts';
import { addKnownPost, content, newCrosspost, someHash, sourcePost } from '../helpers/store-rows.ts';

describe('a crosspost', () => {
  test('begins with what was planned', () => {
    const { store, world } = openSmallWorld();
    const notices = [{ code: 'text_too_long', level: 'hold', values: { by: 3 } }] as const;
    const postId = store.write((write) => addKnownPost(write, world.source, sourcePost(1)));
    const target = { postId, routeId: world.toFirst, accountId: world.first };
    const wanted = newCrosspost(target, { state: 'held', notices, contentHash: someHash(9) });
    const id = store.write((write) => write.addCrosspost(wanted));
    if (id === null) throw new Error('The crosspost is there already');
    expect(store.read.crosspost(id)).toEqual({
      ...target,
      id,
      state: 'held',
      content: content('Sunset'),
      contentHash: someHash(9),
      planned: content('Sunset'),
      notices,
      dueAt: null,
      scheduledAt: null,
      scheduledBy: null,
      changedAt: wanted.at,
      publishKey: null,
      publishStartedAt: null,
      publishedAt: null,
      remoteId: null,
      remoteUrl: null,
      withdrawingAt: null,
      problem: null,
      putOff: 0,
    });
    expect(store.read.crosspostsOf(postId).map((crosspost) => crosspost.id)).toEqual([id]);
    expect(store.write((write) => write.addCrosspost(wanted))).toBeNull();
    const other = { ...wanted, routeId: world.toSecond, accountId: world.second };
    expect(store.write((write) => write.addCrosspost(other))).not.toBeNull();
    expect(store.read.crosspostsOf(postId)).toHaveLength(2);
  });

  test('changes in every field that is named, and in no other', () => {
    const { store, world } = openSmallWorld();
    const { id } = addCrosspostIn(store, world, 1, { state: 'approved' });
    const change = {
      state: 'failed',
      content: content('Edited'),
      contentHash: someHash(2),
      notices: [{ code: 'text_shortened', level: 'warning' }],
      dueAt: 1,
      publishKey: 'key-1',
      publishStartedAt: 2,
      publishedAt: 3,
      remoteId: 'r-1',
      remoteUrl: 'https://instance.example/r-1',
      problem: { code: 'rate_limited', until: 4 },
      putOff: 5,
    } as const;
    store.write((write) => write.changeCrosspost(id, { ...change, from: 'approved', at: 6 }));
    const changed = store.read.crosspost(id);
    expect(changed).toMatchObject({ ...change, planned: content('text 1') });
    store.write((write) =>
      write.changeCrosspost(id, { from: 'failed', dueAt: null, problem: null, remoteId: null, at: 7 }),
    );
    expect(store.read.crosspost(id)).toEqual({ ...changed, dueAt: null, problem: null, remoteId: null, changedAt: 7 });
  });

  test('is changed only from the state that the change names', () => {
    const { store, world } = openSmallWorld();
    const { id } = addCrosspostIn(store, world, 1, { state: 'approved' });
    const change = { from: 'waiting', state: 'skipped', at: 9 } as const;
    expect(() => store.write((write) => write.changeCrosspost(id, change))).toThrow('is not in the state waiting');
    expect(store.read.crosspost(id)?.state).toBe('approved');
  });

  test('has any of the states, and is listed by it', () => {
    const { store, world } = openSmallWorld();
    const ids = crosspostStates.map((state, number) => addCrosspostIn(store, world, number, { state }).id);
    const listed = crosspostStates.map((state) => store.read.crosspostsInState(state, 9).map(({ id }) => id));
    expect(listed).toEqual(ids.map((id) => [id]));
  });

  test('is listed by its state up to a limit, the first made first', () => {
    const { store, world } = openSmallWorld();
    const ids = [3, 1, 2].map((number) => addCrosspostIn(store, world, number, { state: 'failed' }).id);
    expect(store.read.crosspostsInState('failed', 2).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });
});

test('what goes to an account is listed by its state, whole', () => {
  const { store, world } = openSmallWorld();
  const ids = [3, 1, 2].map((number) => addCrosspostIn(store, world, number, { state: 'held' }).id);
  addCrosspostIn(store, world, 4, { state: 'failed' });
  expect(store.read.crosspostsTo(world.first, 'held').map(({ id }) => id)).toEqual(ids);
  expect(store.read.crosspostsTo(world.second, 'held')).toEqual([]);
});

describe('what is due', () => {
  test('is approved or publishing, at or before now, the earliest first', () => {
    const { store, world } = openSmallWorld();
    const states = [
      { state: 'approved', dueAt: 300 },
      { state: 'publishing', dueAt: 100 },
      { state: 'approved', dueAt: 200 },
      { state: 'approved', dueAt: 301 },
      { state: 'approved', dueAt: null },
      { state: 'waiting', dueAt: 1 },
      { state: 'unknown', dueAt: 1 },
    ] as const;
    const ids = states.map((change, number) => addCrosspostIn(store, world, number, { ...change, at: 50 }).id);
    const due = (limit: number) => store.read.dueCrossposts({ now: 300, latest: 900 }, limit).map(({ id }) => id);
    expect(due(9)).toEqual([ids[1], ids[2], ids[0]]);
    expect(due(1)).toEqual([ids[1]]);
    expect(store.read.nextDueAt(199)).toBe(200);
    expect(store.read.nextDueAt(200)).toBe(300);
    expect(store.read.nextScheduled()?.id).toBe(ids[2]);
  });

  test('is also what was written later than a clock that is right can have, but for a time that a person chose', () => {
    const { store, world } = openSmallWorld();
    const written = [
      { dueAt: 902, at: 901 },
      { dueAt: 902, at: 901, scheduledAt: 902, scheduledBy: 'rules' },
      { dueAt: 902, at: 901, scheduledAt: 902, scheduledBy: 'person' },
      { dueAt: 2_000, at: 901, scheduledAt: 902, scheduledBy: 'person' },
      { dueAt: 9_000, at: 300 },
    ] as const;
    const ids = written.map(
      (change, number) => addCrosspostIn(store, world, number, { state: 'approved', ...change }).id,
    );
    const due = store.read.dueCrossposts({ now: 300, latest: 900 }, 9).map(({ id }) => id);
    expect(due).toEqual([ids[0], ids[1], ids[3]]);
  });

  test('to be looked after is an unknown outcome with a time that has come; without one it is the person’s', () => {
    const { store, world } = openSmallWorld();
    const dueAts = [null, 300, 301, 100, 901];
    const ids = dueAts.map(
      (dueAt, number) =>
        addCrosspostIn(store, world, number, { state: 'unknown', dueAt, at: number === 4 ? 901 : 50 }).id,
    );
    const due = store.read.dueUnknowns({ now: 300, latest: 900 }, 9).map(({ id }) => id);
    expect(due).toEqual([ids[3], ids[1], ids[4]]);
    expect(store.read.nextDueAt(300)).toBe(301);
  });

  test('is nothing when nothing is approved', () => {
    const { store, world } = openSmallWorld();
    addCrosspostIn(store, world, 1, { state: 'publishing', dueAt: 5, at: 4 });
    expect(store.read.nextDueAt(0)).toBeNull();
    expect(store.read.nextScheduled()).toBeNull();
    expect(store.read.dueCrossposts({ now: 4, latest: 900 }, 9)).toEqual([]);
  });
});
