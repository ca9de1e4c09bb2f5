import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fediverseClient, mastodonScopes } from './rehearsal-fediverse.ts';
import { errorOf, form, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';

let world: RehearsalWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.end());
const mastodon = fediverseClient(() => world.rehearsal.base('mastodon'), mastodonScopes);

describe('signing in at the pretend Mastodon', () => {
  it('gives a token that never expires for a code, its verifier and the secret', async () => {
    const answer = await jsonOf(await mastodon.redeem(await mastodon.grant()));
    expect(answer).toMatchObject({ token_type: 'Bearer', scope: mastodonScopes });
    expect(answer).not.toHaveProperty('expires_in');
  });

  it('refuses a code a second time', async () => {
    const fields = await mastodon.grant();
    await mastodon.redeem(fields);
    const again = await mastodon.redeem(fields);
    expect([again.status, await errorOf(again)]).toEqual([400, 'invalid_grant']);
  });

  it.each([
    [{ code_verifier: 'not-the-one' }, 400, 'invalid_grant'],
    [{ redirect_uri: 'http://127.0.0.1:49152/other' }, 400, 'invalid_grant'],
    [{ client_secret: 'wrong' }, 401, 'invalid_client'],
  ])('refuses the code with %o', async (changes, status, error) => {
    const answer = await mastodon.redeem({ ...(await mastodon.grant()), ...changes });
    expect([answer.status, await errorOf(answer)]).toEqual([status, error]);
  });

  it('refuses the code without its verifier', async () => {
    const { code_verifier: _left, ...fields } = await mastodon.grant();
    expect(await errorOf(await mastodon.redeem(fields))).toBe('invalid_request');
  });

  it('sends back an error for a plain challenge and for scopes the app did not register', async () => {
    const app = await mastodon.register('read:accounts');
    const error = async (changes: Readonly<Record<string, string>>) => {
      const answer = await fetch(mastodon.authorizeUrl(app, 'x', changes), { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams.get('error');
    };
    expect(await error({ scope: 'read:accounts', code_challenge_method: 'plain' })).toBe(
      'invalid_code_challenge_method',
    );
    expect(await error({ scope: 'write:statuses' })).toBe('invalid_scope');
  });

  it('does not redirect to an address that was not registered', async () => {
    const url = mastodon.authorizeUrl(await mastodon.register(), 'x', {
      redirect_uri: 'http://127.0.0.1:49152/evil',
    });
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
  });

  it('forgets a token that is revoked', async () => {
    const { client_id, client_secret, ...rest } = await mastodon.grant();
    const { access_token: token } = await jsonOf<{ access_token: string }>(
      await mastodon.redeem({ client_id, client_secret, ...rest }),
    );
    expect((await mastodon.call(token, 'GET', '/api/v1/accounts/verify_credentials')).status).toBe(200);
    await fetch(`${mastodon.base()}/oauth/revoke`, {
      method: 'POST',
      body: form({ client_id, client_secret, token }),
    });
    const refused = await mastodon.call(token, 'GET', '/api/v1/accounts/verify_credentials');
    expect([refused.status, await errorOf(refused)]).toEqual([401, 'The access token is invalid']);
  });
});
