import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CrosspostState, type QueueTab, crosspostStates, queueTabs } from '../../contract/model.ts';
import type { Store } from '../../main/core/ports/store.ts';
import { addQueued, openSmallWorld, walk } from '../helpers/store-queue.ts';
import { addKnownPost, newCrosspost, pictureFile, sourcePost } from '../helpers/store-rows.ts';
import { type TestStore, openTestStore } from '../helpers/store.ts';

const tabOf: Readonly<Record<CrosspostState, QueueTab>> = {
  held: 'waiting',
  waiting: 'waiting',
  approved: 'scheduled',
  publishing: 'scheduled',
  published: 'published',
  unknown: 'problems',
  failed: 'problems',
  skipped: 'skipped',
  withdrawn: 'skipped',
};

describe('a page of the queue', () => {
  test('shows the post, where it comes from, its first picture and its crossposts in this tab', () => {
    const { store, world } = openSmallWorld();
    const picture = { remoteId: 'p1', url: 'https://pds.example/p1', altText: 'A pier' };
    const notices = [{ code: 'text_shortened', level: 'warning' }] as const;
    const postId = store.write((write) => {
      const id = addKnownPost(
        write,
        world.source,
        sourcePost(1, { pictures: [picture, { ...picture, remoteId: 'p2' }] }),
      );
      write.addCrosspost(newCrosspost({ postId: id, routeId: world.toFirst, accountId: world.first }, { notices }));
      write.addCrosspost(
        newCrosspost({ postId: id, routeId: world.toSecond, accountId: world.second }, { state: 'held' }),
      );
      return id;
    });
    const entry = () => store.read.queue({ tab: 'waiting', search: '', after: null, limit: 5 }).entries[0];
    expect(entry()).toEqual({
      post: store.read.post(postId),
      network: 'bluesky',
      offer: null,
      handle: 'ann.pics.example',
      cover: null,
      crossposts: [
        { network: 'mastodon', state: 'waiting', hasWarning: true },
        { network: 'pixelfed', state: 'held', hasWarning: false },
      ],
    });
    const [first] = store.read.media(postId);
    if (first === undefined) throw new Error('The post has two pictures');
    store.write((write) => write.setMediaFile(first.id, pictureFile));
    expect(entry()?.cover).toEqual(pictureFile);
  });

  test('shows a post once in each tab that it has crossposts in, with those alone', () => {
    const { store, world } = openSmallWorld();
    addQueued(store, world, 1, ['published', 'failed']);
    const states = (tab: QueueTab) => walk(store, tab, 5).map(({ crossposts }) => crossposts.map(({ state }) => state));
    expect(states('published')).toEqual([['published']]);
    expect(states('problems')).toEqual([['failed']]);
    expect(states('waiting')).toEqual([]);
    addQueued(store, world, 2, ['unknown', 'failed']);
    expect(states('problems')).toEqual([['unknown', 'failed'], ['failed']]);
  });

  test('puts each state into its tab', () => {
    const { store, world } = openSmallWorld();
    const postIds = new Map(
      crosspostStates.map((state, number) => [state, addQueued(store, world, number, [state]).postId]),
    );
    for (const tab of queueTabs) {
      const expected = crosspostStates.filter((state) => tabOf[state] === tab).map((state) => postIds.get(state));
      expect(walk(store, tab, 2).map(({ post }) => post.id)).toEqual(expected.toReversed());
    }
  });

  test.each(['nonsense', '', 'AAAA'])('refuses a cursor that is none: %j', (after) => {
    const { store } = openTestStore();
    expect(() => store.read.queue({ tab: 'waiting', search: '', after, limit: 5 })).toThrow(
      new RangeError('invalid cursor'),
    );
  });
});

test('the counts are those of the pages, whatever crossposts go through', () => {
  const state = fc.constantFrom(...crosspostStates);
  const history = fc.array(fc.tuple(state, state, state, state), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(history, (posts) => {
      const { store, connection, world, close } = openSmallWorld();
      for (const [number, [first, second, firstLater, secondLater]] of posts.entries()) {
        const { ids } = addQueued(store, world, number, [first, second]);
        store.write((write) => {
          if (ids[0] !== undefined) write.changeCrosspost(ids[0], { from: first, state: firstLater, at: 2 });
          if (ids[1] !== undefined) write.changeCrosspost(ids[1], { from: second, state: secondLater, at: 2 });
        });
      }
      expectCountsToFit(store);
      connection.exec('DELETE FROM crosspost WHERE id % 2 = 0');
      expectCountsToFit(store);
      close();
    }),
    { numRuns: 15 },
  );
});

function expectCountsToFit(store: Store): void {
  const pages = new Map(queueTabs.map((tab) => [tab, walk(store, tab, 3)]));
  const toApprove = pages
    .get('waiting')
    ?.filter(({ crossposts }) => crossposts.some((mark) => mark.state === 'waiting'));
  expect(store.read.counts()).toEqual({
    tabs: Object.fromEntries([...pages].map(([tab, entries]) => [tab, entries.length])),
    waiting: toApprove?.length,
  });
}

describe('a queue of 100,000 posts', () => {
  const rows = 100_000;

  /** Many posts share a time, and times do not follow ids. */
  function openFullQueue(): TestStore {
    const opened = openSmallWorld();
    opened.connection.exec(`
      PRAGMA synchronous = OFF;
      BEGIN;
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${rows})
      INSERT INTO post (account_id, remote_id, url, text, audience, sensitive, published_at, is_reply, seen_at, baseline)
      SELECT ${opened.world.source}, n, '', 'gull ' || (n % 1000), 'public', 0, (n * 7919) % 5000, 0, n, 0 FROM number;
      INSERT INTO crosspost (post_id, route_id, account_id, state, content, content_hash, planned, notices, posted_at,
        created_at, changed_at)
      SELECT id, ${opened.world.toFirst}, ${opened.world.first}, iif(id % 10, 'published', 'waiting'), '{}',
        printf('%064d', id), '{}', '[]', published_at, 1, 1 FROM post;
      COMMIT;
    `);
    return opened;
  }

  test('is walked page by page with no post missing, doubled or out of order, and counted right', () => {
    const { store } = openFullQueue();
    const entries = walk(store, 'published', 500);
    expect(new Set(entries.map(({ post }) => post.id)).size).toBe(rows * 0.9);
    expect(entries).toHaveLength(rows * 0.9);
    const keys = entries.map(({ post }) => post.publishedAt * 1_000_000 + post.id);
    expect(keys.every((key, index) => index === 0 || key < (keys[index - 1] ?? 0))).toBe(true);
    expect(store.read.counts()).toMatchObject({ tabs: { published: 90_000, waiting: 10_000 }, waiting: 10_000 });
    const some = walk(store, 'published', 7, 'gull 777');
    expect(some.map(({ post }) => post.text)).toEqual(Array.from({ length: 100 }, () => 'gull 777'));
  });

  test('keeps its place while posts come and go before it', () => {
    const { store, world } = openSmallWorld();
    for (let number = 0; number < 9; number++) addQueued(store, world, number, ['waiting']);
    const page = (after: string | null) => store.read.queue({ tab: 'waiting', search: '', after, limit: 3 });
    const first = page(null);
    addQueued(store, world, 50, ['waiting']);
    const [gone] = first.entries;
    const [crosspost] = gone === undefined ? [] : store.read.crosspostsOf(gone.post.id);
    if (crosspost === undefined) throw new Error('The first page has a post with a crosspost');
    store.write((write) => write.changeCrosspost(crosspost.id, { from: 'waiting', state: 'skipped', at: 2 }));
    expect(page(first.next).entries.map(({ post }) => post.remoteId)).toEqual(['post-5', 'post-4', 'post-3']);
  });
});
