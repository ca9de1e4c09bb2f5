/** X against the pretend one: signing in and out, limits, reading. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { AppKeys } from '../../main/core/ports/sign-in.ts';
import { apps, person } from '../../main/rehearsal/people.ts';
import { failureOf } from '../helpers/http-client.ts';
import { linkAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { link, theX } from './x-setup.ts';

const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
});
afterAll(() => world.stop());
const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;
const { signal } = new AbortController();
const asksWho = { network: 'x', method: 'GET', path: '/2/users/me' } as const;

describe('signing in to X', () => {
  it('learns who it is, over the one redirect that is registered, without a secret', async () => {
    const { signedIn, call, document } = await link(world);
    expect(signedIn.profile).toMatchObject({ remoteId: person.x.id, handle: 'maralindt', displayName: 'Mara Lindt' });
    expect(signedIn.profile.profileUrl).toBe(`${world.rehearsal.base('x-www')}/maralindt`);
    expect(signedIn.grantedScopes).toEqual(theX(world).about.permissions.map(({ scope }) => scope));
    expect(signedIn.endsAt).toBeNull();
    expect(JSON.stringify(document())).not.toContain('secret');
    expect(await theX(world).whoAmI(call)).toEqual(signedIn.profile);
  });

  it('takes a no for a no, and no answer but the one to its own question', async () => {
    expect(await codeOf(link(world, 'deny'))).toBe('sign_in_denied');
    const x = theX(world);
    const guessed = (url: string) => consentInRehearsal(url.replace(/state=[^&]+/, 'state=guessed'), 'maralindt');
    expect(await codeOf(linkAccount(x, '', guessed))).toBe('sign_in_mismatch');
    const elsewhere = async (url: string) => (await consentInRehearsal(url, 'maralindt')).replace('47813', '47814');
    expect(await codeOf(linkAccount(x, '', elsewhere))).toBe('sign_in_mismatch');
  });

  it('fails when the code comes too late', async () => {
    const late = async (url: string) => {
      const redirected = await consentInRehearsal(url, 'maralindt');
      clock.now += 31_000;
      return redirected;
    };
    expect(await codeOf(linkAccount(theX(world), '', late))).toBe('sign_in_failed');
  });

  it('cannot begin without the id of an app', async () => {
    const input = { instance: '', redirectUri: apps.x.redirectUri, language: 'en', keys: null, signal };
    expect(await failureOf(theX(world).signIn.begin(input))).toMatchObject({ problem: { code: 'keys_missing' } });
  });

  it('tells whether X knows the app, without signing in', async () => {
    const keys = (clientId: string): AppKeys => ({ clientId, clientSecret: null, redirectUri: null });
    const { testKeys } = theX(world).signIn;
    await expect(testKeys?.(keys(apps.x.clientId), signal)).resolves.toBeUndefined();
    expect((await failureOf(testKeys?.(keys('mistyped'), signal) ?? Promise.resolve())).problem).toEqual({
      code: 'keys_refused',
      detail: 'Missing valid authorization header',
    });
    expect(await codeOf(testKeys?.(keys(''), signal) ?? Promise.resolve())).toBe('keys_missing');
  });

  it('does not call the keys wrong when X cannot answer', async () => {
    await world.fault({ network: 'x', path: '/2/oauth2/token', times: 1, effect: { kind: 'status5xx', status: 503 } });
    const keys: AppKeys = { clientId: apps.x.clientId, clientSecret: null, redirectUri: null };
    expect(await codeOf(theX(world).signIn.testKeys?.(keys, signal) ?? Promise.resolve())).toBe('transient');
  });
});

describe('the sign-in at X', () => {
  it('renews itself every two hours, and ends when the person ends it', async () => {
    const { call, document } = await link(world);
    const first = document();
    clock.now += 3 * 3_600_000;
    await theX(world).whoAmI(call);
    expect(document()).not.toEqual(first);
    await world.endSignIns('x', 'expired');
    await theX(world).whoAmI(call);
    await world.endSignIns('x', 'revoked');
    expect(await codeOf(theX(world).whoAmI(call))).toBe('auth_revoked');
    clock.now += 3 * 3_600_000;
    expect(await codeOf(theX(world).whoAmI(call))).toBe('auth_expired');
  });

  it('is taken back, with the proof that X refuses the token', async () => {
    const { call } = await link(world);
    const host = new URL(world.rehearsal.base('x-api')).host;
    expect(await theX(world).signIn.revoke(call)).toEqual({
      revoked: 'at_network',
      proof: { code: 'refused_afterwards', values: { call: 'POST /2/oauth2/revoke', host, status: 401 } },
      page: `${world.rehearsal.base('x-www')}/settings/connected_apps`,
    });
    expect(await codeOf(theX(world).whoAmI(call))).toBe('auth_revoked');
  });

  it('is for the person to end by hand where X does not do it', async () => {
    const { call } = await link(world);
    const load = async () => ({ ...Object(await call.credentials.load()), clientId: 'of an app that is gone' });
    const ofAnother = { ...call, credentials: { ...call.credentials, load } };
    expect(await theX(world).signIn.revoke(ofAnother)).toMatchObject({
      revoked: 'by_hand',
      proof: { code: 'not_accepted' },
    });
  });

  it('throws when X cannot be asked to take it back', async () => {
    const { call } = await link(world);
    await world.fault({ network: 'x', path: '/2/oauth2/revoke', times: 1, effect: { kind: 'dropBeforeAccept' } });
    expect(await codeOf(theX(world).signIn.revoke(call))).toBe('unreachable');
  });
});

describe('what befalls a call to X', () => {
  it('waits until the time that X names', async () => {
    const { call } = await link(world);
    await world.fault({ ...asksWho, times: 1, effect: { kind: 'status429', resetInMs: 120_000 } });
    const { problem } = await failureOf(theX(world).whoAmI(call));
    expect(problem).toMatchObject({ code: 'rate_limited', until: clock.now + 120_000 });
    const again = await failureOf(theX(world).whoAmI(call));
    expect(again).toMatchObject({ problem: { code: 'rate_limited' }, notSent: true });
    clock.now += 120_001;
    expect(await theX(world).whoAmI(call)).toMatchObject({ handle: 'maralindt' });
  });

  test.each([
    ['isCapReached', 'payment_required'],
    ['isAccountBlocked', 'account_action_needed'],
  ])('knows what %s means', async (name, code) => {
    const { call } = await link(world);
    await world.mood('x', { [name]: true });
    expect(await codeOf(theX(world).whoAmI(call))).toBe(code);
    await world.calm();
  });

  it('does not believe a Wi-Fi’s own page', async () => {
    const { call } = await link(world);
    await world.fault({ ...asksWho, times: 1, effect: { kind: 'htmlInsteadOfJson' } });
    expect(await codeOf(theX(world).whoAmI(call))).toBe('bad_answer');
  });
});

describe('reading X', () => {
  it('begins with the newest posts, and goes on with what is new alone', async () => {
    const { call } = await link(world);
    const { read } = theX(world);
    const first = await read.posts(null, call);
    expect(first.posts.map(({ publishedAt }) => publishedAt)).toEqual(
      first.posts.map(({ publishedAt }) => publishedAt).toSorted((one, other) => one - other),
    );
    expect(first.posts.filter(({ isReply }) => isReply)).toHaveLength(1);
    expect(first.posts.some(({ text }) => text.startsWith('RT '))).toBe(false);
    expect(first.posts.map(({ text }) => text)).toContain(
      'The whole walk & a map of the stairs: https://mara-lindt.example/journal/stairs-in-the-rain',
    );
    const published = await world.rehearsal.publishNext('x');
    const second = await read.posts(first.cursor, call);
    expect(second.posts).toMatchObject([
      { remoteId: published?.id, text: published?.caption, audience: 'public', isReply: false, otherMedia: null },
    ]);
    expect((await read.posts(second.cursor, call)).posts).toEqual([]);
  });

  it('has every picture with its alt text, and its bytes', async () => {
    const { call } = await link(world);
    const { posts } = await theX(world).read.posts(null, call);
    const dunes = posts.find(({ pictures }) => pictures.length === 3);
    expect(dunes?.pictures.map(({ altText }) => altText !== '')).toEqual([true, true, true]);
    const bytes = await theX(world).read.picture(dunes?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    const wind = posts.find(({ video }) => video !== null);
    expect(wind).toMatchObject({ pictures: [], otherMedia: null, text: expect.not.stringContaining('t.co') });
  });

  it('reads many new posts, each once', async () => {
    const { call } = await link(world);
    const { cursor } = await theX(world).read.posts(null, call);
    for (let count = 0; count < 130; count += 1) await world.publish({ network: 'x', text: `post ${count}` });
    const { posts } = await theX(world).read.posts(cursor, call);
    expect(posts.map(({ text }) => text)).toEqual(Array.from({ length: 130 }, (_, count) => `post ${count}`));
  });

  it('goes on though the post at the cursor is gone', async () => {
    const { call } = await link(world);
    const { read, publish } = theX(world);
    const { posts, cursor } = await read.posts(null, call);
    await publish.remove?.({ remoteId: posts.at(-1)?.remoteId ?? '', url: '' }, call);
    expect((await read.posts(cursor, call)).posts).toEqual([]);
    await world.publish({ network: 'x', text: 'after it' });
    expect((await read.posts(cursor, call)).posts).toMatchObject([{ text: 'after it' }]);
  });

  it('gives one post as it is now, or nothing when it is gone', async () => {
    const { call } = await link(world);
    const { read, publish } = theX(world);
    const [post] = (await read.posts(null, call)).posts;
    expect(await read.post?.(post?.remoteId ?? '', call)).toEqual(post);
    await publish.remove?.({ remoteId: post?.remoteId ?? '', url: '' }, call);
    expect(await read.post?.(post?.remoteId ?? '', call)).toBeNull();
  });

  it('tells long texts whole, sensitive ones marked, and never more people than see them', async () => {
    const { call } = await link(world);
    const { cursor } = await theX(world).read.posts(null, call);
    const long = `${'Fog & rain. '.repeat(40)}https://mara-lindt.example/long`;
    await world.publish({ network: 'x', text: long });
    await world.publish({ network: 'x', text: 'Careful', warning: 'Blood' });
    await world.publish({ network: 'x', text: 'For followers', visibility: 'private' });
    const { posts } = await theX(world).read.posts(cursor, call);
    expect(posts.map(({ text }) => text)).toEqual([long, 'Careful', 'For followers']);
    expect(posts.map(({ sensitive }) => sensitive)).toEqual([false, true, false]);
    expect(posts.map(({ audience }) => audience)).toEqual(['followers', 'followers', 'followers']);
    expect((await theX(world).limits(call)).audiences).toEqual(['followers']);
    await world.publish({ network: 'x', text: 'For all again', visibility: 'public' });
    expect((await theX(world).limits(call)).audiences).toEqual(['public']);
  });
});
