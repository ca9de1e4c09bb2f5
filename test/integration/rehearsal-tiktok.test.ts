/** The pretend TikTok alone, by plain fetch: sign-in and reading. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consent, jsonOf, openWorld, pkce, type RehearsalWorld } from './rehearsal-setup.ts';
import { allScopes, dayMs, tiktokOf, type Tokens, videoInit } from './rehearsal-tiktok-setup.ts';

let world: RehearsalWorld;

const { ask, authorizeUrl, codeAndVerifier, exchange, init, revoke, signIn, token } = tiktokOf(() => world);
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.pass(dayMs + 1));
afterAll(() => world.end());

describe('signing in at the pretend TikTok', () => {
  it('takes a challenge in hexadecimal, and sends a code back whose signs are escaped', async () => {
    const { verifier } = pkce();
    const back = await consent(authorizeUrl(verifier));
    expect(back.href).toContain('%21');
    expect(back.searchParams.get('state')).toBe('st');
    const answer = await jsonOf<Tokens>(
      await exchange({ code: back.searchParams.get('code') ?? '', code_verifier: verifier }),
    );
    expect(answer).toMatchObject({ expires_in: 86_400, scope: allScopes });
    expect(answer.refresh_expires_in).toBeGreaterThan(31_536_000 - 60);
    expect(answer.access_token).toMatch(/^act\./);
    const raw = /code=([^&]+)/.exec((await consent(authorizeUrl(verifier))).href)?.[1] ?? '';
    expect((await exchange({ code: raw, code_verifier: verifier })).status).toBe(400);
  });

  it('refuses the challenge of everybody else, in base64url', async () => {
    const { verifier, challenge } = pkce();
    const page = await fetch(authorizeUrl(verifier, { code_challenge: challenge }), { redirect: 'manual' });
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('code_challenge')]);
  });

  it.each([
    ['client_key', { client_key: 'another' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:80/elsewhere' }],
    ['redirect_uri', { redirect_uri: 'http://localhost:80/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:80/callback?x=/callback' }],
    ['scope', { scope: 'video.everything' }],
    ['response_type', { response_type: 'token' }],
    ['code_challenge_method', { code_challenge_method: 'plain' }],
  ])('shows an error page about %s and sends nobody anywhere', async (about, changes) => {
    const page = await fetch(authorizeUrl('v'.repeat(43), changes), { redirect: 'manual' });
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining(about)]);
  });

  it('sends a no back as one', async () => {
    const back = await consent(authorizeUrl('v'.repeat(43)), 'deny');
    expect(back.searchParams.get('error')).toBe('access_denied');
  });

  it.each([
    ['invalid_client', { client_secret: 'wrong' }],
    ['invalid_grant', { code: 'made-up*1!4242.e1' }],
    ['invalid_grant', { code_verifier: 'w'.repeat(43) }],
    ['invalid_request', { code_verifier: 'short' }],
    ['invalid_request', { redirect_uri: 'http://127.0.0.1:51235/callback' }],
  ])('refuses a code with %s', async (error, changes) => {
    const answer = await exchange({ ...(await codeAndVerifier()), ...changes });
    expect(await jsonOf(answer)).toMatchObject({ error, log_id: expect.any(String) });
  });

  it('replaces both tokens when it renews, and takes the old ones no more', async () => {
    const first = await signIn();
    world.pass(dayMs);
    expect((await ask('/v2/user/info/?fields=open_id', first.access_token)).error.code).toBe('access_token_invalid');
    const fields = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = await jsonOf<Tokens>(await token(fields));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await ask('/v2/user/info/?fields=open_id', second.access_token)).error.code).toBe('ok');
    expect(await jsonOf(await token(fields))).toMatchObject({ error: 'invalid_grant' });
  });

  it('takes a token back', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = await signIn();
    const revoked = await revoke(accessToken);
    expect([revoked.status, await revoked.text()]).toEqual([200, '']);
    expect((await ask('/v2/user/info/?fields=open_id', accessToken)).status).toBe(401);
    const again = await token({ grant_type: 'refresh_token', refresh_token: refreshToken });
    expect(await jsonOf(again)).toMatchObject({ error: 'invalid_grant' });
  });

  it('knows revoked, expired and narrowed sign-ins', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = await signIn();
    const happens = (event: string) => world.control('POST', '/tokens', { network: 'tiktok', happens: event });
    await happens('narrowed');
    const begun = await init(accessToken, videoInit(1000));
    expect([begun.status, begun.error.code]).toEqual([401, 'scope_not_authorized']);
    await happens('expired');
    expect((await ask('/v2/user/info/?fields=open_id', accessToken)).status).toBe(401);
    await happens('revoked');
    expect((await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
  });
});

describe('reading from the pretend TikTok', () => {
  it('tells who she is, as far as the scopes go', async () => {
    const { access_token: accessToken } = await signIn('user.info.basic');
    expect((await ask('/v2/user/info/?fields=open_id,display_name', accessToken)).data).toEqual({
      user: { open_id: '-000rehearsalMaraLindt42', display_name: 'Mara Lindt' },
    });
    expect((await ask('/v2/user/info/?fields=username', accessToken)).error.code).toBe('scope_not_authorized');
    expect((await ask('/v2/user/info/?fields=shoe_size', accessToken)).error.code).toBe('invalid_param');
    expect((await ask('/v2/user/info/', accessToken)).error.code).toBe('invalid_param');
  });

  it('lists public videos alone, newest first, page by page, and hands out no file', async () => {
    const { access_token: accessToken } = await signIn();
    const list = (body: object) =>
      ask('/v2/video/list/?fields=id,video_description,create_time,cover_image_url,share_url', accessToken, body);
    const first = await list({ max_count: 2 });
    const second = await list({ max_count: 20, cursor: first.data['cursor'] });
    const videos = [first, second].flatMap(({ data }) => data['videos'] as Record<string, string | number>[]);
    expect(videos).toHaveLength(4);
    expect(videos.map(({ create_time: at }) => at)).toEqual(
      videos.map(({ create_time: at }) => Number(at)).toSorted((a, b) => b - a),
    );
    expect(videos.some(({ video_description: text }) => /my eyes only|Three crops/.test(String(text)))).toBe(false);
    expect([first.data['has_more'], second.data['has_more']]).toEqual([true, false]);
    expect((await fetch(String(videos[0]?.['share_url']))).status).toBe(200);
    const cover = String(videos[0]?.['cover_image_url']);
    expect((await fetch(cover)).headers.get('content-type')).toBe('image/jpeg');
    world.pass(7 * 3_600_000);
    expect((await fetch(cover)).status).toBe(403);
    expect((await list({ max_count: 21 })).error.code).toBe('invalid_param');
  });

  it('shows a new video, also when asked for it, and no private one', async () => {
    const { access_token: accessToken } = await signIn();
    const published = await world.rehearsal.publishNext('tiktok');
    await world.control('POST', '/publish', { network: 'tiktok', text: 'Hidden', visibility: 'private' });
    const list = await ask('/v2/video/list/?fields=id,video_description', accessToken, { max_count: 1 });
    expect(list.data['videos']).toEqual([{ id: published?.id, video_description: published?.caption }]);
    const query = await ask('/v2/video/query/?fields=id', accessToken, {
      filters: { video_ids: [published?.id, '7000000000000000000'] },
    });
    expect(query.data['videos']).toEqual([{ id: published?.id }]);
  });
});
