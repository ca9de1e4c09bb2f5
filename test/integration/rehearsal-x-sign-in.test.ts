/** The pretend X alone: consent, codes, tokens and what ends them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { apps, person } from '../../main/rehearsal/people.ts';
import { consent, form, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';
import { authorizeUrl, caller, freshGrant, problemOf, signIn, tokenCall, type Tokens } from './rehearsal-x-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.control('POST', '/reset');
});

const happen = (happens: string) => world.control('POST', '/tokens', { network: 'x', happens });

describe('signing in to the pretend X', () => {
  it('gives tokens for two hours to a public client that shows its verifier', async () => {
    const tokens = await signIn(world);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 7200, refresh_token: expect.any(String) });
    const me = await caller(world, tokens)('GET', '/2/users/me');
    expect(await jsonOf(me)).toEqual({
      data: { id: person.x.id, name: person.displayName, username: person.x.username },
    });
  });

  it('gives no refresh token without offline.access', async () => {
    expect(await signIn(world, 'tweet.read users.read')).not.toHaveProperty('refresh_token');
  });

  test.each([
    ['another app', { client_id: 'someone' }],
    ['no state', { state: null }],
    ['a state that is too long', { state: 'x'.repeat(501) }],
    ['no challenge', { code_challenge: null }],
    ['a challenge that is not S256', { code_challenge_method: 'S512' }],
    ['a scope that there is not', { scope: 'tweet.read everything' }],
    ['another response', { response_type: 'token' }],
  ])('shows a page that leads nowhere to %s', async (_, changes) => {
    const page = await fetch(authorizeUrl(world, changes));
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('Something went wrong');
  });

  test.each(['http://localhost:47813/callback', 'http://127.0.0.1:47813/callback/', 'http://127.0.0.1:1/callback'])(
    'does not go back to %s',
    async (uri) => {
      const page = await fetch(authorizeUrl(world, { redirect_uri: uri }));
      expect((await problemOf(page)).errors?.[0]).toMatchObject({ code: 415 });
    },
  );

  it('tells the app of a no', async () => {
    const back = await consent(authorizeUrl(world), 'deny');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('st');
  });

  test.each([
    ['another app', { client_id: 'someone' }, 401, 'unauthorized_client'],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_request'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_request'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1/' }, 400, 'invalid_request'],
    ['a made-up code', { code: 'made-up' }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('gives no token to %s', async (_, changes, status, error) => {
    const answer = await tokenCall(world, { ...(await freshGrant(world)), ...changes });
    expect(answer.status).toBe(status);
    expect(await jsonOf(answer)).toMatchObject({ error });
  });

  it('takes a code once, and for half a minute', async () => {
    const grant = await freshGrant(world);
    expect((await tokenCall(world, grant)).status).toBe(200);
    expect((await tokenCall(world, grant)).status).toBe(400);
    const late = await freshGrant(world);
    world.pass(31_000);
    expect((await tokenCall(world, late)).status).toBe(400);
  });
});

describe('tokens of the pretend X', () => {
  const renew = (refresh: string) =>
    tokenCall(world, { grant_type: 'refresh_token', refresh_token: refresh, client_id: apps.x.clientId });
  const works = async (tokens: Pick<Tokens, 'access_token'>) =>
    (await caller(world, tokens)('GET', '/2/users/me')).status;

  it('end after two hours, and a refresh token works once', async () => {
    const first = await signIn(world);
    world.pass(7200_000);
    expect(await works(first)).toBe(401);
    const second = await jsonOf<Tokens>(await renew(first.refresh_token ?? ''));
    expect(await works(second)).toBe(200);
    expect(await jsonOf(await renew(first.refresh_token ?? ''))).toMatchObject({ error: 'invalid_request' });
  });

  test.each(['access_token', 'refresh_token'] as const)('are taken back with the %s', async (which) => {
    const tokens = await signIn(world);
    const fields = { token: tokens[which] ?? '', client_id: apps.x.clientId };
    const url = `${world.rehearsal.base('x-api')}/2/oauth2/revoke`;
    const answer = await fetch(url, { method: 'POST', body: form(fields) });
    expect(await jsonOf(answer)).toEqual({ revoked: true });
    expect(await works(tokens)).toBe(401);
    expect((await renew(tokens.refresh_token ?? '')).status).toBe(400);
  });

  it('can be ended, shortened and narrowed from outside', async () => {
    const tokens = await signIn(world);
    await happen('expired');
    expect(await works(tokens)).toBe(401);
    const renewed = await jsonOf<Tokens>(await renew(tokens.refresh_token ?? ''));
    await happen('narrowed');
    expect(await works(renewed)).toBe(200);
    const refused = await caller(world, renewed)('POST', '/2/tweets', { text: 'Fog' });
    expect([refused.status, (await problemOf(refused)).detail]).toEqual([403, 'Forbidden']);
    await happen('revoked');
    expect(await works(renewed)).toBe(401);
  });
});
