import { describe, expect, test } from 'vitest';
import { audiences } from '../../contract/model.ts';
import { openSmallWorld } from '../helpers/store-queue.ts';
import { addKnownPost, pictureFile, sourcePost } from '../helpers/store-rows.ts';

describe('a post', () => {
  const pictures = [
    { remoteId: 'p1', url: 'https://pds.example/p1', altText: 'A pier' },
    { remoteId: 'p2', url: 'https://pds.example/p2', altText: '' },
  ];

  test('is kept as its network told it, with its pictures in order', () => {
    const { store, world } = openSmallWorld();
    const told = sourcePost(1, {
      pictures,
      sensitive: true,
      warning: 'spoiler',
      isReply: true,
      isStory: false,
      tagged: 0,
      place: null,
      otherMedia: 'unsupported',
      language: null,
    });
    const id = store.write((write) => addKnownPost(write, world.source, told));
    const { pictures: _, video: __, ...post } = told;
    const kept = {
      ...post,
      id,
      accountId: world.source,
      seenAt: told.publishedAt + 5,
      baseline: false,
      plannedAt: null,
    };
    expect(store.read.post(id)).toEqual(kept);
    expect(store.read.postByRemote(world.source, 'post-1')).toEqual(kept);
    expect(store.read.postByRemote(world.first, 'post-1')).toBeNull();
    const media = store.read.media(id);
    expect(media).toMatchObject(
      pictures.map((picture, position) => ({ ...picture, position, postId: id, file: null })),
    );
    const second = media[1];
    if (second === undefined) throw new Error('Two pictures were given');
    store.write((write) => write.setMediaFile(second.id, pictureFile));
    expect(store.read.media(id).map(({ file }) => file)).toEqual([null, pictureFile]);
  });

  test('that is known already is not taken again, nor are its pictures', () => {
    const { store, world } = openSmallWorld();
    const id = store.write((write) => addKnownPost(write, world.source, sourcePost(1, { pictures })));
    const again = sourcePost(1, { text: 'changed', pictures: [] });
    expect(store.write((write) => write.addPost(world.source, again, true, 9))).toBeNull();
    expect(store.read.post(id)).toMatchObject({ text: sourcePost(1).text, baseline: false });
    expect(store.read.media(id)).toHaveLength(2);
    expect(store.write((write) => write.addPost(world.first, again, false, 9))).not.toBeNull();
  });

  test('has any of the audiences', () => {
    const { store, world } = openSmallWorld();
    store.write((write) => {
      for (const [number, audience] of audiences.entries()) {
        addKnownPost(write, world.source, sourcePost(number, { audience }));
      }
    });
    expect(store.read.unplannedPosts(world.source, 9).map(({ audience }) => audience)).toEqual([...audiences]);
  });

  test('stays unplanned until it is planned, unless it belongs to the baseline; oldest first', () => {
    const { store, world } = openSmallWorld();
    const [young, old, planned] = store.write((write) => {
      write.addPost(world.source, sourcePost(4), true, 9);
      return [5, 2, 3].map((number) => addKnownPost(write, world.source, sourcePost(number)));
    });
    if (planned === undefined) throw new Error('Three posts were added');
    store.write((write) => write.setPlanned(planned, 7_000));
    const unplanned = (limit: number) => store.read.unplannedPosts(world.source, limit).map(({ id }) => id);
    expect(unplanned(9)).toEqual([old, young]);
    expect(unplanned(1)).toEqual([old]);
    expect(store.read.post(planned)?.plannedAt).toBe(7_000);
    expect(store.read.unplannedPosts(world.first, 9)).toEqual([]);
  });
});
