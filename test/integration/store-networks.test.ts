/** What version 2 of the file brought: how an older file gets there, and what it keeps for the ten networks. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AccountId, CrosspostId, MediaId, PostId } from '../../contract/model.ts';
import { first } from '../../main/store/migrations/0001-first.ts';
import { openSmallWorld } from '../helpers/store-queue.ts';
import type { Store } from '../../main/core/ports/store.ts';
import {
  addKnownPost,
  linking,
  newCrosspost,
  pictureFile,
  type SmallWorld,
  someHash,
  sourcePost,
} from '../helpers/store-rows.ts';
import { openTestStore, type StorePlace } from '../helpers/store.ts';

/** A closed file of the first version, filled as that version did. */
function fileOfTheFirstVersion(): StorePlace {
  const opened = openTestStore({ migrations: [first] });
  opened.connection.exec(`
    INSERT INTO account (id, network, instance, remote_id, handle, display_name, profile_url, method, granted_scopes, state,
      next_check_at, limits, linked_at, changed_at)
    VALUES (1, 'instagram', 'https://ig.example', 'a', 'mara', 'Mara', '', 'window', '[]', 'working', 5, '{"text":9}', 1, 1),
           (2, 'mastodon', 'https://m.example', 'b', 'mara@m.example', 'Mara', '', 'window', '[]', 'working', 5, NULL, 1, 1);
    INSERT INTO route (id, source_id, destination_id, mode, created_at) VALUES (1, 1, 2, 'review', 1);
    INSERT INTO post (id, account_id, remote_id, url, text, audience, sensitive, published_at, is_reply, has_other_media,
      seen_at, baseline)
    VALUES (1, 1, 'p1', 'https://ig.example/p1', 'Fog at the pier', 'public', 0, 10, 0, 0, 11, 0),
           (2, 1, 'p2', 'https://ig.example/p2', 'A reel', 'public', 0, 20, 0, 1, 21, 0);
    INSERT INTO media (id, post_id, position, remote_id, url, alt_text) VALUES (1, 1, 0, 'm1', 'https://cdn.example/1', 'Fog');
    INSERT INTO crosspost (id, post_id, route_id, account_id, state, content, content_hash, planned, notices, published_at,
      remote_id, remote_url, posted_at, created_at, changed_at)
    VALUES (1, 1, 1, 2, 'published', '{"text":"Fog","pictures":[]}', '${someHash(1)}', '{"text":"Fog","pictures":[]}', '[]', 30,
            's1', 'https://m.example/s1', 10, 12, 30),
           (2, 2, 1, 2, 'held', '{"text":"A reel","pictures":[]}', '${someHash(2)}', '{"text":"A reel","pictures":[]}',
            '[{"level":"hold","code":"no_picture"}]', NULL, NULL, NULL, 20, 22, 22);
  `);
  opened.close();
  return opened;
}

describe('a file of the first version', () => {
  test('keeps every row, and knows what it published as its output', () => {
    const { store, connection } = openTestStore({}, fileOfTheFirstVersion());
    expect(store.read.accounts().map(({ handle }) => handle)).toEqual(['mara', 'mara@m.example']);
    expect(store.read.isOurOutput(2 as AccountId, 's1')).toBe(true);
    expect(store.read.outputs(1 as CrosspostId)).toMatchObject([{ step: 'post', remoteId: 's1', madeAt: 30 }]);
    expect(store.read.media(1 as PostId)).toMatchObject([{ kind: 'picture', altText: 'Fog', poster: null }]);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  });

  test('asks anew what networks take, and says in the new words what could not be carried', () => {
    const { store } = openTestStore({}, fileOfTheFirstVersion());
    expect(store.read.account(1 as AccountId)).toMatchObject({ limits: null, limitsAt: null });
    expect(store.read.post(1 as PostId)?.otherMedia).toBeNull();
    expect(store.read.post(2 as PostId)?.otherMedia).toBe('unsupported');
    const held = store.read.crosspost(2 as CrosspostId);
    expect(held?.notices).toEqual([{ level: 'hold', code: 'media_missing' }]);
    expect(held?.content).toMatchObject({ title: null, thread: [], video: null, text: 'A reel' });
  });

  test('still finds posts by their words, old ones and new ones', () => {
    const { store } = openTestStore({}, fileOfTheFirstVersion());
    const account = store.read.accounts()[0]?.id as AccountId;
    const post = store.write((write) => addKnownPost(write, account, sourcePost(7, { text: 'Gulls at the pier' })));
    const found = (search: string) =>
      store.read.queue({ tab: 'published', search, after: null, limit: 9 }).entries.map(({ post: { id } }) => id);
    expect(found('fog')).toEqual([1]);
    expect(post).toBe(3);
  });

  test('gives ids on, never one that was there before', () => {
    const { store } = openTestStore({}, fileOfTheFirstVersion());
    expect(store.write((write) => write.linkAccount(linking()))).toBe(3);
  });
});

describe('a video', () => {
  const video = {
    remoteId: 'v',
    url: 'https://cdn.example/v.mp4',
    altText: 'Waves',
    posterUrl: 'https://cdn.example/v.jpg',
  };
  const file = { ...pictureFile, mimeType: 'video/mp4', durationMs: 4_000 };

  test('is kept with its file and its still, which stands for it in the list', () => {
    const { store, world } = openSmallWorld();
    const postId = store.write((write) => addKnownPost(write, world.source, sourcePost(1, { video })));
    const [media] = store.read.media(postId);
    if (media === undefined) throw new Error('There is a video');
    store.write((write) => {
      write.setMediaFile(media.id, file);
      write.setPoster(media.id, pictureFile);
    });
    expect(store.read.mediaById(media.id)).toMatchObject({
      kind: 'video',
      file,
      poster: pictureFile,
      posterUrl: video.posterUrl,
    });
    store.write((write) =>
      write.addCrosspost(newCrosspost({ postId, routeId: world.toFirst, accountId: world.first })),
    );
    const { entries } = store.read.queue({ tab: 'waiting', search: '', after: null, limit: 9 });
    expect(entries[0]?.cover).toEqual(pictureFile);
  });

  test('takes a fresh address only while it was not fetched', () => {
    const { store, world } = openSmallWorld();
    const postId = store.write((write) => addKnownPost(write, world.source, sourcePost(1, { video })));
    const fresh = [{ url: 'https://cdn.example/fresh.mp4', posterUrl: null }];
    store.write((write) => write.setMediaUrls(postId, fresh));
    expect(store.read.media(postId)).toMatchObject(fresh);
    store.write((write) => write.setMediaFile(store.read.media(postId)[0]?.id as MediaId, file));
    store.write((write) => write.setMediaUrls(postId, [{ url: 'https://cdn.example/late.mp4', posterUrl: null }]));
    expect(store.read.media(postId)).toMatchObject(fresh);
  });
});

function aPublishing(store: Store, world: SmallWorld): CrosspostId {
  return store.write((write) => {
    const postId = addKnownPost(write, world.source, sourcePost(1));
    const id = write.addCrosspost(newCrosspost({ postId, routeId: world.toFirst, accountId: world.first }));
    if (id === null) throw new Error('The file was not new');
    write.changeCrosspost(id, { from: 'waiting', state: 'publishing', at: 1 });
    return id;
  });
}

describe('a file at a public address', () => {
  test('is stale once its crosspost needs it no more, and gone once it was taken away', () => {
    const { store, world } = openSmallWorld();
    const id = aPublishing(store, world);
    const hosted = store.write((write) =>
      write.addHostedFile({
        crosspostId: id,
        sha256: someHash(5),
        host: 'bucket',
        accountId: null,
        name: 'a',
        putAt: 1,
      }),
    );
    store.write((write) => write.setHostedFile(hosted, 'a', 'https://files.example/a'));
    expect(store.read.hostedFiles(id)).toMatchObject([{ name: 'a', url: 'https://files.example/a' }]);
    expect(store.read.staleHostedFiles(9)).toEqual([]);
    store.write((write) => write.changeCrosspost(id, { from: 'publishing', state: 'published', at: 2 }));
    expect(store.read.staleHostedFiles(9)).toMatchObject([{ id: hosted }]);
    store.write((write) => write.endHostedFile(hosted, 3));
    expect([store.read.staleHostedFiles(9), store.read.hostedFiles(id)]).toEqual([[], []]);
  });
});

describe('a sealed text that belongs to no account', () => {
  test('is kept, replaced, and erased from the file', () => {
    const { store, file, connection } = openSmallWorld();
    const marker = 'SEALED-BYTES-OF-AN-APP';
    store.write((write) => write.saveSealed('keys_x', { ciphertext: Buffer.from('older'), backend: 'test' }, 1));
    store.write((write) => write.saveSealed('keys_x', { ciphertext: Buffer.from(marker), backend: 'test' }, 2));
    expect(Buffer.from(store.read.sealed('keys_x')?.ciphertext ?? []).toString()).toBe(marker);
    expect(store.read.sealed('bucket')).toBeNull();
    expect(store.write((write) => write.eraseSealed('keys_x'))).toBe(1);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(store.read.sealed('keys_x')).toBeNull();
    expect(readFileSync(file).includes(marker)).toBe(false);
  });
});
