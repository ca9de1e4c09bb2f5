/** Reading Instagram page by page, and its token, against answers that a test makes up. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { accountOf } from '../helpers/network-account.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-22T10:00:00Z');

const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** A stand-in for graph.instagram.com and an account on it whose token was made at `issuedAt`. */
async function linked(respond: Respond, issuedAt = start, expiresAt: number | null = issuedAt + 60 * dayMs) {
  const graph = await startLoopback(respond);
  opened.push(graph);
  const clock = { now: start };
  const instagramAt = { www: graph.url, api: graph.url, graph: graph.url, upload: graph.url };
  const addresses = { ...defaultAddresses, instagram: instagramAt };
  const network = connectors({ fetch, log: silentLog, now: () => clock.now, addresses, allowLoopbackHttp: true });
  const instagram = network.get('instagram');
  if (instagram?.read === undefined) throw new Error('Instagram reads.');
  const signedIn: SignedIn = {
    profile: { remoteId: '1784', instance: graph.url, handle: 'mara.photo', displayName: 'Mara', profileUrl: '' },
    credentials: { accessToken: 'first', scope: 'instagram_business_basic', issuedAt, expiresAt },
    grantedScopes: [],
    endsAt: null,
  };
  return { graph, clock, instagram, posts: instagram.read.posts, ...accountOf(instagram, signedIn) };
}

const medium = (id: string, second: number, more: object = {}) => ({
  id,
  caption: `Caption ${id}`,
  media_type: 'IMAGE',
  media_url: `https://cdn.example/${id}.jpg`,
  permalink: `https://www.instagram.com/p/${id}/`,
  timestamp: `2026-11-22T10:00:${String(second).padStart(2, '0')}+0000`,
  alt_text: `Alt ${id}`,
  ...more,
});

describe('reading Instagram', () => {
  it('starts with the newest posts, oldest first, and goes on from there', async () => {
    const all = [medium('2', 5), medium('1', 1)];
    const { posts, call } = await linked((_, response) => answerJson(response, { data: all }));
    const first = await posts(null, call);
    expect(first.posts.map(({ remoteId }) => remoteId)).toEqual(['1', '2']);
    all.unshift(medium('4', 9), medium('3', 5));
    const second = await posts(first.cursor, call);
    expect(second.posts.map(({ remoteId }) => remoteId)).toEqual(['3', '4']);
    expect((await posts(second.cursor, call)).posts).toEqual([]);
  });

  it('goes back page by page until it meets what it knows', async () => {
    const respond: Respond = (request, response) => {
      const isSecond = request.url?.includes('after=c1') === true;
      answerJson(response, {
        data: isSecond ? [medium('2', 4), medium('1', 1)] : [medium('4', 8), medium('3', 6)],
        paging: { cursors: { after: isSecond ? 'c2' : 'c1' }, next: 'https://graph.example/next?access_token=x' },
      });
    };
    const { posts, call, graph } = await linked(respond);
    const cursor = JSON.stringify({ at: Date.parse('2026-11-22T10:00:01Z'), seen: ['1'] });
    expect((await posts(cursor, call)).posts.map(({ remoteId }) => remoteId)).toEqual(['2', '3', '4']);
    expect(graph.asked.filter((url) => url.includes('/me/media'))).toHaveLength(2);
    expect(graph.asked.join()).not.toContain('first');
    expect(graph.headersOf(0)['authorization']).toBe('Bearer first');
  });

  it('reads the stories that stand in no list of posts, and tells them apart', async () => {
    const story = medium('9', 7, { media_product_type: 'STORY', caption: null });
    const { posts, call } = await linked((request, response) =>
      answerJson(response, { data: request.url?.includes('/me/stories') ? [story] : [medium('8', 9), medium('6', 5)] }),
    );
    const first = await posts(null, call);
    expect(first.posts.map(({ remoteId, isStory }) => [remoteId, isStory])).toEqual([
      ['6', false],
      ['9', true],
      ['8', false],
    ]);
    expect((await posts(first.cursor, call)).posts).toEqual([]);
  });

  it('goes on although the post where it stopped was deleted', async () => {
    const { posts, call } = await linked((_, response) => answerJson(response, { data: [medium('5', 9)] }));
    const cursor = JSON.stringify({ at: Date.parse('2026-11-22T10:00:05Z'), seen: ['gone'] });
    expect((await posts(cursor, call)).posts.map(({ remoteId }) => remoteId)).toEqual(['5']);
  });

  it('takes a post for gone only when Graph says so twice', async () => {
    const missing = { error: { code: 100, error_subcode: 33, message: 'Unsupported get request.' } };
    const { instagram, call, graph } = await linked((_, response, count) =>
      count === 0 ? answerJson(response, missing, 400) : answerJson(response, medium('7', 1)),
    );
    expect(await instagram.read?.post?.('7', call)).toMatchObject({ remoteId: '7' });
    expect(graph.asked).toHaveLength(2);
    const gone = await linked((_, response) => answerJson(response, missing, 400));
    expect(await gone.instagram.read?.post?.('7', gone.call)).toBeNull();
  });

  it('says what the answer lacks', async () => {
    const { posts, call } = await linked((_, response) =>
      answerJson(response, { data: [medium('1', 1, { timestamp: 'soon' })] }),
    );
    expect((await failureOf(posts(null, call))).problem).toMatchObject({ code: 'bad_answer' });
  });
});

describe('the token of Instagram', () => {
  const respondWith =
    (token: object): Respond =>
    (request, response) =>
      answerJson(response, request.url?.startsWith('/refresh_access_token') === true ? token : { data: [] });
  const refreshes = (graph: Loopback) => graph.asked.filter((line) => line.includes('/refresh_access_token')).length;
  const renewed = { access_token: 'second', token_type: 'bearer', expires_in: 5_184_000 };

  it('is renewed in its last ten days and saved before it is used', async () => {
    const { posts, call, graph, document } = await linked(respondWith(renewed), start - 51 * dayMs);
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', expiresAt: start + 60 * dayMs });
    expect(graph.headersOf(1)['authorization']).toBe('Bearer second');
    await posts(null, call);
    expect(refreshes(graph)).toBe(1);
  });

  it('is not used when it could not be saved', async () => {
    const { posts, call, graph } = await linked(respondWith(renewed), start - 51 * dayMs);
    const save = async () => {
      throw new Error('The disk is full.');
    };
    await expect(posts(null, { ...call, credentials: { ...call.credentials, save } })).rejects.toThrow('disk is full');
    expect(graph.asked).toHaveLength(1);
  });

  it('is renewed once for two calls at a time', async () => {
    const { posts, call, graph } = await linked(respondWith(renewed), start - 51 * dayMs);
    await Promise.all([posts(null, call), posts(null, call)]);
    expect(refreshes(graph)).toBe(1);
    expect([1, 2].map((index) => graph.headersOf(index)['authorization'])).toEqual(['Bearer second', 'Bearer second']);
  });

  it.each(['', null])('is not lost when the answer holds %j in its place', async (empty) => {
    const { posts, call, graph, document } = await linked(
      respondWith({ access_token: empty, expires_in: 5_184_000 }),
      start - 51 * dayMs,
    );
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'first' });
    expect(graph.headersOf(1)['authorization']).toBe('Bearer first');
  });

  it('is left alone while it is good for long', async () => {
    const { posts, call, graph } = await linked(respondWith({}), start - 40 * dayMs);
    await posts(null, call);
    expect(refreshes(graph)).toBe(0);
  });

  it('that was pasted is renewed as soon as it is surely a day old', async () => {
    const { posts, call, clock, graph, document } = await linked(respondWith(renewed), start, null);
    await posts(null, call);
    expect(refreshes(graph)).toBe(0);
    clock.now = start + dayMs;
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', expiresAt: start + 61 * dayMs });
  });

  it('goes on being used while it lives, though renewing fails', async () => {
    const tooYoung = { error: { code: 100, message: 'The access token must be at least 24 hours old' } };
    const respond: Respond = (request, response) =>
      request.url?.startsWith('/refresh') === true
        ? answerJson(response, tooYoung, 400)
        : answerJson(response, { data: [] });
    const { posts, call, document } = await linked(respond, start - 51 * dayMs);
    expect((await posts(null, call)).posts).toEqual([]);
    expect(document()).toMatchObject({ accessToken: 'first' });
  });

  it('is over when Graph will not renew it because it is over', async () => {
    const over = { error: { code: 190, error_subcode: 460, message: 'The password was changed.' } };
    const { posts, call } = await linked((_, response) => answerJson(response, over, 400), start - 51 * dayMs);
    expect(await failureOf(posts(null, call))).toMatchObject({ problem: { code: 'auth_revoked' }, notSent: true });
  });
});
