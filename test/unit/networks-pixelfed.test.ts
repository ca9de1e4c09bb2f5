import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { accountOf, contentOf, performStep } from '../helpers/network-account.ts';

const dayMs = 86_400_000;
const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** An account whose token has `daysLeft`. */
async function linked(respond: Respond, daysLeft = 300) {
  const server = await startLoopback(respond);
  opened.push(server);
  const pixelfed = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true }).get('pixelfed');
  if (pixelfed === undefined) throw new Error('No Pixelfed.');
  const signedIn: SignedIn = {
    profile: { remoteId: '7', instance: server.url, handle: 'mara@pixels.example', displayName: '', profileUrl: '' },
    credentials: {
      clientId: '41',
      clientSecret: 'hush',
      accessToken: 'first',
      scope: 'read write',
      refreshToken: 'again',
      expiresAt: Date.now() + daysLeft * dayMs,
    },
    grantedScopes: ['read', 'write'],
    endsAt: null,
  };
  return { server, pixelfed, ...accountOf(pixelfed, signedIn) };
}

describe('a Pixelfed token near its end', () => {
  const respondWith =
    (token: object, status = 200): Respond =>
    (request, response) =>
      request.url === '/oauth/token' ? answerJson(response, token, status) : answerJson(response, []);

  it('is renewed and saved before it is used', async () => {
    const renewed = {
      access_token: 'second',
      refresh_token: 'once more',
      expires_in: 31_536_000,
      token_type: 'Bearer',
    };
    const { pixelfed, call, server, document } = await linked(respondWith(renewed), 20);
    await pixelfed.read?.posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', refreshToken: 'once more' });
    expect(server.headersOf(1)['authorization']).toBe('Bearer second');
  });

  it.each(['', null, undefined])('keeps its refresh token when the answer has %j', async (refresh_token) => {
    const renewed = { access_token: 'second', refresh_token, expires_in: 31_536_000 };
    const { pixelfed, call, document } = await linked(respondWith(renewed), 20);
    await pixelfed.read?.posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', refreshToken: 'again' });
  });

  it('wants a new sign-in when the server refuses to renew it', async () => {
    const { pixelfed, call, document } = await linked(respondWith({ error: 'invalid_request' }, 401), 20);
    await expect(pixelfed.whoAmI(call)).rejects.toMatchObject({ problem: { code: 'auth_expired' } });
    expect(document()).toMatchObject({ accessToken: 'first', refreshToken: 'again' });
  });
});

describe('publishing to Pixelfed', () => {
  const step = { name: 'post', safety: 'find' } as const;

  it('does not know whether the post is there when the key came before', async () => {
    const { pixelfed, call } = await linked((_, response) =>
      answerJson(response, { error: 'Duplicate idempotency key.' }, 400),
    );
    const plan = {
      connector: pixelfed,
      call,
      content: contentOf('Fog'),
      pictures: [],
      key: 'k',
      startedAt: Date.now(),
    };
    expect(await performStep(plan, step, {})).toMatchObject({ kind: 'unknown', problem: { code: 'duplicate' } });
  });

  it('sends a warning only with the sensitive mark that it needs', async () => {
    const { pixelfed, call, server } = await linked((_, response) => answerJson(response, { error: 'no' }, 403));
    for (const sensitive of [false, true]) {
      const content = contentOf('Fog', [], { sensitive, warning: 'Weather', audience: 'followers' });
      const plan = { connector: pixelfed, call, content, pictures: [], key: 'k', startedAt: Date.now() };
      expect(await performStep(plan, step, {})).toMatchObject({ kind: 'refused' });
    }
    expect(JSON.parse(server.bodyOf(0))).not.toHaveProperty('spoiler_text');
    expect(JSON.parse(server.bodyOf(1))).toMatchObject({ spoiler_text: 'Weather', visibility: 'private' });
    expect(server.headersOf(0)['idempotency-key']).toBe('k');
  });

  it('leaves the token to the person, since no call revokes it', async () => {
    const { pixelfed, call, server } = await linked((_, response) => answerJson(response, {}));
    const page = `${server.url}/settings/applications`;
    expect(await pixelfed.signIn.revoke(call)).toMatchObject({ revoked: 'by_hand', page });
  });
});
