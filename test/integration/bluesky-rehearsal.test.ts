import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../main/core/ports/network.ts';
import type { SignedIn } from '../../main/core/ports/sign-in.ts';
import { memoryBook } from '../../main/networks/http/memory-book.ts';
import { bluesky } from '../../main/networks/bluesky/bluesky.ts';
import { openHttp } from '../../main/networks/http.ts';
import { bind } from '../../main/networks/bind.ts';
import { realWait } from '../../main/networks/wait.ts';
import { startRehearsal, type Rehearsal } from '../../main/rehearsal/rehearsal.ts';
import { aPublish, keep, publishAll, redirectUri, signal } from '../helpers/bluesky-world.ts';
import { silentLog } from '../helpers/edges.ts';
import { readConsentForm } from '../servers/consent-form.ts';

const handle = 'mara.bsky.rehearsal';

let folder: string;
let rehearsal: Rehearsal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstie-rehearsal-'));
  rehearsal = await startRehearsal({ dataDir: folder });
});
afterEach(async () => {
  await rehearsal?.stop();
  await rm(folder, { recursive: true, force: true });
});

function connect(): Connector {
  const http = openHttp({ fetch: globalThis.fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true });
  const { addresses } = rehearsal;
  return bind(bluesky, { http, log: silentLog, now: Date.now, wait: realWait, addresses, budgets: memoryBook() });
}

async function control(path: string, body: unknown, method = 'POST'): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-rehearsal-token': rehearsal.control.token };
  const answer = await fetch(`${rehearsal.control.base}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBe(200);
}
const befall = async (method: string, effect: object, times = 1): Promise<void> =>
  await control('/faults', { network: 'bluesky', path: `/xrpc/com.atproto.${method}`, times, effect });

/** Answers the consent page as a person does with its buttons. */
async function consent(url: string, decision: 'allow' | 'deny'): Promise<URL> {
  const { action, fields } = readConsentForm(await (await fetch(url)).text(), url);
  for (const [name, value] of Object.entries({ username: handle, password: 'rehearsal', decision }))
    fields.set(name, value);
  const answer = await fetch(action, { method: 'POST', body: fields, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

async function signInByOAuth(): Promise<SignedIn> {
  const started = await connect().signIn.begin({ instance: handle, redirectUri, language: 'en', keys: null, signal });
  return await started.finish(await consent(started.url, 'allow'), signal);
}

async function signInByAppPassword(): Promise<SignedIn> {
  const input = { instance: '', identifier: handle, password: 'mara-rehe-arsa-lapp', signal };
  const signedIn = await connect().signIn.withPassword?.(input);
  if (signedIn === undefined) throw new Error('Bluesky has app passwords.');
  return signedIn;
}

const ways = [
  ['OAuth', signInByOAuth, '/oauth/token'],
  ['an app password', signInByAppPassword, '/xrpc/com.atproto.server.refreshSession'],
] as const;

describe.each(ways)('Bluesky in the rehearsal, signed in by %s', (_way, signIn, renewalPath) => {
  it('publishes two pictures once and reads them back', async () => {
    const connector = connect();
    const { call } = keep(await signIn());
    expect(await connector.whoAmI(call)).toMatchObject({ handle, displayName: expect.any(String) });
    const baseline = await connector.read?.posts(null, call);
    const publish = { ...(await aPublish('Autumn fog 👩‍👩‍👧 #fog', 2, 'crosspost-1')), startedAt: Date.now() };
    const { outcome, again } = await publishAll(connector, call, publish);
    if (outcome?.kind !== 'accepted' || outcome.post === null) throw new Error(JSON.stringify(outcome));
    expect(await again()).toEqual(outcome);
    expect(await connector.publish?.find(publish, call)).toMatchObject({ kind: 'found', post: outcome.post });
    const news = await connector.read?.posts(baseline?.cursor ?? '', call);
    expect(news?.posts.map(({ text }) => text)).toEqual([publish.content.text]);
    expect(news?.posts[0]?.pictures.map(({ altText }) => altText)).toEqual(
      publish.content.pictures.map(({ altText }) => altText),
    );
    await connector.publish?.remove?.(outcome.post, call);
    expect(await connector.publish?.find(publish, call)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['the connection broke after the post was taken', { kind: 'dropAfterAccept' }],
    ['the answer to the post was cut in half', { kind: 'malformedJson' }],
  ])('knows its post again when %s', async (_name, effect) => {
    const { call } = keep(await signIn());
    await befall('repo.createRecord', effect);
    const { outcome } = await publishAll(connect(), call, await aPublish('Autumn fog', 1, 'broken'));
    expect(outcome).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['the connection broke', { kind: 'dropBeforeAccept' }, 'unknown'],
    ['the server stumbled', { kind: 'status5xx' }, 'unknown'],
    ['too much was asked', { kind: 'status429' }, 'refused'],
  ])('says what it knows when %s, and can go on', async (_name, effect, kind) => {
    const { call } = keep(await signIn());
    const publish = await aPublish('Autumn fog', 1, 'interrupted');
    await befall('repo.createRecord', effect);
    const { outcome, again } = await publishAll(connect(), call, publish);
    expect(outcome?.kind).toBe(kind);
    expect(await connect().publish?.find(publish, call)).toEqual({ kind: 'absent' });
    expect(await again(connect())).toMatchObject({ kind: 'accepted' });
  });

  it('goes on with a fresh token when the old one expired, sealed first', async () => {
    const { call, documents } = keep(await signIn());
    await control('/tokens', { network: 'bluesky', happens: 'expired' });
    expect(await connect().whoAmI(call)).toMatchObject({ handle });
    expect(documents).toHaveLength(2);
  });

  it('keeps its sign-in when the line breaks while the token is renewed', async () => {
    const { call } = keep(await signIn());
    await control('/tokens', { network: 'bluesky', happens: 'expired' });
    const renewing = { method: 'POST', path: renewalPath };
    await control('/faults', { network: 'bluesky', ...renewing, effect: { kind: 'dropBeforeAccept' } });
    const broken = { problem: { code: 'unreachable' }, notSent: true };
    await expect(connect().whoAmI(call)).rejects.toMatchObject(broken);
    await control('/faults', undefined, 'DELETE');
    expect(await connect().whoAmI(call)).toMatchObject({ handle });
  });

  it('stops when it is told to, and keeps the token that was being renewed', async () => {
    const { call, documents } = keep(await signIn());
    await control('/tokens', { network: 'bluesky', happens: 'expired' });
    await control('/faults', {
      network: 'bluesky',
      path: renewalPath,
      times: 1,
      effect: { kind: 'holdAnswer', holdMs: 1500 },
    });
    const stopping = new AbortController();
    const asking = connect().whoAmI({ ...call, signal: AbortSignal.any([call.signal, stopping.signal]) });
    setTimeout(() => stopping.abort(), 300);
    const startedAt = performance.now();
    await expect(asking).rejects.toThrow();
    expect(performance.now() - startedAt).toBeLessThan(1200);
    await expect.poll(() => documents.length, { timeout: 5000 }).toBe(2);
    expect(await connect().whoAmI(call)).toMatchObject({ handle });
  });

  it('asks to be linked again when the permission was taken back', async () => {
    const { call } = keep(await signIn());
    await control('/tokens', { network: 'bluesky', happens: 'revoked' });
    const ended = { problem: { code: expect.stringMatching(/^auth_(?:revoked|expired)$/) } };
    await expect(connect().whoAmI(call)).rejects.toMatchObject(ended);
    const { outcome } = await publishAll(connect(), call, await aPublish('Autumn fog', 0, 'revoked'));
    expect(outcome).toMatchObject({ kind: 'refused', ...ended });
  });

  it('is revoked at the network', async () => {
    const { call } = keep(await signIn());
    expect(await connect().signIn.revoke(call)).toMatchObject({ revoked: 'at_network' });
  });
});

describe('a hotel’s page instead of the server', () => {
  it('refuses a post that was not sent, without ending the sign-in', async () => {
    const { call } = keep(await signInByOAuth());
    await control('/faults', { network: 'bluesky', path: '/.well-known/*', effect: { kind: 'htmlInsteadOfJson' } });
    const { outcome } = await publishAll(connect(), call, await aPublish('Autumn fog', 0, 'hotel'));
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'bad_answer' } });
  });
});

describe('signing in to Bluesky in the rehearsal', () => {
  it('can be denied', async () => {
    const started = await connect().signIn.begin({ instance: handle, redirectUri, language: 'en', keys: null, signal });
    const denied = started.finish(await consent(started.url, 'deny'), signal);
    await expect(denied).rejects.toMatchObject({ problem: { code: 'sign_in_denied' } });
  });

  it('says so when a hotel’s page answers instead of the server', async () => {
    await befall('identity.resolveHandle', { kind: 'htmlInsteadOfJson' });
    const begun = connect().signIn.begin({ instance: handle, redirectUri, language: 'en', keys: null, signal });
    await expect(begun).rejects.toMatchObject({ problem: { code: 'not_a_server' } });
  });
});
