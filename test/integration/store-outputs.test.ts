import { describe, expect, test } from 'vitest';
import { type AccountId, type CrosspostState, type Sha256 } from '../../contract/model.ts';
import type { RetrySafety } from '../../main/core/ports/network.ts';
import type { CompareWith } from '../../main/core/ports/queries.ts';
import type { CrosspostChange } from '../../main/core/ports/records.ts';
import { addCrosspostIn } from '../helpers/store-crosspost.ts';
import { openSmallWorld } from '../helpers/store-queue.ts';

describe('our own output', () => {
  test('is known by the account and the id that it got there', () => {
    const { store, world } = openSmallWorld();
    const { id } = addCrosspostIn(store, world, 1, { state: 'published', publishedAt: 1, remoteId: 'status-1' });
    const output = { crosspostId: id, accountId: world.first, url: 'https://one.example/1', madeAt: 1 };
    store.write((write) => {
      write.addOutput({ ...output, step: 'post', remoteId: 'status-1' });
      write.addOutput({ ...output, step: 'part-2', remoteId: 'status-1b' });
    });
    expect(store.read.isOurOutput(world.first, 'status-1b')).toBe(true);
    store.write((write) => write.setOutputRemoved(id, 'status-1b', 9));
    expect(store.read.outputs(id).map(({ remoteId, removedAt }) => [remoteId, removedAt])).toEqual([
      ['status-1', null],
      ['status-1b', 9],
    ]);
    expect(store.read.isOurOutput(world.first, 'status-1')).toBe(true);
    expect(store.read.isOurOutput(world.second, 'status-1')).toBe(false);
    expect(store.read.isOurOutput(world.first, 'status-2')).toBe(false);
  });

  test('may name one remote post twice: an outcome is recorded, never refused', () => {
    const { store, world } = openSmallWorld();
    const both = [1, 2].map(
      (number) => addCrosspostIn(store, world, number, { state: 'published', remoteId: 'same' }).id,
    );
    expect(both.map((id) => store.read.crosspost(id)?.remoteId)).toEqual(['same', 'same']);
  });

  test('of late is what was published since, and all that may still arrive', () => {
    const { store, world } = openSmallWorld();
    const add = (number: number, change: Partial<CrosspostChange> & { readonly state: CrosspostState }) =>
      addCrosspostIn(store, world, number, change);
    add(1, { state: 'published', publishedAt: 999 });
    add(2, { state: 'published', publishedAt: 1_000 });
    add(3, { state: 'approved' });
    add(4, { state: 'publishing' });
    add(5, { state: 'unknown' });
    add(6, { state: 'waiting' });
    add(7, { state: 'failed' });
    const { postId } = add(8, { state: 'published', publishedAt: 2_000 });
    const texts = (accountId: AccountId, compareWith: CompareWith) =>
      store.read
        .recentContents({ accountId, since: 1_000, except: postId, compareWith })
        .map(({ content: { text } }) => text);
    expect(texts(world.first, 'planned')).toEqual(['text 6', 'text 5', 'text 4', 'text 3', 'text 2']);
    expect(texts(world.first, 'arrived')).toEqual(['text 5', 'text 4', 'text 2']);
    expect(texts(world.second, 'planned')).toEqual([]);
  });

  test('is without an id while it is under way, of unknown outcome, or settled by the person', () => {
    const { store, world } = openSmallWorld();
    const add = (number: number, change: Partial<CrosspostChange> & { readonly state: CrosspostState }) =>
      addCrosspostIn(store, world, number, change);
    add(1, { state: 'published', publishedAt: 1_000, remoteId: 'status-1' });
    add(2, { state: 'published', publishedAt: 999 });
    add(3, { state: 'published', publishedAt: 1_000 });
    add(4, { state: 'publishing' });
    add(5, { state: 'unknown' });
    add(6, { state: 'approved' });
    const texts = store.read.outputWithoutId(world.first, 1_000).map(({ text }) => text);
    expect(texts.toSorted()).toEqual(['text 3', 'text 4', 'text 5']);
    expect(store.read.outputWithoutId(world.second, 0)).toEqual([]);
  });

  test.each(['approved', 'failed', 'published'] as const)(
    'is without an id for a part that the person found, while the copy is %s',
    (state) => {
      const { store, world } = openSmallWorld();
      const made = addCrosspostIn(store, world, 1, { state, publishedAt: 1_000, remoteId: 'status-1' });
      const ids = (): number => store.read.outputWithoutId(world.first, 1_000).length;
      const accept = (step: string, safety: RetrySafety): void =>
        store.write((write) => {
          const id = write.startAttempt({
            crosspostId: made.id,
            step,
            safety,
            fingerprint: 'f'.repeat(64) as Sha256,
            at: 1_000,
          });
          write.endAttempt(id, { state: 'accepted', result: null, problem: null, at: 1_000 });
        });
      accept('picture-1', 'repeat');
      expect(ids()).toBe(0);
      accept('post', 'find');
      expect(ids()).toBe(1);
      const output = { crosspostId: made.id, accountId: world.first, remoteId: 'status-1', url: 'https://x.example/1' };
      store.write((write) => write.addOutput({ ...output, step: 'post', madeAt: 1_000 }));
      expect(ids()).toBe(0);
      accept('part-2', 'find');
      expect(ids()).toBe(1);
    },
  );

  test('was last published latest, whatever was made last', () => {
    const { store, world } = openSmallWorld();
    expect(store.read.lastPublished()).toBeNull();
    const { id } = addCrosspostIn(store, world, 1, { state: 'published', publishedAt: 5_000 });
    addCrosspostIn(store, world, 2, { state: 'published', publishedAt: 4_000 });
    addCrosspostIn(store, world, 3, { state: 'failed', publishedAt: 6_000 });
    expect(store.read.lastPublished()?.id).toBe(id);
  });
});
