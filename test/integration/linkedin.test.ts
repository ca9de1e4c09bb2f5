/** LinkedIn against the pretend one: signing in, in all its ways. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppKeys } from '../../main/core/ports/sign-in.ts';
import { failureOf } from '../helpers/http-client.ts';
import { accountOf, linkAccount } from '../helpers/network-account.ts';
import { consentInRehearsal } from '../helpers/rehearsal-world.ts';
import { answering, dayMs, type LinkedinWorld, planOf, postOutcome, startLinkedin } from './linkedin-setup.ts';
import { plainClient } from './rehearsal-linkedin-setup.ts';

let world: LinkedinWorld;
beforeAll(async () => {
  world = await startLinkedin();
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const { signal } = new AbortController();
const problemOf = async (call: Promise<unknown>) => (await failureOf(call)).problem;
const codeOf = async (call: Promise<unknown>) => (await problemOf(call)).code;
const keys = (): AppKeys => {
  const { preset } = world.linkedin.about.keys ?? {};
  if (!preset) throw new Error('There are keys in rehearsal.');
  return preset;
};
const pasted = (scope: string) => plainClient(() => world).pasted(scope);
const withToken = async (token: string) => world.linkedin.signIn.withToken?.({ token, keys: null, signal });

describe('signing in at LinkedIn', () => {
  it('asks for profile and posting alone, and ends with the token after 60 days', async () => {
    const account = await world.link();
    const { www } = world.rehearsal.addresses.linkedin;
    expect(account.signedIn).toMatchObject({
      profile: { remoteId: '782bMaraL', instance: www, handle: 'Mara Lindt', displayName: 'Mara Lindt' },
      grantedScopes: ['openid', 'profile', 'w_member_social'],
      endsAt: world.clock.now + 60 * dayMs,
    });
    expect(await world.linkedin.whoAmI(account.call)).toEqual(account.signedIn.profile);
    expect(world.linkedin.read).toBeUndefined();
  });

  it('comes back to the registered address at localhost', async () => {
    const started = await world.linkedin.signIn.begin({
      instance: '',
      redirectUri: 'http://localhost:47813/callback',
      language: 'en',
      keys: keys(),
      signal,
    });
    expect(started.redirectUri).toBe('http://localhost:47813/callback');
    expect(new URL(started.url).searchParams.get('redirect_uri')).toBe(started.redirectUri);
    expect(world.linkedin.about.keys?.redirects).toEqual([started.redirectUri]);
  });

  it('takes a no for a no, and what is not the answer to it for nothing', async () => {
    const linked = (answer: (url: string) => Promise<string>) => codeOf(linkAccount(world.linkedin, '', answer));
    const yes = (url: string) => consentInRehearsal(url, 'mara-lindt');
    expect(await linked((url) => consentInRehearsal(url, 'mara-lindt', 'deny'))).toBe('sign_in_denied');
    expect(await linked(async (url) => (await yes(url)).replace(/state=[^&]+/, 'state=other'))).toBe(
      'sign_in_mismatch',
    );
    expect(await linked(async (url) => (await yes(url)).replace('47813', '47814'))).toBe('sign_in_mismatch');
    expect(await linked(async (url) => (await yes(url)).replace(/code=[^&]+/, 'code=guessed'))).toBe('sign_in_failed');
  });

  it('needs the keys of an app before anything is sent', async () => {
    const before = world.asked.length;
    const input = { instance: '', redirectUri: 'http://localhost:47813/callback', language: 'en', signal };
    for (const some of [null, { ...keys(), clientSecret: null }, { ...keys(), clientId: '' }]) {
      expect(await codeOf(world.linkedin.signIn.begin({ ...input, keys: some }))).toBe('keys_missing');
    }
    expect(world.asked).toHaveLength(before);
  });

  it('tells whether the keys are known, by what LinkedIn says of a made-up code', async () => {
    const tested = (some: AppKeys) => world.linkedin.signIn.testKeys?.(some, signal) ?? Promise.reject(new Error());
    await expect(tested(keys())).resolves.toBeUndefined();
    const refused = { code: 'keys_refused', detail: 'Client authentication failed' };
    expect(await problemOf(tested({ ...keys(), clientSecret: 'wrong' }))).toEqual(refused);
    expect(await problemOf(tested({ ...keys(), clientId: 'wrong' }))).toEqual(refused);
    const terse = world.through(
      answering('/oauth/v2/accessToken', () => Response.json({ error: 'invalid_client' }, { status: 401 })),
    );
    expect(await problemOf(terse.signIn.testKeys?.(keys(), signal) ?? Promise.resolve())).toEqual({
      code: 'keys_refused',
      detail: 'invalid_client',
    });
    await world.fault({
      network: 'linkedin',
      path: '/oauth/v2/accessToken',
      effect: { kind: 'status5xx', status: 503 },
    });
    expect(await codeOf(tested(keys()))).toBe('transient');
    await world.calm();
    await world.fault({ network: 'linkedin', path: '/oauth/v2/accessToken', effect: { kind: 'htmlInsteadOfJson' } });
    expect(await codeOf(tested(keys()))).toBe('bad_answer');
  });

  it('waits once when the token is so fresh that LinkedIn does not know it yet', async () => {
    let refusals = 0;
    const revoked = { status: 401, serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN', message: 'revoked' };
    const early = (mostRefusals: number) =>
      world.through(
        answering('/v2/userinfo', (_, response) => {
          refusals += 1;
          return refusals > mostRefusals ? response : Response.json(revoked, { status: 401 });
        }),
      );
    expect((await world.link(early(1))).signedIn.profile.handle).toBe('Mara Lindt');
    expect(refusals).toBe(2);
    refusals = 0;
    expect(await codeOf(world.link(early(9)))).toBe('auth_revoked');
    expect(refusals).toBe(2);
  });
});

describe('a token from the Developer Portal', () => {
  it('is enough, without keys', async () => {
    const signedIn = await withToken(` ${await pasted('openid profile w_member_social')}\n`);
    expect(signedIn).toMatchObject({
      profile: { remoteId: '782bMaraL' },
      grantedScopes: ['openid', 'profile', 'w_member_social'],
      endsAt: world.clock.now + 60 * dayMs,
    });
    if (signedIn === undefined) throw new Error('Signed in.');
    const account = accountOf(world.linkedin, signedIn);
    const plan = planOf(world.linkedin, account, 'Pasted');
    expect((await postOutcome(world, plan)).kind).toBe('accepted');
  });

  it('is refused at once when it may not post, or is none', async () => {
    expect(await codeOf(withToken(await pasted('openid profile')))).toBe('missing_permission');
    expect(await codeOf(withToken(await pasted('w_member_social')))).toBe('missing_permission');
    expect(await problemOf(withToken('AQmade-up'))).toEqual({ code: 'sign_in_failed', detail: 'Invalid access token' });
    const before = world.asked.length;
    expect(await codeOf(withToken('two\r\nlines: x'))).toBe('sign_in_failed');
    expect(world.asked).toHaveLength(before);
  });
});
