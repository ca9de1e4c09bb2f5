/** The pretend X alone: reading what was posted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { jsonOf, openWorld, picture, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';
import { type Ask, caller, idOf, signIn, uploadPicture } from './rehearsal-x-setup.ts';

let world: RehearsalWorld;
let ask: Ask;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.control('POST', '/reset');
  ask = caller(world, await signIn(world));
});

describe('reading from the pretend X', () => {
  interface Page {
    readonly data?: readonly Record<string, unknown>[];
    readonly includes?: { readonly media?: readonly Record<string, unknown>[]; readonly users?: readonly object[] };
    readonly meta: { readonly result_count: number; readonly next_token?: string };
    readonly errors?: readonly object[];
  }
  const own = `/2/users/${person.x.id}/tweets`;
  const list = async (query: Readonly<Record<string, string>> = {}) =>
    jsonOf<Page>(await ask('GET', `${own}?${new URLSearchParams(query).toString()}`));
  const everything = {
    max_results: '100',
    expansions: 'attachments.media_keys,author_id',
    'media.fields': 'url,alt_text,variants',
    'user.fields': 'protected',
  };

  it('lists newest first, page by page, and only what is newer', async () => {
    const first = await list({ max_results: '5' });
    const second = await list({ max_results: '5', pagination_token: first.meta.next_token ?? '' });
    const ids = [...(first.data ?? []), ...(second.data ?? [])].map(({ id }) => BigInt(String(id)));
    expect(ids).toEqual(ids.toSorted((one, other) => Number(other - one)));
    expect(ids).toHaveLength(6);
    expect(second.meta).not.toHaveProperty('next_token');
    await world.rehearsal.publishNext('x');
    expect((await list({ since_id: String(ids[0]) })).meta.result_count).toBe(1);
    expect(await list({ since_id: '9000000000000000000' })).toEqual({ meta: { result_count: 0 } });
  });

  it('leaves out reposts and replies when it is asked to', async () => {
    expect((await list({ exclude: 'retweets' })).meta.result_count).toBe(5);
    expect((await list({ exclude: 'retweets,replies' })).meta.result_count).toBe(4);
  });

  it('answers in the spelling that it is asked in', async () => {
    const fields = 'created_at,entities,attachments';
    const old = await list({ ...everything, 'tweet.fields': `${fields},referenced_tweets` });
    expect(old.data?.[0]).toHaveProperty('edit_history_tweet_ids');
    const young = await list({ ...everything, 'post.fields': `${fields},referenced_posts` });
    expect(young.data?.[0]).toHaveProperty('edit_history_post_ids');
    expect((await ask('GET', `${own}?post.fields=referenced_tweets`)).status).toBe(400);
  });

  it('hands out pictures to anyone, the bytes that were posted', async () => {
    const content = await picture();
    const id = await idOf(await uploadPicture(ask, content));
    await ask('POST', '/2/tweets', { text: 'Picture', media: { media_ids: [id] } });
    const page = await list({ ...everything, 'tweet.fields': 'attachments,author_id,entities' });
    expect(page.includes?.users).toEqual([expect.objectContaining({ protected: false })]);
    const media = page.includes?.media?.find(({ media_key: key }) => key === `3_${id}`);
    const bytes = await (await fetch(String(media?.['url']))).arrayBuffer();
    expect(sha256(new Uint8Array(bytes))).toBe(sha256(content));
  });

  it('hands out a long text as a note', async () => {
    const long = 'Fog. '.repeat(80).trim();
    await world.control('POST', '/publish', { network: 'x', text: long });
    const [newest] = (await list({ 'tweet.fields': 'note_tweet' })).data ?? [];
    expect(String(newest?.['text']).length).toBeLessThan(280);
    expect(newest).toMatchObject({ note_tweet: { text: long } });
  });

  it('protects the account with a post for followers', async () => {
    await world.control('POST', '/publish', { network: 'x', text: 'For followers', visibility: 'private' });
    const me = await jsonOf<{ data: object }>(await ask('GET', '/2/users/me?user.fields=protected'));
    expect(me.data).toMatchObject({ protected: true });
  });

  it('says 200 and an error for a post that is gone', async () => {
    const answer = await ask('GET', '/2/tweets?ids=1');
    expect(answer.status).toBe(200);
    expect(await jsonOf(answer)).toMatchObject({ errors: [{ title: 'Not Found Error', resource_id: '1' }] });
  });

  test.each([
    'max_results=4',
    'max_results=101',
    'since_id=yesterday',
    'start_time=yesterday',
    'exclude=everything',
    'expansions=everything',
    'pagination_token=x',
    'shoe_size=42',
    'tweet.fields=shoe_size',
  ])('refuses %s', async (query) => {
    expect((await ask('GET', `${own}?${query}`)).status).toBe(400);
  });
});
