/** Threads against the pretend one: both ways to sign in, its keys, reading, the end of a token, deleting. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../../main/rehearsal/people.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';
import { failureOf } from '../helpers/http-client.ts';
import { planned } from '../helpers/meta-account.ts';
import { accountOf, linkAccount, publishWhole } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';

const dayMs = 86_400_000;
const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
let files: FileServer;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
  files = await startFileServer();
});
afterEach(() => world.calm());
afterAll(async () => {
  await files.close();
  await world.stop();
});

const { signal } = new AbortController();
const connector = () => world.connector('threads');
const link = (decision: 'allow' | 'deny' = 'allow') =>
  linkAccount(connector(), '', (url) => consentInRehearsal(url, 'mara.photo', decision));
const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;

describe('signing in to Threads', () => {
  it('goes over the page that the person registered', async () => {
    const account = await link();
    expect(account.signedIn.profile).toMatchObject({
      remoteId: person.threads.id,
      handle: 'mara.photo',
      profileUrl: `${world.rehearsal.base('threads-www')}/@mara.photo`,
    });
    expect(account.signedIn.grantedScopes).toContain('threads_content_publish');
    expect(await connector().whoAmI(account.call)).toEqual(account.signedIn.profile);
    expect(await codeOf(link('deny'))).toBe('sign_in_denied');
  });

  it('takes the answer to another sign-in for none', async () => {
    const crossed = linkAccount(connector(), '', async (url) =>
      (await consentInRehearsal(url, 'mara.photo')).replace(/state=[^&#]+/, 'state=another'),
    );
    expect(await codeOf(crossed)).toBe('sign_in_mismatch');
  });

  it('takes a token from the dashboard, and says why it is none', async () => {
    const paste = async (token: string) => connector().signIn.withToken?.({ token, keys: null, signal });
    const signedIn = await paste(person.threads.dashboardToken);
    if (signedIn === undefined) throw new Error('Threads takes tokens.');
    expect(signedIn.profile).toMatchObject({ handle: 'mara.photo' });
    const { call, document } = accountOf(connector(), signedIn);
    clock.now += 2 * dayMs;
    await connector().whoAmI(call);
    expect(document()).toMatchObject({ expiresAt: clock.now + 60 * dayMs });
    expect(await codeOf(paste('THAAnonsense'))).toBe('sign_in_failed');
  });

  it('tells good keys from wrong ones', async () => {
    const keys = connector().about.keys?.preset ?? null;
    if (keys === null) throw new Error('The rehearsal has keys.');
    await expect(connector().signIn.testKeys?.(keys, signal)).resolves.toBeUndefined();
    const wrong = connector().signIn.testKeys?.({ ...keys, clientSecret: 'wrong' }, signal);
    expect((await failureOf(Promise.resolve(wrong))).problem.code).toBe('keys_refused');
  });

  it('ends by the person’s own hand', async () => {
    expect(await connector().signIn.revoke((await link()).call)).toMatchObject({
      revoked: 'by_hand',
      proof: { code: 'no_call' },
    });
  });

  it('is over when it was taken away or ran out', async () => {
    const expired = await link();
    await world.endSignIns('threads', 'expired');
    expect(await codeOf(connector().whoAmI(expired.call))).toBe('auth_expired');
    const revoked = await link();
    await world.endSignIns('threads', 'revoked');
    expect(await codeOf(connector().whoAmI(revoked.call))).toBe('auth_revoked');
  });

  it('tells how many posts a day Threads takes', async () => {
    const { call } = await link();
    expect(await connector().limits(call)).toMatchObject({ postsPerDay: 250, threads: true, fetches: 'everything' });
    await world.fault({ network: 'threads', path: '*limit', effect: { kind: 'status429', resetInMs: 60_000 } });
    expect(await codeOf(connector().limits(call))).toBe('rate_limited');
    // What Threads said of the account's use holds for so long.
    clock.now += 61_000;
  });
});

describe('reading Threads', () => {
  it('leaves out reposts and replies, and has pictures, text and video', async () => {
    const { call } = await link();
    const posts = (await connector().read?.posts(null, call))?.posts ?? [];
    expect(posts.map(({ publishedAt }) => publishedAt)).toEqual(
      posts.map(({ publishedAt }) => publishedAt).toSorted((a, b) => a - b),
    );
    expect(posts.map(({ pictures, video }) => [pictures.length, video !== null])).toEqual([
      [0, true],
      [2, false],
      [1, false],
      [0, false],
    ]);
    expect(posts.every(({ audience, isReply, otherMedia }) => audience === 'public' && !isReply && !otherMedia)).toBe(
      true,
    );
    const [one] = posts.filter(({ pictures }) => pictures.length === 1);
    const bytes = await connector().read?.picture(one?.pictures[0]?.url ?? '', 5_000_000, call);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
    expect(await connector().read?.post?.(one?.remoteId ?? '', call)).toEqual(one);
  });

  it('notices the next post and only that, though others come between that are not hers', async () => {
    const { call } = await link();
    const first = await connector().read?.posts(null, call);
    await world.publish({ network: 'threads', text: 'Somebody else’s', kind: 'boost' });
    await world.publish({ network: 'threads', text: '@jonas Yes', kind: 'reply' });
    await world.publish({ network: 'threads', text: 'Mine', video: { name: 'dunes-pan', altText: 'Dunes' } });
    const second = await connector().read?.posts(first?.cursor ?? null, call);
    expect(second?.posts).toMatchObject([{ text: 'Mine', video: { altText: 'Dunes' } }]);
    expect((await connector().read?.posts(second?.cursor ?? null, call))?.posts).toEqual([]);
  });
});

describe('deleting on Threads', () => {
  it('takes a post away, and one that is gone counts as deleted', async () => {
    const account = await link();
    const publishing = planned(connector(), account, files, { text: `Gone ${crypto.randomUUID()}` });
    const post = await publishWhole(publishing);
    await connector().publish?.remove?.(post, account.call);
    const [delivered] = (await world.received('threads')).filter(({ id }) => id === post.remoteId);
    expect(delivered?.deletedAt).toBe(clock.now);
    expect(await connector().read?.post?.(post.remoteId, account.call)).toBeNull();
    await expect(connector().publish?.remove?.(post, account.call)).resolves.toBeUndefined();
  });

  it('fails as what it failed with', async () => {
    const account = await link();
    const post = await publishWhole(planned(connector(), account, files, { text: `Stays ${crypto.randomUUID()}` }));
    const remove = async () => connector().publish?.remove?.(post, account.call);
    await world.fault({ network: 'threads', method: 'DELETE', times: 1, effect: { kind: 'dropBeforeAccept' } });
    expect(await codeOf(remove())).toBe('unreachable');
    await world.endSignIns('threads', 'revoked');
    expect(await codeOf(remove())).toBe('auth_revoked');
  });
});
