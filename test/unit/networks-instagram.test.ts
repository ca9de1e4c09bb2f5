import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../main/core/ports/network.ts';
import { explain } from '../../main/networks/meta/errors.ts';
import { sourcePost } from '../../main/networks/instagram/media.ts';
import { defaultAddresses, type InstagramApp } from '../../main/networks/network.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { accountOf } from '../helpers/network-account.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-22T10:00:00Z');

const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** A stand-in for graph.instagram.com and an account on it whose token was made at `issuedAt`. */
async function linked(respond: Respond, issuedAt = start) {
  const graph = await startLoopback(respond);
  opened.push(graph);
  const app: InstagramApp = {
    authorizeBase: graph.url,
    apiBase: graph.url,
    graphBase: graph.url,
    clientId: 'app',
    clientSecret: 'hush',
    redirectUri: 'https://crosstie.example/signed-in',
  };
  const clock = { now: start };
  const addresses = { ...defaultAddresses, instagram: app };
  const network = connectors({ fetch, log: silentLog, now: () => clock.now, addresses, allowLoopbackHttp: true });
  const instagram = network.get('instagram');
  if (instagram?.read === undefined) throw new Error('Instagram reads.');
  const signedIn: SignedIn = {
    profile: { remoteId: '1784', instance: graph.url, handle: 'mara.photo', displayName: 'Mara', profileUrl: '' },
    credentials: {
      accessToken: 'first',
      scope: 'instagram_business_basic',
      issuedAt,
      expiresAt: issuedAt + 60 * dayMs,
    },
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
    expect(graph.asked).toHaveLength(2);
    expect(graph.asked.join()).not.toContain('first');
    expect(graph.headersOf(0)['authorization']).toBe('Bearer first');
  });

  it('takes the pictures of a carousel with their alt texts, and says what it had to leave', () => {
    const image = { id: 'a', media_type: 'IMAGE', media_url: 'https://cdn.example/a.jpg', alt_text: 'A gull' };
    const clip = { id: 'b', media_type: 'VIDEO', media_url: 'https://cdn.example/b.mp4' };
    const album = (data: object[]) => medium('9', 1, { media_type: 'CAROUSEL_ALBUM', children: { data } });
    const post = sourcePost(album([image, clip]));
    expect(post).toMatchObject({ audience: 'public', otherMedia: 'unsupported', text: 'Caption 9' });
    expect(post.pictures).toEqual([{ remoteId: 'a', url: 'https://cdn.example/a.jpg', altText: 'A gull' }]);
    const flagged = sourcePost(medium('8', 1, { media_url: undefined }));
    expect(flagged).toMatchObject({ pictures: [], otherMedia: 'unsupported' });
  });
});

describe('the token of Instagram', () => {
  const respondWith =
    (token: object): Respond =>
    (request, response) =>
      answerJson(response, request.url?.startsWith('/refresh_access_token') === true ? token : { data: [] });
  const refreshes = (graph: Loopback) => graph.asked.filter((line) => line.includes('/refresh_access_token')).length;

  it('is renewed in its last ten days and saved before it is used', async () => {
    const renewed = { access_token: 'second', token_type: 'bearer', expires_in: 5_184_000 };
    const { posts, call, graph, document } = await linked(respondWith(renewed), start - 51 * dayMs);
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', expiresAt: start + 60 * dayMs });
    expect(graph.headersOf(1)['authorization']).toBe('Bearer second');
    await posts(null, call);
    expect(refreshes(graph)).toBe(1);
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
});

describe('what Graph says', () => {
  const answer = (status: number, error: object, headers = {}) => ({
    status,
    headers: new Headers(headers),
    body: JSON.stringify({ error }),
  });

  it.each([
    [{ code: 190, error_subcode: 463 }, 'auth_expired'],
    [{ code: 190, error_subcode: 458 }, 'auth_revoked'],
    [{ code: 10 }, 'missing_permission'],
    [{ code: 200 }, 'missing_permission'],
    [{ code: 4, error_subcode: 2207051 }, 'spam_block'],
    [{ code: 4 }, 'rate_limited'],
    [{ code: 25, error_subcode: 2207050 }, 'account_action_needed'],
    [{ code: 100, error_subcode: 33 }, 'not_found'],
    [{ code: 2, is_transient: true }, 'transient'],
  ])('%j', (error, code) => {
    expect(explain(answer(400, error), () => start).code).toBe(code);
  });

  it('names the minutes until calls are free again', () => {
    const usage = JSON.stringify({ '1784': [{ type: 'instagram', estimated_time_to_regain_access: 5 }] });
    const problem = explain(
      answer(403, { code: 4, message: 'Limit' }, { 'x-business-use-case-usage': usage }),
      () => start,
    );
    expect(problem).toEqual({ code: 'rate_limited', detail: 'Limit', until: start + 5 * 60_000 });
  });
});
