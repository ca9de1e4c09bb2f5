/** Facebook against its pretend server: sign-in with several Pages, keys, ending the permission. */
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { AppKeys } from '../../main/core/ports/sign-in.ts';
import { apps, person } from '../../main/rehearsal/people.ts';
import { failureOf } from '../helpers/http-client.ts';
import { accountOf } from '../helpers/network-account.ts';
import { consentInRehearsal } from '../helpers/rehearsal-world.ts';
import { readConsentForm } from '../servers/consent-form.ts';
import { type FacebookAccounts, startFacebookAccounts, yes } from './facebook-account.ts';

const dayMs = 86_400_000;
const [mine, club] = person.facebook.pages;
let world: FacebookAccounts['world'];
let clock: FacebookAccounts['clock'];
let facebook: FacebookAccounts['facebook'];
let link: FacebookAccounts['link'];
beforeAll(async () => {
  ({ world, clock, facebook, link } = await startFacebookAccounts());
});
afterEach(() => world.calm());
afterAll(() => world.stop());

const codeOf = async (call: Promise<unknown>) => (await failureOf(call)).problem.code;
const signal = new AbortController().signal;

/** Says yes for these Pages alone. */
const yesFor =
  (...ids: readonly string[]) =>
  async (url: string): Promise<string> => {
    const form = readConsentForm(await (await fetch(url)).text(), url);
    for (const { id } of person.facebook.pages) if (!ids.includes(id)) form.fields.delete(`choice-${id}`);
    for (const [name, value] of Object.entries({ username: person.facebook.username, password: 'rehearsal' }))
      form.fields.set(name, value);
    form.fields.set('decision', 'allow');
    const answer = await fetch(form.action, { method: 'POST', body: form.fields, redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  };

describe('signing in to Facebook', () => {
  it('goes through the one registered address of this machine', async () => {
    expect(facebook.about.keys?.redirects).toEqual(['http://localhost:47813/callback']);
    expect(facebook.about.redirect).toEqual({ host: 'localhost', port: 'registered' });
    const { keys } = facebook.about;
    const redirectUri = 'http://localhost:47813/callback';
    const started = await facebook.signIn.begin({
      instance: '',
      redirectUri,
      language: 'en',
      keys: keys?.preset ?? null,
      signal,
    });
    const { searchParams } = new URL(started.url);
    expect(searchParams.get('scope')).toBe('pages_show_list,pages_read_engagement,pages_manage_posts');
    expect(searchParams.get('state')?.length).toBeGreaterThan(20);
    expect(started.redirectUri).toBe(redirectUri);
  });

  it('opens every Page that was chosen, each with a token of its own, for ninety days', async () => {
    const { signedIn, call } = await link();
    expect(signedIn.profile).toMatchObject({ remoteId: mine.id, handle: mine.username, displayName: mine.name });
    expect(signedIn.more?.map(({ profile }) => profile.remoteId)).toEqual([club.id]);
    expect(signedIn.grantedScopes).toEqual(expect.arrayContaining(['pages_manage_posts']));
    expect(signedIn.endsAt).toBe(clock.now + 90 * dayMs);
    const [second] = signedIn.more ?? [];
    if (second === undefined) throw new Error('There are two Pages.');
    const other = accountOf(facebook, second);
    expect(await facebook.whoAmI(call)).toEqual(signedIn.profile);
    expect(await facebook.whoAmI(other.call)).toEqual(second.profile);
    expect(second.credentials).not.toEqual(signedIn.credentials);
  });

  it('opens one Page where one was chosen, and none is a failed sign-in that says why', async () => {
    const { signedIn } = await link(yesFor(club.id));
    expect(signedIn.profile.remoteId).toBe(club.id);
    expect(signedIn.more).toEqual([]);
    const { problem } = await failureOf(link(yesFor()));
    expect(problem).toMatchObject({ code: 'sign_in_failed', detail: expect.stringContaining('no Page') });
  });

  it('takes a no for a no, and nothing that answers another sign-in', async () => {
    const no = (url: string) => consentInRehearsal(url, person.facebook.username, 'deny');
    expect(await codeOf(link(no))).toBe('sign_in_denied');
    const forged = async (url: string) => (await yes(url)).replace(/state=[^&#]+/, 'state=another');
    expect(await codeOf(link(forged))).toBe('sign_in_mismatch');
    const elsewhere = async (url: string) => (await yes(url)).replace('/callback', '/elsewhere');
    expect(await codeOf(link(elsewhere))).toBe('sign_in_mismatch');
    const guessed = async (url: string) => (await yes(url)).replace(/code=[^&#]+/, 'code=guessed');
    expect(await codeOf(link(guessed))).toBe('sign_in_failed');
  });

  it('keeps the app’s secret out of what it stores', async () => {
    const { document } = await link();
    expect(JSON.stringify(document())).not.toContain(apps.facebook.clientSecret);
  });

  it('keeps working when the person’s own token has ended, and stops after ninety days', async () => {
    const { call } = await link();
    clock.now += 61 * dayMs;
    expect((await facebook.whoAmI(call)).remoteId).toBe(mine.id);
    clock.now += 30 * dayMs;
    expect(await codeOf(facebook.whoAmI(call))).toBe('auth_expired');
  });

  it('wants a new sign-in when the permission was taken away or has ended', async () => {
    const one = await link();
    await world.endSignIns('facebook', 'revoked');
    expect(await codeOf(facebook.whoAmI(one.call))).toBe('auth_revoked');
    const two = await link();
    await world.endSignIns('facebook', 'expired');
    expect(await codeOf(facebook.whoAmI(two.call))).toBe('auth_expired');
    const odd = { ...two.call, credentials: { ...two.call.credentials, load: async () => ({ pageToken: '' }) } };
    expect(await codeOf(facebook.whoAmI(odd))).toBe('auth_expired');
  });
});

describe('the keys of the person’s own app', () => {
  const good: AppKeys = { ...apps.facebook };
  const tried = (keys: AppKeys) => facebook.signIn.testKeys?.(keys, signal);

  it('are known when Facebook complains about the made-up code alone', async () => {
    await expect(tried(good)).resolves.toBeUndefined();
  });

  test.each([{ clientId: '1' }, { clientSecret: 'no' }])('are refused with Facebook’s words: %j', async (wrong) => {
    const { problem } = await failureOf(Promise.resolve(tried({ ...good, ...wrong })));
    expect(problem.code).toBe('keys_refused');
    expect(problem.detail).toMatch(/validating/);
  });

  it('are missing where there are none, and nothing is said of them while Facebook is down', async () => {
    expect(await codeOf(Promise.resolve(tried({ ...good, clientSecret: '' })))).toBe('keys_missing');
    await world.fault({ network: 'facebook', effect: { kind: 'status5xx', status: 503 } });
    expect(await codeOf(Promise.resolve(tried(good)))).toBe('transient');
  });

  it('that are wrong stop the sign-in at the exchange', async () => {
    const keys = { ...good, clientSecret: 'no' };
    const redirectUri = 'http://localhost:47813/callback';
    const started = await facebook.signIn.begin({ instance: '', redirectUri, language: 'en', keys, signal });
    expect(await codeOf(started.finish(new URL(await yes(started.url)), signal))).toBe('keys_refused');
  });
});

describe('taking the permission back', () => {
  it('ends it for every Page of the person, and the refused token is the proof', async () => {
    const { call, signedIn } = await link();
    const [second] = signedIn.more ?? [];
    const host = new URL(world.rehearsal.base('facebook-graph')).host;
    expect(await facebook.signIn.revoke(call)).toMatchObject({
      revoked: 'at_network',
      proof: {
        code: 'refused_afterwards',
        values: { call: 'DELETE /me/permissions', host, status: 400, alsoEnds: club.name },
      },
    });
    if (second === undefined) throw new Error('There are two Pages.');
    const other = accountOf(facebook, second);
    expect(await codeOf(facebook.whoAmI(other.call))).toBe('auth_revoked');
    expect((await facebook.signIn.revoke(other.call)).proof).toEqual({ code: 'ended_before', values: { host } });
  });

  it('is for the person’s own hand once their token has ended', async () => {
    const { call } = await link();
    clock.now += 61 * dayMs;
    expect(await facebook.signIn.revoke(call)).toMatchObject({ revoked: 'by_hand', proof: { code: 'not_accepted' } });
  });

  it('is accepted, though the proof could not be had', async () => {
    const { call } = await link();
    await world.fault({ network: 'facebook', method: 'GET', effect: { kind: 'status5xx', status: 500 } });
    expect(await facebook.signIn.revoke(call)).toMatchObject({ revoked: 'at_network', proof: { code: 'accepted' } });
  });

  it('fails openly while Facebook cannot be asked', async () => {
    const { call } = await link();
    await world.fault({ network: 'facebook', method: 'DELETE', effect: { kind: 'status5xx', status: 503 } });
    expect(await codeOf(facebook.signIn.revoke(call))).toBe('transient');
  });
});
