/** Facebook against its pretend server: texts and pictures, and answers that are lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { performStep, publishWhole } from '../helpers/network-account.ts';
import { type FacebookPublishing, post, startFacebookPublishing } from './facebook-publishing.ts';

let desk: FacebookPublishing;
beforeAll(async () => {
  desk = await startFacebookPublishing();
});
afterEach(() => desk.world.calm());
afterAll(() => desk.world.stop());

describe('publishing to a Page', () => {
  it('posts a text with the card of its first link', async () => {
    const link = 'https://mara-lindt.example/fog';
    const publishing = desk.plan([], { text: `Fog, from above: ${link}.` });
    const made = await publishWhole(publishing);
    expect(await desk.received(publishing)).toMatchObject([
      { id: made.remoteId, url: made.url, visibility: 'EVERYONE' },
    ]);
    expect((await desk.facebook.read?.post?.(made.remoteId, desk.account.call))?.text).toBe(publishing.content.text);
    expect(await (await fetch(made.url)).text()).toContain('from above');
  });

  test.each([1, 2])('posts %i pictures with exact bytes and alt texts, the post in one step', async (many) => {
    const some = desk.pictures.slice(0, many);
    const publishing = desk.plan(some);
    expect(desk.stepsOf(publishing)).toEqual([
      ...some.map((_, index) => ({ name: `picture-${index + 1}`, safety: 'repeat' })),
      { name: 'post', safety: 'find' },
    ]);
    const made = await publishWhole(publishing);
    expect(await desk.received(publishing)).toMatchObject([
      {
        id: made.remoteId,
        media: some.map(({ picture: { sha256, altText, mimeType } }) => ({ sha256, altText, mimeType })),
      },
    ]);
    const read = await desk.facebook.read?.post?.(made.remoteId, desk.account.call);
    expect(read).toMatchObject({ audience: 'public', otherMedia: null });
    expect(read?.pictures).toHaveLength(many);
  });

  it('reads what it posted under the same id', async () => {
    const made = await publishWhole(desk.plan(desk.pictures));
    const { posts } = (await desk.facebook.read?.posts(null, desk.account.call)) ?? { posts: [] };
    expect(posts.map(({ remoteId, url }) => ({ remoteId, url }))).toContainEqual(made);
  });

  it('stands by a post that is out, though its address cannot be asked for', async () => {
    const publishing = desk.plan();
    await desk.world.fault({ network: 'facebook', method: 'GET', effect: { kind: 'status5xx', status: 500 } });
    const outcome = await performStep(publishing, post, {});
    expect(outcome).toMatchObject({ kind: 'accepted' });
    await desk.world.calm();
    const [delivery] = await desk.received(publishing);
    const url = `${desk.world.rehearsal.base('facebook-www')}/${delivery?.id}`;
    expect(outcome).toMatchObject({ post: { remoteId: delivery?.id, url } });
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('a lost answer', () => {
  test.each([
    ['dropAfterAccept', 'found'],
    ['dropBeforeAccept', 'absent'],
    ['malformedJson', 'found'],
    ['htmlInsteadOfJson', 'absent'],
  ] as const)('of the post (%s) is settled by looking: %s', async (kind, there) => {
    for (const some of [[], desk.pictures]) {
      const publishing = desk.plan(some);
      const results = await desk.prepared(publishing);
      await desk.world.fault({ network: 'facebook', method: 'POST', path: '*/feed', times: 1, effect: { kind } });
      expect((await performStep(publishing, post, results)).kind).toBe('unknown');
      const found = await desk.find(publishing, results);
      expect(found?.kind).toBe(there);
      const deliveries = await desk.received(publishing);
      expect(deliveries).toHaveLength(there === 'found' ? 1 : 0);
      if (found?.kind === 'found') expect(found.post.remoteId).toBe(deliveries[0]?.id);
    }
  });

  test.each(['dropAfterAccept', 'dropBeforeAccept'] as const)('of an upload (%s) is repeated unseen', async (kind) => {
    const publishing = desk.plan(desk.pictures.slice(0, 1));
    const [upload] = desk.stepsOf(publishing);
    if (upload === undefined) throw new Error('There is an upload.');
    await desk.world.fault({ network: 'facebook', method: 'POST', path: '*/photos', times: 1, effect: { kind } });
    expect((await performStep(publishing, upload, {})).kind).toBe('unknown');
    await publishWhole(publishing);
    expect((await desk.received(publishing)).map(({ media }) => media.length)).toEqual([1]);
  });

  it('is settled by the photo that only this post can have, however often the words are there', async () => {
    const first = desk.plan(desk.pictures);
    await publishWhole(first);
    const second = { ...first, key: crypto.randomUUID() };
    const results = await desk.prepared(second);
    await desk.world.fault({
      network: 'facebook',
      method: 'POST',
      path: '*/feed',
      times: 1,
      effect: { kind: 'dropAfterAccept' },
    });
    await performStep(second, post, results);
    const found = await desk.find(second, results);
    const ids = (await desk.received(first)).map(({ id }) => id);
    expect(found).toMatchObject({ kind: 'found', post: { remoteId: ids[1] } });
  });

  it('is left to the person when two posts fit or one nearly does, and not confused by what is known', async () => {
    const publishing = desk.plan();
    const { remoteId } = await publishWhole(publishing);
    expect((await desk.find(publishing, {}, [remoteId]))?.kind).toBe('absent');
    desk.clock.now += 120_000;
    await publishWhole(publishing);
    expect((await desk.find(publishing, {}))?.kind).toBe('cannot_tell');
    expect((await desk.find(publishing, {}, [remoteId]))?.kind).toBe('found');
    const near = { ...publishing, content: { ...publishing.content, text: `“${publishing.content.text}”` } };
    expect((await desk.find(near, {}))?.kind).toBe('cannot_tell');
    await desk.world.fault({ network: 'facebook', effect: { kind: 'status5xx', status: 503 } });
    expect((await desk.find(publishing, {}))?.kind).toBe('cannot_tell');
  });

  it('is settled after Facebook said that it has the text already', async () => {
    const publishing = desk.plan();
    await publishWhole(publishing);
    const outcome = await performStep(publishing, post, {});
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
    expect((await desk.find(publishing, {}))?.kind).toBe('found');
    expect(await desk.received(publishing)).toHaveLength(1);
    await desk.world.mood('facebook', { seesDuplicates: true });
    const other = desk.plan();
    expect(await performStep(other, post, {})).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
    expect((await desk.find(other, {}))?.kind).toBe('absent');
  });
});
