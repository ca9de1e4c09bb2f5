import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type BlueskyWorld,
  type Fetch,
  firstInstallMs,
  keep,
  redirectUri,
  signal,
  startBlueskyWorld,
} from '../helpers/bluesky-world.ts';
import { consentOnPds } from '../helpers/pds-consent.ts';

let world: BlueskyWorld;

beforeAll(async () => {
  world = await startBlueskyWorld();
}, firstInstallMs);
afterAll(() => world?.pds.stop());

describe('signing in to Bluesky in its own page', () => {
  it('finds the server by the handle and comes back with the account and two weeks', async () => {
    const { profile, grantedScopes, endsAt } = await world.signInByOAuth();
    expect(profile).toEqual({
      remoteId: world.mara.did,
      instance: world.pds.url,
      handle: world.mara.handle,
      displayName: world.mara.handle,
      profileUrl: `https://bsky.app/profile/${world.mara.handle}`,
    });
    expect(grantedScopes).toContain('blob:image/*');
    expect(grantedScopes).not.toContain('transition:generic');
    expect((endsAt ?? 0) - Date.now()).toBeGreaterThan(13.9 * 86_400_000);
  });

  it('takes a DID or the address of a server as well', async () => {
    expect((await world.signInByOAuth(world.mara.did)).profile.remoteId).toBe(world.mara.did);
    expect((await world.signInByOAuth(world.pds.url)).profile.handle).toBe(world.mara.handle);
  });

  it('says so when the person denies it', async () => {
    const started = await world
      .connect()
      .signIn.begin({ instance: world.mara.handle, redirectUri, language: 'en', keys: null, signal });
    const denied = started.finish(new URL(await consentOnPds(started.url, world.mara, 'deny')), signal);
    await expect(denied).rejects.toMatchObject({ problem: { code: 'sign_in_denied' } });
  });

  it('refuses an answer that belongs to another sign-in, or came to another address', async () => {
    const begin = { instance: world.mara.handle, redirectUri, language: 'en', keys: null, signal } as const;
    const [mine, other] = [await world.connect().signIn.begin(begin), await world.connect().signIn.begin(begin)];
    const answer = new URL(await consentOnPds(other.url, world.mara));
    const mismatch = { problem: { code: 'sign_in_mismatch' } };
    await expect(mine.finish(answer, signal)).rejects.toMatchObject(mismatch);
    const elsewhere = new URL(answer);
    elsewhere.pathname = '/elsewhere';
    await expect(other.finish(elsewhere, signal)).rejects.toMatchObject(mismatch);
    answer.searchParams.set('iss', 'https://evil.example');
    await expect(other.finish(answer, signal)).rejects.toMatchObject(mismatch);
  });

  it.each(['nobody-of-that-name.test', 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', 'just a name'])(
    'says that there is no account “%s”',
    async (instance) => {
      const begun = world.connect().signIn.begin({ instance, redirectUri, language: 'en', keys: null, signal });
      await expect(begun).rejects.toMatchObject({
        problem: { code: 'not_a_server', detail: expect.stringContaining(instance) },
      });
    },
  );

  it('says that a server is none of Bluesky’s when it answers with a page', async () => {
    const instance = world.pds.plcUrl;
    const begun = world.connect().signIn.begin({ instance, redirectUri, language: 'en', keys: null, signal });
    await expect(begun).rejects.toMatchObject({ problem: { code: 'not_a_server' } });
  });
});

describe('signing in with an app password', () => {
  it('keeps the tokens and never the password', async () => {
    const { password } = await world.pds.appPassword(world.mara, 'Never kept');
    const signedIn = await world
      .connect()
      .signIn.withPassword?.({ instance: '', identifier: world.mara.handle, password, signal });
    expect(signedIn?.profile.remoteId).toBe(world.mara.did);
    expect(signedIn?.endsAt).toBeNull();
    expect(JSON.stringify(signedIn)).not.toContain(password);
  });

  it('tells a wrong password', async () => {
    const input = {
      instance: world.pds.url,
      identifier: `@${world.mara.handle}`,
      password: 'aaaa-bbbb-cccc-dddd',
      signal,
    };
    await expect(world.connect().signIn.withPassword?.(input)).rejects.toMatchObject({
      problem: { code: 'wrong_password' },
    });
  });
});

describe('ending the permission', () => {
  it('revokes an OAuth sign-in at the server, and the token is dead', async () => {
    const { call } = keep(await world.signInByOAuth());
    const connector = world.connect();
    await connector.whoAmI(call);
    const { host } = new URL(world.pds.url);
    expect(await connector.signIn.revoke(call)).toEqual({
      revoked: 'at_network',
      proof: { code: 'accepted', values: { call: '/oauth/revoke', host } },
      page: `${world.pds.url}/account`,
    });
    await expect(connector.whoAmI(call)).rejects.toMatchObject({ problem: { code: 'auth_revoked' } });
  });

  it('ends the session of an app password and names the page where the password itself is deleted', async () => {
    const { call } = keep(await world.signInByAppPassword(world.mara, 'Ending'));
    expect(await world.connect().signIn.revoke(call)).toMatchObject({
      revoked: 'at_network',
      page: 'https://bsky.app/settings/app-passwords',
    });
  });

  it('says that it is left to do by hand when the server cannot be reached', async () => {
    const offline: Fetch = () => Promise.reject(new TypeError('fetch failed'));
    const oauth = keep(await world.signInByOAuth());
    const byHand = { revoked: 'by_hand', page: `${world.pds.url}/account` };
    expect(await world.connect(offline).signIn.revoke(oauth.call)).toMatchObject(byHand);
    const password = keep(await world.signInByAppPassword(world.mara, 'Offline'));
    expect(await world.connect(offline).signIn.revoke(password.call)).toMatchObject({ revoked: 'by_hand' });
  });
});
