/** Instagram against the pretend one: both ways to sign in, its keys, reading, the end of a token. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { failureOf } from '../helpers/http-client.ts';
import { accountOf, linkAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

const dayMs = 86_400_000;
const scopes = ['instagram_business_basic', 'instagram_business_content_publish'];
const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const { signal } = new AbortController();
const connector = () => world.connector('instagram');
const link = (decision: 'allow' | 'deny' = 'allow') =>
  linkAccount(connector(), '', (url) => consentInRehearsal(url, 'mara.photo', decision));
const paste = async (token: string) => connector().signIn.withToken?.({ token, keys: null, signal });
const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;

describe('signing in to Instagram', () => {
  it('goes over the page that the person registered, and needs the keys of their app', async () => {
    const account = await link();
    expect(account.signedIn.profile).toMatchObject({ remoteId: '17841400000000042', handle: 'mara.photo' });
    expect(account.signedIn.grantedScopes).toEqual(scopes);
    expect(account.signedIn.endsAt).toBeNull();
    expect(await connector().whoAmI(account.call)).toEqual(account.signedIn.profile);
    const begun = connector().signIn.begin({ instance: '', redirectUri: '', language: 'en', keys: null, signal });
    expect(await failureOf(begun)).toMatchObject({ problem: { code: 'keys_missing' }, notSent: true });
  });

  it('takes a no for a no, and the answer to another sign-in for none', async () => {
    expect(await codeOf(link('deny'))).toBe('sign_in_denied');
    const crossed = linkAccount(connector(), '', async (url) =>
      (await consentInRehearsal(url, 'mara.photo')).replace(/state=[^&#]+/, 'state=another'),
    );
    expect(await codeOf(crossed)).toBe('sign_in_mismatch');
    const guessed = linkAccount(connector(), '', async (url) =>
      (await consentInRehearsal(url, 'mara.photo')).replace(/code=[^&#]+/, 'code=guessed'),
    );
    expect(await codeOf(guessed)).toBe('sign_in_failed');
  });

  it('takes a token from the dashboard, and says why it is none', async () => {
    const signedIn = await paste(` ${person.instagram.dashboardToken}\n`);
    if (signedIn === undefined) throw new Error('Instagram takes tokens.');
    expect(signedIn).toMatchObject({ profile: { handle: 'mara.photo' }, endsAt: null });
    expect(await connector().whoAmI(accountOf(connector(), signedIn).call)).toEqual(signedIn.profile);
    expect((await failureOf(paste('IGAAnonsense'))).problem).toMatchObject({
      code: 'sign_in_failed',
      detail: expect.stringContaining('access token'),
    });
    expect(await failureOf(paste('  '))).toMatchObject({ problem: { code: 'sign_in_failed' }, notSent: true });
  });

  it('tells good keys from wrong ones', async () => {
    const keys = connector().about.keys?.preset ?? null;
    if (keys === null) throw new Error('The rehearsal has keys.');
    const test = async (changes: object) => connector().signIn.testKeys?.({ ...keys, ...changes }, signal);
    await expect(test({})).resolves.toBeUndefined();
    expect((await failureOf(test({ clientSecret: 'wrong' }))).problem).toEqual({
      code: 'keys_refused',
      detail: 'Error validating client secret.',
    });
    expect(await codeOf(test({ clientId: '1' }))).toBe('keys_refused');
    expect(await codeOf(test({ redirectUri: '' }))).toBe('keys_missing');
    await world.fault({
      network: 'instagram',
      path: '/oauth/access_token',
      times: 1,
      effect: { kind: 'status5xx', status: 503 },
    });
    expect(await codeOf(test({}))).toBe('transient');
  });

  it('ends by the person’s own hand, and says where', async () => {
    expect(await connector().signIn.revoke((await link()).call)).toEqual({
      revoked: 'by_hand',
      proof: { code: 'no_call' },
      page: 'https://www.instagram.com/accounts/manage_access/',
    });
  });
});

describe('reading Instagram', () => {
  it('has every picture of a carousel, then only what is new', async () => {
    const { call } = await link();
    const { read } = connector();
    const first = await read?.posts(null, call);
    const carousel = first?.posts.find(({ pictures }) => pictures.length === 3);
    expect(carousel?.pictures.every(({ altText }) => altText !== '')).toBe(true);
    const bytes = await read?.picture(carousel?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    const published = await world.rehearsal.publishNext('instagram');
    const second = await read?.posts(first?.cursor ?? null, call);
    expect(second?.posts).toMatchObject([{ remoteId: published?.id, text: published?.caption, audience: 'public' }]);
    expect((await read?.posts(second?.cursor ?? null, call))?.posts).toEqual([]);
  });

  it('has a reel as a video with its still', async () => {
    const { call } = await link();
    const posts = (await connector().read?.posts(null, call))?.posts ?? [];
    const [reel] = posts.filter(({ video }) => video !== null);
    expect(reel).toMatchObject({ pictures: [], otherMedia: null });
    const still = await connector().read?.picture(reel?.video?.posterUrl ?? '', 5_000_000, call);
    expect((await sharp(still).metadata()).format).toBe('jpeg');
  });

  it('hands out the bytes of a reel while they come in', async () => {
    const { call } = await link();
    await world.publish({ network: 'instagram', text: 'A pan', video: { name: 'dunes-pan', altText: '' } });
    const posts = (await connector().read?.posts(null, call))?.posts ?? [];
    const url = posts.find(({ text }) => text === 'A pan')?.video?.url ?? '';
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await connector().read?.video(url, 10_000_000, call)) ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).subarray(4, 8).toString()).toBe('ftyp');
  });

  it('fetches one post anew when the addresses of its media have ended', async () => {
    const { call } = await link();
    const { read } = connector();
    const [post] = ((await read?.posts(null, call))?.posts ?? []).filter(({ pictures }) => pictures.length === 1);
    clock.now += dayMs;
    expect(await codeOf(Promise.resolve(read?.picture(post?.pictures[0]?.url ?? '', 5_000_000, call)))).toBe(
      'media_unreachable',
    );
    const fresh = await read?.post?.(post?.remoteId ?? '', call);
    expect({ ...fresh, pictures: [] }).toEqual({ ...post, pictures: [] });
    const bytes = await read?.picture(fresh?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    expect(await read?.post?.('17999999999999999', call)).toBeNull();
  });
});

describe('the sign-in to Instagram', () => {
  it('tells how many posts a day it takes, or what is documented', async () => {
    const { call } = await link();
    expect(await connector().limits(call)).toMatchObject({
      postsPerDay: 50,
      mediaRequired: true,
      fetches: 'everything',
    });
    await world.endSignIns('instagram', 'narrowed');
    expect(await connector().limits(call)).toMatchObject({ postsPerDay: 50 });
  });

  it('is renewed in good time, and wanted anew when it is too late', async () => {
    const { call, document } = await link();
    const before = document();
    clock.now += 55 * dayMs;
    await connector().whoAmI(call);
    expect(document()).not.toEqual(before);
    clock.now += 61 * dayMs;
    expect(await codeOf(connector().whoAmI(call))).toBe('auth_expired');
    const other = await link();
    await world.endSignIns('instagram', 'revoked');
    expect(await codeOf(connector().whoAmI(other.call))).toBe('auth_revoked');
  });

  it('that was pasted lives on for as long as it is used', async () => {
    const { token } = await freshDashboardToken();
    const signedIn = await paste(token);
    if (signedIn === undefined) throw new Error('Instagram takes tokens.');
    const { call } = accountOf(connector(), signedIn);
    for (let month = 0; month < 4; month += 1) {
      clock.now += 51 * dayMs;
      await connector().whoAmI(call);
    }
    expect(await connector().whoAmI(call)).toMatchObject({ handle: 'mara.photo' });
  });
});

/** As the dashboard would make one now: the rehearsal's own is as old as the rehearsal. */
async function freshDashboardToken(): Promise<{ readonly token: string }> {
  const { document } = await link();
  return { token: (document() as { readonly accessToken: string }).accessToken };
}
