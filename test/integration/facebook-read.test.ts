/** Facebook against its pretend server: reading a Page. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { failureOf } from '../helpers/http-client.ts';
import { type FacebookAccounts, startFacebookAccounts } from './facebook-account.ts';

const [mine] = person.facebook.pages;
let world: FacebookAccounts['world'];
let clock: FacebookAccounts['clock'];
let facebook: FacebookAccounts['facebook'];
let link: FacebookAccounts['link'];
beforeAll(async () => {
  ({ world, clock, facebook, link } = await startFacebookAccounts());
});
afterEach(() => world.calm());
afterAll(() => world.stop());

describe('reading a Page', () => {
  it('takes the newest as the baseline, oldest first, without what it shares, nothing wider than it was', async () => {
    const { call } = await link();
    const posts = (await facebook.read?.posts(null, call))?.posts ?? [];
    expect(posts.map(({ publishedAt }) => publishedAt)).toEqual(
      posts.map((post) => post.publishedAt).toSorted((a, b) => a - b),
    );
    expect(posts.map(({ audience }) => audience)).toEqual(['direct', 'public', 'public', 'public', 'public']);
    expect(posts.map(({ pictures, video }) => (video === null ? pictures.length : 'video'))).toEqual([
      1,
      0,
      'video',
      3,
      1,
    ]);
    expect(posts.some(({ text }) => text.includes('print club'))).toBe(false);
    const bytes = await facebook.read?.picture(posts.at(-1)?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    expect(posts.find(({ video }) => video !== null)?.video?.posterUrl).toContain('.jpg');
  });

  it('notices the next post and only that, also when somebody comments or the last one is gone', async () => {
    const { call } = await link();
    const read = facebook.read?.posts;
    const first = await read?.(null, call);
    const published = await world.rehearsal.publishNext('facebook');
    const second = await read?.(first?.cursor ?? null, call);
    expect(second?.posts).toMatchObject([{ remoteId: published?.id, text: published?.caption, otherMedia: null }]);
    await world.publish({ network: 'facebook', text: 'Where is it?', kind: 'reply' });
    expect((await read?.(second?.cursor ?? null, call))?.posts).toEqual([]);
    const newest = second?.posts[0];
    const gone = { at: (newest?.publishedAt ?? 0) + 1000, seen: ['1_1'] };
    clock.now += 5_000;
    const next = await world.rehearsal.publishNext('facebook');
    expect((await read?.(JSON.stringify(gone), call))?.posts.map(({ remoteId }) => remoteId)).toEqual([next?.id]);
  });

  it('tells two posts of the same second apart', async () => {
    const { call } = await link();
    const read = facebook.read?.posts;
    clock.now = Math.ceil(clock.now / 1000) * 1000 + 5_000;
    await world.publish({ network: 'facebook', text: 'One' });
    const first = await read?.(null, call);
    await world.publish({ network: 'facebook', text: 'Two' });
    const second = await read?.(first?.cursor ?? null, call);
    expect(second?.posts.map(({ text }) => text)).toEqual(['Two']);
    expect((await read?.(second?.cursor ?? null, call))?.posts).toEqual([]);
  });

  it('goes back page by page to where it stopped', async () => {
    const { call } = await link();
    const read = facebook.read?.posts;
    const first = await read?.(null, call);
    for (let index = 0; index < 60; index += 1) {
      clock.now += 1_000;
      await world.publish({ network: 'facebook', text: `Post ${index}` });
    }
    const posts = (await read?.(first?.cursor ?? null, call))?.posts ?? [];
    expect(posts.map(({ text }) => text)).toEqual(Array.from({ length: 60 }, (_, index) => `Post ${index}`));
  });

  it('reads one post again, and null for one that is gone', async () => {
    const { call } = await link();
    const newest = (await facebook.read?.posts(null, call))?.posts.at(-1);
    expect(await facebook.read?.post?.(newest?.remoteId ?? '', call)).toMatchObject({ text: newest?.text });
    expect(await facebook.read?.post?.(`${mine.id}_1`, call)).toBeNull();
  });

  it('waits as long as Facebook says', async () => {
    const { call } = await link();
    await world.fault({ network: 'facebook', effect: { kind: 'status429', resetInMs: 600_000 } });
    expect((await failureOf(facebook.read?.posts(null, call) ?? Promise.resolve())).problem).toMatchObject({
      code: 'rate_limited',
      until: clock.now + 600_000,
    });
  });
});
