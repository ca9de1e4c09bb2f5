/** What the pretend server never does: late and equal times, answers that are refusals, tokens left empty. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { accountOf } from '../helpers/network-account.ts';
import { publish, videoPublishing } from '../helpers/tiktok-account.ts';

const start = Date.parse('2026-11-22T10:00:00Z');
const hourMs = 3_600_000;
const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** A stand-in for open.tiktokapis.com and an account whose access token has `leftMs` to live. */
async function linked(respond: Respond, leftMs = hourMs) {
  const api = await startLoopback(respond);
  opened.push(api);
  const addresses = { ...defaultAddresses, tiktok: { www: api.url, api: api.url } };
  const tiktok = connectors({ fetch, log: silentLog, now: () => start, addresses, allowLoopbackHttp: true }).get(
    'tiktok',
  );
  if (tiktok?.read === undefined) throw new Error('TikTok is read.');
  const signedIn: SignedIn = {
    profile: { remoteId: 'open', instance: api.url, handle: 'mara.lindt', displayName: 'Mara', profileUrl: '' },
    credentials: {
      clientKey: 'key',
      clientSecret: 'hush',
      accessToken: 'act.first',
      accessEndsAt: start + leftMs,
      refreshToken: 'rft.first',
      refreshEndsAt: start + 365 * 24 * hourMs,
      scope: 'video.list',
      drafts: [],
    },
    grantedScopes: [],
    endsAt: null,
  };
  return { api, tiktok, posts: tiktok.read.posts, ...accountOf(tiktok, signedIn) };
}

const ok = (data: object) => ({ data, error: { code: 'ok', message: '', log_id: '1' } });
const video = (id: string, at: number) => ({ id, create_time: at / 1000, video_description: id });
const list = (videos: readonly object[]): Respond => {
  return (_, response) => answerJson(response, ok({ videos, cursor: 0, has_more: false }));
};
const ids = ({ posts }: { readonly posts: readonly { readonly remoteId: string }[] }) =>
  posts.map(({ remoteId }) => remoteId);

describe('the cursor of TikTok', () => {
  it('sees a video of the same second, one that moderation let through late, and none again', async () => {
    const all = [video('2', start), video('1', start - hourMs)];
    const { posts, call } = await linked((request, response, count) => list(all)(request, response, count));
    const first = await posts(null, call);
    expect(ids(first)).toEqual(['1', '2']);
    all.unshift(video('4', start + 2 * hourMs), video('3', start));
    const second = await posts(first.cursor, call);
    expect(ids(second)).toEqual(['3', '4']);
    all.push(video('late', start + hourMs));
    const third = await posts(second.cursor, call);
    expect(ids(third)).toEqual(['late']);
    expect(ids(await posts(third.cursor, call))).toEqual([]);
  });

  it('takes nothing for new that is older than the first look, and minds not that a video is gone', async () => {
    let all = [video('2', start)];
    const { posts, call } = await linked((request, response, count) => list(all)(request, response, count));
    const first = await posts(null, call);
    all = [video('was private', start - hourMs)];
    expect(ids(await posts(first.cursor, call))).toEqual([]);
    all = [video('3', start + hourMs)];
    expect(ids(await posts(first.cursor, call))).toEqual(['3']);
  });

  it('cannot be anything else', async () => {
    const { posts, call } = await linked(list([]));
    expect((await failureOf(posts('{}', call))).problem.code).toBe('internal');
  });
});

describe('an answer of TikTok', () => {
  it('with 200 and another code than ok is a failure', async () => {
    const error = { code: 'scope_not_authorized', message: 'No.', log_id: '1' };
    const { posts, call } = await linked((_, response) => answerJson(response, { data: {}, error }));
    expect((await failureOf(posts(null, call))).problem).toEqual({ code: 'missing_permission', detail: 'No.' });
  });

  it.each([
    [{ data: {}, error: { code: 'ok' } }, 'TikTok left out “videos”.'],
    [
      { data: { videos: [{ id: '1' }], has_more: false }, error: { code: 'ok' } },
      'TikTok left out “videos.0.create_time”.',
    ],
  ])('that lacks something says what: %j', async (body, detail) => {
    const { posts, call } = await linked((_, response) => answerJson(response, body));
    expect((await failureOf(posts(null, call))).problem).toEqual({ code: 'bad_answer', detail });
  });

  it('without an envelope is none', async () => {
    const { posts, call } = await linked((_, response) => answerJson(response, { videos: [] }));
    expect((await failureOf(posts(null, call))).problem.code).toBe('bad_answer');
  });
});

describe('the tokens of TikTok', () => {
  const renewing =
    (tokens: object, status = 200): Respond =>
    (request, response, count) =>
      request.url === '/v2/oauth/token/' ? answerJson(response, tokens, status) : list([])(request, response, count);
  const fresh = { access_token: 'act.second', expires_in: 86_400, open_id: 'open', token_type: 'Bearer' };

  it.each([
    ['', 'rft.first'],
    [null, 'rft.first'],
    ['rft.second', 'rft.second'],
  ])('are renewed in time, and a refresh token of %j leaves %s', async (given, kept) => {
    const { posts, call, api, document } = await linked(renewing({ ...fresh, refresh_token: given }), 60_000);
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'act.second', refreshToken: kept, scope: 'video.list' });
    expect(api.bodyOf(0)).toContain('client_key=key&client_secret=hush&grant_type=refresh_token');
    expect(api.headersOf(1)['authorization']).toBe('Bearer act.second');
  });

  it.each([200, 400])('that are refused with %i ask for a new sign-in', async (status) => {
    const refusal = { error: 'invalid_grant', error_description: 'Gone.', log_id: '1' };
    const { posts, call, api } = await linked(renewing(refusal, status), 60_000);
    expect((await failureOf(posts(null, call))).problem).toEqual({ code: 'auth_revoked', detail: 'Gone.' });
    expect(api.asked).toEqual(['POST /v2/oauth/token/']);
  });

  it('are nobody’s fault while TikTok has a disturbance', async () => {
    const { posts, call, document } = await linked(renewing({}, 500), 60_000);
    const before = document();
    const failure = await failureOf(posts(null, call));
    expect([failure.problem.code, failure.notSent]).toEqual(['transient', true]);
    expect(document()).toEqual(before);
  });
});

describe('a TikTok that counts the bytes of an upload in its own way', () => {
  const size = 20_000_123;
  it.each([
    ['says nothing, but where a chunk was out of step', {}, 10_000_000, ['0-9999999', '10000000-20000122']],
    ['kept a part of a chunk', { uploaded_bytes: 12_345_678 }, 12_345_678, ['12345678-20000122']],
    ['says less than it has', { uploaded_bytes: 0 }, 10_000_000, ['0-9999999', '10000000-20000122']],
  ])('is believed when it %s', async (_name, told, from, ranges) => {
    let isThere = false;
    const account = await linked((request, response) => {
      if (request.url === '/v2/post/publish/inbox/video/init/')
        return answerJson(response, ok({ publish_id: 'v1', upload_url: `http://${request.headers.host}/upload` }));
      if (request.method === 'POST')
        return answerJson(
          response,
          ok(isThere ? { status: 'SEND_TO_USER_INBOX' } : { status: 'PROCESSING_UPLOAD', ...told }),
        );
      isThere = request.headers['content-range']?.startsWith(`bytes ${from}-`) === true;
      response.writeHead(isThere ? 201 : 416, { 'content-range': `bytes 0-${from - 1}/${size}` }).end();
    });
    const { outcome } = await publish(videoPublishing(account.tiktok, account, size));
    expect(outcome).toMatchObject({ kind: 'accepted', post: { remoteId: 'v1' } });
    const sent = account.api.asked.flatMap((_, index) => account.api.headersOf(index)['content-range'] ?? []);
    expect(sent).toEqual(ranges.map((range) => `bytes ${range}/${size}`));
  });
});
