/** YouTube against the pretend one: signing in with the system browser, reading, changing, taking the permission back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps, person } from '../../main/rehearsal/people.ts';
import { failureOf } from '../helpers/http-client.ts';
import { linkAccount, type LinkedAccount } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
});
afterAll(() => world.stop());

const youtube = () => world.connector('youtube');
const reading = () => youtube().read!;
const consent = (url: string, decision: 'allow' | 'deny' = 'allow') =>
  consentInRehearsal(url, person.youtube.handle, decision);
const link = (decision: 'allow' | 'deny' = 'allow') => linkAccount(youtube(), '', (url) => consent(url, decision));
const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;
const { signal } = new AbortController();
const keysWith = (changes: object) => ({ ...apps.youtube, ...changes });

describe('signing in to YouTube', () => {
  it('goes to Google’s page in the system browser, with PKCE, for a sign-in that lasts', async () => {
    expect(youtube().about.methods).toEqual(['browser']);
    const input = {
      instance: '',
      redirectUri: 'http://127.0.0.1:51000/callback',
      language: 'en',
      keys: apps.youtube,
      signal,
    };
    const { searchParams } = new URL((await youtube().signIn.begin(input)).url);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      redirect_uri: 'http://127.0.0.1:51000/callback',
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    });
    expect(searchParams.get('scope')?.split(' ')).toEqual(youtube().about.permissions.map(({ scope }) => scope));
  });

  it('learns whose channel it is, and keeps a sign-in without an end', async () => {
    const { signedIn, call } = await link();
    expect(signedIn).toMatchObject({
      profile: { remoteId: person.youtube.channelId, handle: 'maralindt', displayName: 'Mara Lindt' },
      endsAt: null,
    });
    expect(signedIn.grantedScopes.toSorted()).toEqual(youtube().about.keys?.scopes.toSorted());
    expect(await youtube().whoAmI(call)).toEqual(signedIn.profile);
  });

  it('takes a no, and no answer but the one to its own question', async () => {
    expect(await codeOf(link('deny'))).toBe('sign_in_denied');
    const guessed = linkAccount(youtube(), '', (url) => consent(url.replace(/state=[^&]+/, 'state=guessed')));
    expect(await codeOf(guessed)).toBe('sign_in_mismatch');
    const elsewhere = linkAccount(youtube(), '', async (url) => (await consent(url)).replace('43110', '43111'));
    expect(await codeOf(elsewhere)).toBe('sign_in_mismatch');
  });

  it('wants a channel', async () => {
    await world.mood('youtube', { isAccountBlocked: true });
    expect(await codeOf(link())).toBe('account_action_needed');
    await world.calm();
  });

  it('knows good keys from bad ones by asking', async () => {
    const test = async (changes: object) => youtube().signIn.testKeys?.(keysWith(changes), signal);
    await expect(test({})).resolves.toBeUndefined();
    expect((await failureOf(test({ clientSecret: 'wrong' }))).problem).toEqual({
      code: 'keys_refused',
      detail: 'The provided client secret is invalid.',
    });
    expect(await codeOf(test({ clientId: 'nobody' }))).toBe('keys_refused');
    expect(await codeOf(test({ clientSecret: null }))).toBe('keys_missing');
    await world.fault({ network: 'youtube', path: '/token', times: 1, effect: { kind: 'status5xx', status: 503 } });
    expect(await codeOf(test({}))).toBe('transient');
  });

  it('cannot begin without keys, and fails with Google’s words with wrong ones', async () => {
    const input = { instance: '', redirectUri: 'http://127.0.0.1:51000/callback', language: 'en', signal };
    expect(await codeOf(youtube().signIn.begin({ ...input, keys: null }))).toBe('keys_missing');
    const started = await youtube().signIn.begin({ ...input, keys: keysWith({ clientSecret: 'wrong' }) });
    const { problem } = await failureOf(started.finish(new URL(await consent(started.url)), signal));
    expect(problem).toEqual({ code: 'sign_in_failed', detail: 'The provided client secret is invalid.' });
  });

  it('goes on after an hour, and ends when the person took the permission back', async () => {
    const { call, document } = await link();
    const before = document();
    clock.now += 2 * 3_600_000;
    await youtube().whoAmI(call);
    expect(document()).not.toEqual(before);
    await world.endSignIns('youtube', 'expired');
    await youtube().whoAmI(call);
    await world.endSignIns('youtube', 'revoked');
    expect(await codeOf(youtube().whoAmI(call))).toBe('auth_expired');
  });

  it('takes the permission back, and shows that Google refuses it now', async () => {
    const { call } = await link();
    const { host } = new URL(world.rehearsal.addresses.google.oauth);
    expect(await youtube().signIn.revoke(call)).toMatchObject({
      revoked: 'at_network',
      proof: { code: 'refused_afterwards', values: { call: 'POST /revoke', host, status: 400 } },
    });
    expect(await codeOf(youtube().whoAmI(call))).toBe('auth_expired');
    expect(await youtube().signIn.revoke(call)).toMatchObject({ proof: { code: 'ended_before', values: { host } } });
  });

  it('says so when the call to take it back was lost', async () => {
    const { call } = await link();
    await world.fault({ network: 'youtube', path: '/revoke', times: 1, effect: { kind: 'dropBeforeAccept' } });
    expect(await codeOf(youtube().signIn.revoke(call))).toBe('unreachable');
    await youtube().whoAmI(call);
  });
});

describe('reading YouTube', () => {
  let account: LinkedAccount;
  beforeAll(async () => {
    account = await link();
  });
  const read = (cursor: string | null) => reading().posts(cursor, account.call);

  it('begins with the newest videos, oldest first, each for whom YouTube says', async () => {
    const { posts } = await read(null);
    expect(posts.map(({ audience }) => audience)).toEqual([
      'direct',
      'unlisted',
      'public',
      'public',
      'public',
      'public',
    ]);
    expect(posts.at(-1)).toMatchObject({
      text: expect.stringMatching(/^One minute of harbour, no talking\n\nThe cranes at ten to six/),
      language: 'en',
      otherMedia: 'not_handed_out',
      video: null,
    });
    expect(await (await fetch(posts.at(-1)?.url ?? '')).text()).toContain('One minute of harbour');
  });

  it('goes on with what is newer alone, within a second too', async () => {
    let { cursor } = await read(null);
    const texts: string[] = [];
    for (const text of ['First', 'Second', 'Third']) {
      await world.publish({ network: 'youtube', text });
      const next = await read(cursor);
      texts.push(...next.posts.map((post) => post.text));
      cursor = next.cursor;
    }
    expect(texts).toEqual(['First', 'Second', 'Third']);
    clock.now += 5000;
    await world.publish({ network: 'youtube', text: 'Unlisted\n\nOnly with the link', visibility: 'unlisted' });
    const { posts } = await read(cursor);
    expect(posts).toMatchObject([{ text: 'Unlisted\n\nOnly with the link', audience: 'unlisted' }]);
  });

  it('reads many new videos across pages, each once', async () => {
    const { cursor } = await read(null);
    for (let count = 0; count < 120; count += 1) {
      clock.now += 1000;
      await world.publish({ network: 'youtube', text: `Video ${count}` });
    }
    const { posts } = await read(cursor);
    expect(posts.map(({ text }) => text)).toEqual(Array.from({ length: 120 }, (_, count) => `Video ${count}`));
  });

  it('looks at one video as it is now, and at none that is gone', async () => {
    await world.publish({ network: 'youtube', text: 'Look' });
    const [post] = (await read(null)).posts.slice(-1);
    expect(await reading().post?.(post?.remoteId ?? '', account.call)).toEqual(post);
    await youtube().publish?.remove?.({ remoteId: post?.remoteId ?? '', url: '' }, account.call);
    expect(await reading().post?.(post?.remoteId ?? '', account.call)).toBeNull();
  });

  it('waits for as long as it is told', async () => {
    await world.fault({ network: 'youtube', times: 1, effect: { kind: 'status429', resetInMs: 90_000 } });
    expect((await failureOf(read(null))).problem).toMatchObject({ code: 'rate_limited', until: clock.now + 90_000 });
    clock.now += 91_000;
    await expect(read(null)).resolves.toBeDefined();
  });

  it('says that permission is missing when it was made smaller', async () => {
    const { call } = await link();
    await world.endSignIns('youtube', 'narrowed');
    await expect(reading().posts(null, call)).resolves.toBeDefined();
    const removing = youtube().publish?.remove?.({ remoteId: 'x', url: '' }, call) ?? Promise.resolve();
    expect(await codeOf(removing)).toBe('missing_permission');
  });
});
