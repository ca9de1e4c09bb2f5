/** The pretend Threads alone: sign-in, lists, what it takes and what it refuses. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textLength } from '../../main/rehearsal/threads/text-rules.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';
import { metaClient, pictureOf, refusalOf } from './rehearsal-meta.ts';
import { consent, jsonOf, openWorld, type RehearsalWorld } from './rehearsal-setup.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let world: RehearsalWorld;
let files: FileServer;
let token: string;
const client = metaClient('threads', () => world);
beforeAll(async () => {
  world = await openWorld();
  files = await startFileServer({
    '/wide.jpg': await pictureOf(900, 100),
    '/drawing.png': await pictureOf(320, 320, 'png'),
    '/line.jpg': await pictureOf(1200, 100),
    '/new.webp': await pictureOf(320, 320, 'webp'),
  });
  token = await client.longToken();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(async () => {
  await files.close();
  await world.end();
});

type Fields = Readonly<Record<string, string>>;
const create = (fields: Fields, as = token) => client.call('POST', '/me/threads', as, fields);
const publish = (id: string) => client.call('POST', '/me/threads_publish', token, { creation_id: id });
const createdId = async (fields: Fields) => client.idFrom(await create(fields));
const posted = async (text: string, more: Fields = {}) =>
  client.idFrom(await publish(await createdId({ media_type: 'TEXT', text, ...more })));
const mood = (change: object) => world.control('POST', '/moods', { network: 'threads', mood: change });
interface List {
  readonly data: readonly { readonly id: string; readonly media_type?: string; readonly text?: string }[];
  readonly paging?: { readonly next?: string };
}
const listed = async (path: string) => jsonOf<List>(await client.call('GET', path, token));

describe('signing in at the pretend Threads', () => {
  it('sends the person back with a code, the state and the stray #_, or with a no', async () => {
    const back = await consent(client.authorizeUrl());
    expect([back.searchParams.get('state'), back.hash]).toEqual(['st', '#_']);
    const denied = await consent(client.authorizeUrl(), 'deny');
    expect(denied.searchParams.get('error')).toBe('access_denied');
  });

  it.each([
    { redirect_uri: 'http://localhost:47813/callback' },
    { client_id: '1' },
    { response_type: 'token' },
    { scope: 'threads_content_publish' },
    { scope: 'threads_basic,threads_everything' },
    { scope: 'threads_basic threads_content_publish' },
  ])('shows an error page for %o and does not redirect', async (changes) => {
    expect((await fetch(client.authorizeUrl(changes), { redirect: 'manual' })).status).toBe(400);
  });

  it.each([{ client_secret: 'wrong' }, { client_id: '1' }, { redirect_uri: 'https://other.example' }, { code: 'x' }])(
    'refuses the code with %o',
    async (changes) => {
      expect((await client.exchange(await client.freshCode(), changes)).status).toBe(400);
    },
  );

  it('answers with the id alone, once', async () => {
    const code = await client.freshCode();
    expect(await jsonOf(await client.exchange(code))).toEqual({
      access_token: expect.stringMatching(/^THAA/),
      user_id: '27400000000000042',
    });
    expect((await client.exchange(code)).status).toBe(400);
  });

  it('makes a long token of a short one, and renews one that is a day old', async () => {
    const long = await client.longToken();
    const renew = { grant_type: 'th_refresh_token', access_token: long };
    expect((await refusalOf(await client.graph('/refresh_access_token', renew)))[0]).toBe(100);
    const wrong = { ...renew, grant_type: 'ig_refresh_token' };
    expect((await refusalOf(await client.graph('/refresh_access_token', wrong)))[0]).toBe(100);
    world.pass(dayMs + hourMs);
    expect(await jsonOf(await client.graph('/refresh_access_token', renew))).toMatchObject({ expires_in: 5_184_000 });
    const short = { grant_type: 'th_refresh_token', access_token: await client.shortToken() };
    expect((await refusalOf(await client.graph('/refresh_access_token', short)))[0]).toBe(100);
  });

  it('says of an ended token 190/463, of a revoked one 190/458', async () => {
    const old = await client.longToken();
    await world.control('POST', '/tokens', { network: 'threads', happens: 'expired' });
    expect(await refusalOf(await client.call('GET', '/me', old))).toEqual([190, 463]);
    const other = await client.longToken();
    await world.control('POST', '/tokens', { network: 'threads', happens: 'revoked' });
    expect(await refusalOf(await client.call('GET', '/me', other))).toEqual([190, 458]);
    token = await client.longToken();
  });
});

describe('lists of the pretend Threads', () => {
  it('have posts and reposts in one, replies in the other, page by page', async () => {
    const first = await listed('/me/threads?fields=id,media_type&limit=3');
    const second = await jsonOf<List>(
      await fetch(first.paging?.next ?? '', { headers: { authorization: `Bearer ${token}` } }),
    );
    const all = [...first.data, ...second.data];
    expect(all.map(({ media_type: type }) => type)).toEqual([
      'TEXT_POST',
      'IMAGE',
      'CAROUSEL_ALBUM',
      'REPOST_FACADE',
      'VIDEO',
    ]);
    expect(second.paging).not.toHaveProperty('next');
    expect((await listed('/me/replies?fields=id,text')).data).toMatchObject([
      { text: expect.stringContaining('Thirty-five') },
    ]);
  });

  it('begin and end where they are asked to', async () => {
    const since = Math.floor((world.now() - 2 * dayMs) / 1000);
    const recent = await listed(`/me/threads?fields=id&since=${since}`);
    const older = await listed(`/me/threads?fields=id&until=${since}`);
    expect(recent.data.length + older.data.length).toBe(5);
  });

  it('are refused without the permission, and with fields that do not exist', async () => {
    const basic = await client.longToken({ scope: 'threads_basic' });
    expect(await refusalOf(await client.call('GET', '/me/replies?fields=id', basic))).toEqual([10, undefined]);
    expect((await refusalOf(await client.call('GET', '/me/threads?fields=is_private', token)))[0]).toBe(100);
    expect((await refusalOf(await client.call('GET', '/me?fields=is_private', token)))[0]).toBe(100);
  });
});

describe('publishing to the pretend Threads', () => {
  it('takes a text in two calls or in one', async () => {
    const two = await posted('In two calls');
    const one = await createdId({ media_type: 'TEXT', text: 'In one call', auto_publish_text: 'true' });
    const texts = (await world.deliveries()).filter(({ id }) => id === two || id === one).map(({ text }) => text);
    expect(texts).toEqual(['In two calls', 'In one call']);
  });

  it('takes a reply to a post of one’s own', async () => {
    const first = await posted('First');
    const reply = await posted('Second', { reply_to_id: first });
    expect((await world.deliveries()).find(({ id }) => id === reply)).toMatchObject({ replyTo: first });
    const unknown = { media_type: 'TEXT', text: 'To nobody', reply_to_id: '1' };
    expect(await refusalOf(await create(unknown))).toEqual([100, 33]);
  });

  it.each([
    ['/wide.jpg', 200],
    ['/drawing.png', 200],
    ['/line.jpg', 400],
    ['/new.webp', 400],
    ['/nothing.jpg', 400],
  ])('takes pictures as they may be: %s gives %i', async (path, status) => {
    expect((await create({ media_type: 'IMAGE', image_url: `${files.url}${path}` })).status).toBe(status);
  });

  it.each([
    [{ media_type: 'TEXT', text: 'x'.repeat(501) }],
    [{ media_type: 'TEXT', text: '😀'.repeat(126) }],
    [{ media_type: 'TEXT', text: Array.from({ length: 6 }, (_, index) => `https://a.example/${index}`).join(' ') }],
    [{ media_type: 'TEXT', text: '' }],
    [{ text: 'Of no type' }],
    [{ media_type: 'IMAGE' }],
    [{ media_type: 'CAROUSEL', children: '1' }],
    [{ media_type: 'TEXT', text: 'As an item', is_carousel_item: 'true' }],
  ])('refuses %o', async (fields: Fields) => {
    expect((await refusalOf(await create(fields)))[0]).toBe(100);
  });

  it('counts emoji by their bytes', () => {
    expect(['abc', 'äö', '😀', '🇩🇪', '1️⃣', '👩‍👩‍👧'].map(textLength)).toEqual([3, 2, 4, 8, 7, 18]);
  });

  it('tells of its limits, and keeps them', async () => {
    const fields = 'quota_usage,config,reply_config,delete_config';
    expect(await jsonOf(await client.call('GET', `/me/threads_publishing_limit?fields=${fields}`, token))).toEqual({
      data: [
        {
          quota_usage: expect.any(Number),
          config: { quota_total: 250, quota_duration: 86_400 },
          reply_config: { quota_total: 1000, quota_duration: 86_400 },
          delete_config: { quota_total: 100, quota_duration: 86_400 },
        },
      ],
    });
    const id = await createdId({ media_type: 'TEXT', text: 'One too many' });
    await mood({ isCapReached: true });
    expect(await refusalOf(await publish(id))).toEqual([9, 2207042]);
    await mood({ isAccountBlocked: true });
    expect(await refusalOf(await publish(id))).toEqual([10, 4279013]);
    await mood({ processingMs: 60_000, processingFails: 'INVALID_DURATION' });
    const video = await createdId({ media_type: 'VIDEO', video_url: `${files.url}/none.mp4` });
    const status = async () => jsonOf(await client.call('GET', `/${video}?fields=status,error_message`, token));
    expect(await status()).toEqual({ id: video, status: 'IN_PROGRESS' });
    await expect
      .poll(async () => {
        world.pass(60_000);
        return status();
      })
      .toEqual({ id: video, status: 'ERROR', error_message: 'INVALID_DURATION' });
  });

  it('deletes a hundred posts a day', async () => {
    const remove = (id: string) => client.call('DELETE', `/${id}`, token);
    const id = await posted('Gone soon');
    expect(await jsonOf(await remove(id))).toEqual({ success: true, deleted_id: id });
    expect(await refusalOf(await remove(id))).toEqual([100, 33]);
    expect((await world.deliveries()).find((one) => one.id === id)?.deletedAt).not.toBeNull();
    for (let count = 1; count < 100; count += 1) await remove(await posted(`Gone ${count}`));
    const last = await posted('Stays');
    expect((await refusalOf(await remove(last)))[0]).toBe(4);
    const poster = await client.longToken({ scope: 'threads_basic,threads_content_publish' });
    expect(await refusalOf(await client.call('DELETE', `/${last}`, poster))).toEqual([10, undefined]);
  });

  it('knows one version', async () => {
    const answer = await client.graph('/v26.0/me', { access_token: token });
    expect((await refusalOf(answer))[0]).toBe(2500);
  });
});

it('brings out the prepared posts of the sample person, and no more', async () => {
  const names = [];
  for (let count = 0; count < 4; count += 1) names.push((await world.rehearsal.publishNext('threads'))?.id ?? null);
  expect(names.filter((name) => name !== null)).toHaveLength(3);
  expect(names.at(-1)).toBeNull();
});
