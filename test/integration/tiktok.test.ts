/** TikTok against the pretend one: signing in, tokens, reading. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '../../main/core/ports/network.ts';
import type { AppKeys } from '../../main/core/ports/sign-in.ts';
import { failureOf } from '../helpers/http-client.ts';
import { accountOf, linkAccount, redirectFor } from '../helpers/network-account.ts';
import { consentInRehearsal, type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import { linkTiktok, type Watched, watchedTiktok } from '../helpers/tiktok-account.ts';

const dayMs = 86_400_000;
const clock = { aheadMs: 0 };
const now = () => Date.now() + clock.aheadMs;
let world: RehearsalWorld;
let tiktok: Connector;
let sent: Watched['sent'];
let watched: Watched;
beforeAll(async () => {
  world = await startRehearsalWorld(now);
  watched = watchedTiktok(world, now);
  ({ tiktok, sent } = watched);
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;
const refreshes = () => sent.filter(({ path }) => path === '/v2/oauth/token/').length;
const { signal } = new AbortController();
const keys = (): AppKeys => {
  const { preset } = tiktok.about.keys ?? { preset: null };
  if (preset === null) throw new Error('The rehearsal has keys.');
  return preset;
};

describe('signing in at TikTok', () => {
  it('asks for drafts and reading alone, and learns who it is', async () => {
    const { signedIn, call } = await linkTiktok(tiktok);
    expect(signedIn.profile).toEqual({
      remoteId: '-000rehearsalMaraLindt42',
      instance: world.rehearsal.base('tiktok-www'),
      handle: 'mara.lindt',
      displayName: 'Mara Lindt',
      profileUrl: `${world.rehearsal.base('tiktok-www')}/@mara.lindt`,
    });
    expect(signedIn.grantedScopes).toEqual(tiktok.about.permissions.map(({ scope }) => scope));
    expect(Math.abs((signedIn.endsAt ?? 0) - now() - 365 * dayMs)).toBeLessThan(10_000);
    expect(await tiktok.whoAmI(call)).toEqual(signedIn.profile);
    expect((await fetch(signedIn.profile.profileUrl)).status).toBe(200);
  });

  it('is content with any port, and says which address to register', async () => {
    const consent = (url: string) => consentInRehearsal(url, 'mara.lindt');
    await linkAccount(tiktok, '', consent, 'http://127.0.0.1:61234/callback');
    expect(tiktok.about.keys?.redirects).toEqual(['http://127.0.0.1:*/callback']);
  });

  it('takes a no for a no, and believes no answer but the one to its own question', async () => {
    expect(await codeOf(linkTiktok(tiktok, 'deny'))).toBe('sign_in_denied');
    const changed = (from: RegExp | string, to: string) =>
      linkAccount(tiktok, '', async (url) => (await consentInRehearsal(url, 'mara.lindt')).replace(from, to));
    expect(await codeOf(changed(/state=[^&]+/, 'state=guessed'))).toBe('sign_in_mismatch');
    expect(await codeOf(changed('43110', '43111'))).toBe('sign_in_mismatch');
    expect(await codeOf(changed(/code=[^&]+/, 'code=guessed'))).toBe('sign_in_failed');
  });

  it('wants keys, and says when TikTok does not know them', async () => {
    const begin = (given: AppKeys | null) =>
      tiktok.signIn.begin({ instance: '', redirectUri: redirectFor(tiktok), language: 'en', keys: given, signal });
    expect(await codeOf(begin(null))).toBe('keys_missing');
    expect(await codeOf(begin({ ...keys(), clientSecret: '' }))).toBe('keys_missing');
    await tiktok.signIn.testKeys?.(keys(), signal);
    const refused = await failureOf(
      tiktok.signIn.testKeys?.({ ...keys(), clientSecret: 'wrong' }, signal) ?? Promise.resolve(),
    );
    expect(refused.problem).toEqual({ code: 'keys_refused', detail: 'Client key or secret is incorrect.' });
    await world.fault({ network: 'tiktok', path: '/v2/oauth/token/', effect: { kind: 'status5xx', status: 502 } });
    expect(await codeOf(tiktok.signIn.testKeys?.(keys(), signal) ?? Promise.resolve())).toBe('transient');
  });
});

describe('the tokens of TikTok', () => {
  it('are renewed shortly before they end, once for calls side by side, and replaced', async () => {
    const { call, document } = await linkTiktok(tiktok);
    const before = document();
    clock.aheadMs += dayMs - 5 * 60_000;
    const count = refreshes();
    await Promise.all([tiktok.whoAmI(call), tiktok.whoAmI(call), tiktok.read?.posts(null, call)]);
    expect(refreshes()).toBe(count + 1);
    expect(document()).not.toMatchObject(before as object);
    await tiktok.whoAmI(call);
    expect(refreshes()).toBe(count + 1);
  });

  it('are saved before they are used', async () => {
    const account = await linkTiktok(tiktok);
    const order: string[] = [];
    const credentials = {
      load: account.call.credentials.load,
      save: async (document: Parameters<typeof account.call.credentials.save>[0]) => {
        order.push('saved');
        await account.call.credentials.save(document);
        order.push(...sent.slice(count).map(({ path }) => path));
      },
    };
    clock.aheadMs += dayMs;
    const count = sent.length;
    await tiktok.whoAmI({ ...account.call, credentials });
    expect(order).toEqual(['saved', '/v2/oauth/token/']);
  });

  it('that end early are renewed once, and a read goes on', async () => {
    const { call } = await linkTiktok(tiktok);
    await world.endSignIns('tiktok', 'expired');
    const count = refreshes();
    await Promise.all([tiktok.whoAmI(call), tiktok.whoAmI(call)]);
    expect(refreshes()).toBe(count + 1);
  });

  it('are over when she took the permission back, or did not come for a year', async () => {
    const { call } = await linkTiktok(tiktok);
    await world.endSignIns('tiktok', 'revoked');
    expect(await codeOf(tiktok.whoAmI(call))).toBe('auth_revoked');
    const other = await linkTiktok(tiktok);
    clock.aheadMs += 366 * dayMs;
    expect(await codeOf(tiktok.whoAmI(other.call))).toBe('auth_expired');
    expect(await codeOf(tiktok.whoAmI(accountOf(tiktok, { ...other.signedIn, credentials: null }).call))).toBe(
      'auth_expired',
    );
  });

  it('are renewed although the call was cancelled meanwhile: the answer holds the only ones that work', async () => {
    const { call, document } = await linkTiktok(tiktok);
    const before = document();
    clock.aheadMs += dayMs;
    await world.fault({ network: 'tiktok', path: '/v2/oauth/token/', effect: { kind: 'holdAnswer', holdMs: 200 } });
    const stop = new AbortController();
    watched.before = () => stop.abort();
    expect(await codeOf(tiktok.whoAmI({ ...call, signal: stop.signal }))).toBe('transient');
    watched.before = () => {};
    expect(document()).toEqual(before);
    await tiktok.whoAmI(call);
    expect(document()).not.toEqual(before);
  });

  it('are taken back, which is proved by trying them', async () => {
    const { call } = await linkTiktok(tiktok);
    const { host } = new URL(world.rehearsal.base('tiktok-api'));
    expect(await tiktok.signIn.revoke(call)).toMatchObject({
      revoked: 'at_network',
      proof: { code: 'refused_afterwards', values: { call: 'POST /v2/oauth/revoke/', host, status: 401 } },
    });
    clock.aheadMs += dayMs;
    expect((await tiktok.signIn.revoke(call)).proof).toEqual({ code: 'ended_before', values: { host } });
  });

  it('that cannot be tried afterwards are taken back by TikTok’s word', async () => {
    const { call } = await linkTiktok(tiktok);
    await world.fault({ network: 'tiktok', path: '/v2/user/info/', effect: { kind: 'status5xx', status: 500 } });
    expect((await tiktok.signIn.revoke(call)).proof.code).toBe('accepted');
  });
});

describe('reading TikTok', () => {
  const read = (cursor: string | null, { call }: Awaited<ReturnType<typeof linkTiktok>>) => {
    if (tiktok.read === undefined) throw new Error('TikTok is read.');
    return tiktok.read.posts(cursor, call);
  };

  it('begins with the public videos, oldest first, whose files are not handed out', async () => {
    const { posts } = await read(null, await linkTiktok(tiktok));
    expect(posts).toHaveLength(4);
    expect(posts.every(({ otherMedia, audience }) => otherMedia === 'not_handed_out' && audience === 'public')).toBe(
      true,
    );
    const times = posts.map(({ publishedAt }) => publishedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((await fetch(posts[0]?.url ?? '')).status).toBe(200);
  });

  it('goes on with what is new, across pages, and each once', async () => {
    const account = await linkTiktok(tiktok);
    const first = await read(null, account);
    expect((await read(first.cursor, account)).posts).toEqual([]);
    for (let count = 0; count < 45; count += 1) await world.publish({ network: 'tiktok', text: `Video ${count}` });
    await world.publish({ network: 'tiktok', text: 'Hidden', visibility: 'private' });
    const second = await read(first.cursor, account);
    expect(second.posts.map(({ text }) => text)).toEqual(Array.from({ length: 45 }, (_, count) => `Video ${count}`));
    expect((await read(second.cursor, account)).posts).toEqual([]);
  });

  it('tells of one video as it is now, and of none that is gone', async () => {
    const account = await linkTiktok(tiktok);
    const published = await world.rehearsal.publishNext('tiktok');
    const post = await tiktok.read?.post?.(published?.id ?? '', account.call);
    expect(post).toMatchObject({ remoteId: published?.id, text: published?.caption });
    expect(await tiktok.read?.post?.('7000000000000000000', account.call)).toBeNull();
  });

  it('waits when TikTok says so', async () => {
    const account = await linkTiktok(tiktok);
    await world.fault({ network: 'tiktok', path: '/v2/video/list/', effect: { kind: 'status429', resetInMs: 1000 } });
    const { problem } = await failureOf(read(null, account));
    expect(problem.code).toBe('rate_limited');
    expect(problem.until).toBeGreaterThan(now());
  });
});
