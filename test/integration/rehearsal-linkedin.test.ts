/** The pretend LinkedIn by itself: signing in, and the rules of every call. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { apps } from '../../main/rehearsal/people.ts';
import { plainClient, refusalOf, version } from './rehearsal-linkedin-setup.ts';
import { consent, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

const client = plainClient(() => world);
const token = async () => (await client.tokens()).access_token;
const mood = (changes: object) => world.control('POST', '/moods', { network: 'linkedin', mood: changes });

describe('signing in at the pretend LinkedIn', () => {
  it('asks for consent, then trades the code once for a token of 60 days', async () => {
    const back = await consent(client.authorizeUrl());
    expect(back.origin + back.pathname).toBe('http://localhost:47813/callback');
    expect(back.searchParams.get('state')).toBe('state-1');
    const code = back.searchParams.get('code') ?? '';
    const answer = await jsonOf(await client.redeem({ code }));
    expect(answer).toMatchObject({ expires_in: 5_184_000, scope: 'openid,profile,w_member_social' });
    expect(answer).not.toHaveProperty('refresh_token');
    expect(await jsonOf(await client.redeem({ code }))).toMatchObject({ error: 'invalid_request' });
  });

  it('says no in LinkedIn’s own word', async () => {
    const back = await consent(client.authorizeUrl(), 'deny');
    expect(back.searchParams.get('error')).toBe('user_cancelled_authorize');
    expect(back.searchParams.get('state')).toBe('state-1');
  });

  test.each([
    ['another app', { client_id: 'other' }],
    ['another port', { redirect_uri: 'http://localhost:47814/callback' }],
    ['the number for the name', { redirect_uri: 'http://127.0.0.1:47813/callback' }],
    ['another answer', { response_type: 'token' }],
    ['no scope', { scope: '' }],
  ])('refuses %s on its own page', async (_, changes) => {
    const answer = await fetch(client.authorizeUrl(changes), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  it('sends back a scope that the app has no product for', async () => {
    const answer = await fetch(client.authorizeUrl({ scope: 'openid r_member_social' }), { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe('unauthorized_scope_error');
  });

  it('knows its app by the secret in the body, before it looks at the code', async () => {
    const wrong = await client.redeem({ code: 'made-up', client_secret: 'wrong' });
    expect([wrong.status, await jsonOf(wrong)]).toEqual([
      401,
      { error: 'invalid_client', error_description: 'Client authentication failed' },
    ]);
    const { clientId, clientSecret, redirectUri } = apps.linkedin;
    const basic = await fetch(client.authorizeUrl().origin + '/oauth/v2/accessToken', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'made-up', redirect_uri: redirectUri }),
    });
    expect(basic.status).toBe(400);
    expect(await jsonOf(await client.redeem({ code: 'made-up' }))).toMatchObject({ error: 'invalid_request' });
  });

  it('gives an approved app a refresh token whose end does not move', async () => {
    await mood({ isAppApproved: true });
    const first = await client.tokens();
    expect(first.refresh_token_expires_in).toBeGreaterThan(31_536_000 - 60);
    world.pass(10 * 86_400_000);
    const grant = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
    const second = await jsonOf<typeof first>(await client.redeem(grant));
    expect(second.refresh_token).toBe(first.refresh_token);
    expect(second.refresh_token_expires_in).toBeLessThan(31_536_000 - 9 * 86_400);
    expect((await client.call('GET', '/v2/userinfo', second.access_token)).status).toBe(200);
    const made = { grant_type: 'refresh_token', refresh_token: 'made-up' };
    expect((await client.redeem(made)).status).toBe(400);
  });

  it('makes a token to paste on the Developer Portal’s page', async () => {
    const pasted = await client.pasted('openid profile w_member_social');
    expect(await jsonOf(await client.call('GET', '/v2/userinfo', pasted))).toMatchObject({
      sub: '782bMaraL',
      name: 'Mara Lindt',
    });
  });
});

describe('every call to the pretend LinkedIn', () => {
  it('wants both headers and a version that lives', async () => {
    const good = await token();
    const ask = (headers: Readonly<Record<string, string>>) =>
      refusalOf(client.call('GET', '/rest/posts/urn%3Ali%3Ashare%3A1', good, { headers }));
    expect(await ask({ 'linkedin-version': '' })).toMatchObject({ status: 400, code: 'VERSION_MISSING' });
    expect(await ask({ 'x-restli-protocol-version': '1.0.0' })).toMatchObject({ status: 400 });
    expect(await ask({ 'linkedin-version': 'latest' })).toMatchObject({ status: 400 });
    expect(await ask({ 'linkedin-version': '202507' })).toMatchObject({ status: 426, code: 'NONEXISTENT_VERSION' });
    expect(await ask({ 'linkedin-version': '299901' })).toMatchObject({ status: 426 });
  });

  it('ends with the token, and says how it ended', async () => {
    const good = await token();
    const end = (happens: string) => world.control('POST', '/tokens', { network: 'linkedin', happens });
    const ask = (with_: string) => refusalOf(client.call('GET', '/v2/userinfo', with_));
    expect(await ask('made-up')).toMatchObject({ status: 401, serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' });
    await end('expired');
    expect(await ask(good)).toMatchObject({ status: 401, serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' });
    await end('revoked');
    expect(await ask(good)).toMatchObject({ status: 401, serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' });
  });

  it('needs w_member_social, which an app can lose', async () => {
    const good = await token();
    await world.control('POST', '/tokens', { network: 'linkedin', happens: 'narrowed' });
    expect(await refusalOf(client.post(good))).toMatchObject({
      status: 403,
      serviceErrorCode: 100,
      message: `Not enough permissions to access: posts.CREATE.${version}01`,
    });
  });

  test.each([
    '/rest/posts/urn%3Ali%3Ashare%3A1',
    '/rest/posts?q=author',
    '/rest/images/urn%3Ali%3Aimage%3AC4',
    '/rest/documents/urn%3Ali%3Adocument%3AC4',
  ])('reads nothing: %s', async (path) => {
    expect(await refusalOf(client.call('GET', path, await token()))).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
    });
  });

  it('counts a day’s calls of each resource, without a header, until midnight UTC', async () => {
    const good = await token();
    const ask = () => client.call('GET', '/rest/videos/urn%3Ali%3Avideo%3A1', good);
    const answers: number[] = [];
    for (let count = 0; count < 151; count += 1) answers.push((await ask()).status);
    expect(answers.slice(148)).toEqual([404, 404, 429]);
    const last = await ask();
    expect(await jsonOf(last)).toMatchObject({ serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS' });
    expect([...last.headers.keys()].filter((name) => /rate|retry/i.test(name))).toEqual([]);
    expect((await client.post(good, { commentary: 'Another resource' })).status).toBe(201);
    world.pass(86_400_000 - (world.now() % 86_400_000) + 1_000);
    expect((await ask()).status).toBe(404);
  });

  it('answers an unknown path as LinkedIn does', async () => {
    expect(await refusalOf(client.call('GET', '/rest/nothing', await token()))).toMatchObject({ status: 404 });
  });
});
