/** The pretend Instagram alone: it fetches what it is to publish, and refuses what the real one refuses. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allows } from '../../main/rehearsal/graph/fetch-media.ts';
import { type FileServer, startFileServer } from '../helpers/file-server.ts';
import { answerJson, startLoopback } from '../helpers/loopback.ts';
import { metaClient, pictureOf, refusalOf } from './rehearsal-meta.ts';
import { jsonOf, openWorld, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';

const me = '17841400000000042';
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let world: RehearsalWorld;
let files: FileServer;
let token: string;
const client = metaClient('instagram', () => world);
beforeAll(async () => {
  world = await openWorld();
  files = await startFileServer({
    '/square.jpg': await pictureOf(320, 320),
    '/wide.jpg': await pictureOf(600, 300),
    '/tall.jpg': await pictureOf(300, 400),
    '/drawing.png': await pictureOf(320, 320, 'png'),
    '/page.html': new Blob(['<html>']),
    '/huge.jpg': new Blob([await pictureOf(320, 320), new Uint8Array(8 * 1024 * 1024)]),
    '/pan.mp4': new Blob(['\0\0\0\x18ftypisom', new Uint8Array(500)]),
  });
  token = await client.longToken();
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(async () => {
  await files.close();
  await world.end();
});

type Fields = Readonly<Record<string, string>>;
const at = (path: string) => `${files.url}${path}`;
const create = (fields: Fields, as = token) => client.call('POST', `/${me}/media`, as, fields);
const publish = (id: string, as = token) => client.call('POST', `/${me}/media_publish`, as, { creation_id: id });
const createdId = async (fields: Fields) => client.idFrom(await create(fields));
const statusOf = async (id: string) =>
  jsonOf<{ status_code: string; status: string }>(await client.call('GET', `/${id}?fields=status_code,status`, token));
const square = () => ({ image_url: at('/square.jpg') });
const mood = (change: object) => world.control('POST', '/moods', { network: 'instagram', mood: change });

describe('a picture for the pretend Instagram', () => {
  it('is fetched as Meta fetches it, and its bytes are what was published', async () => {
    const id = await createdId({ ...square(), caption: 'Hello #fog', alt_text: 'A square' });
    expect(await statusOf(id)).toMatchObject({ id, status_code: 'FINISHED' });
    const post = await client.idFrom(await publish(id));
    const delivered = (await world.deliveries()).find((one) => one.id === post);
    const bytes = new Uint8Array(await (await fetch(at('/square.jpg'))).arrayBuffer());
    expect(delivered).toMatchObject({ text: 'Hello #fog', media: [{ sha256: sha256(bytes), altText: 'A square' }] });
    const shown = await jsonOf<{ media_url: string; permalink: string }>(
      await client.call('GET', `/${post}?fields=media_url,permalink`, token),
    );
    expect(new Uint8Array(await (await fetch(shown.media_url)).arrayBuffer())).toEqual(bytes);
    expect((await fetch(shown.permalink)).status).toBe(200);
    expect(files.agents).toContain('facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)');
  });

  it.each([
    ['/nothing.jpg', 9004, 2207052],
    ['/page.html', 9004, 2207052],
    ['/huge.jpg', 36000, 2207004],
    ['/drawing.png', 36001, 2207005],
    ['/wide.jpg', 36003, 2207009],
    ['/tall.jpg', 36003, 2207009],
  ])('is refused for what it is: %s', async (path, code, subcode) => {
    expect(await refusalOf(await create({ image_url: at(path) }))).toEqual([code, subcode]);
  });

  it.each(['https://127.0.0.1:1/a.jpg', 'http://192.0.2.1/a.jpg', 'file:///etc/hostname', 'nonsense'])(
    'is fetched from this computer alone: %s',
    async (image_url) => {
      expect(await refusalOf(await create({ image_url }))).toEqual([9004, 2207052]);
    },
  );

  it('is not fetched through a redirect to another host, nor where robots are told to stay away', async () => {
    const elsewhere = await startLoopback((request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      return void response.writeHead(302, { location: at('/square.jpg') }).end();
    });
    expect(await refusalOf(await create({ image_url: `${elsewhere.url}/a.jpg` }))).toEqual([9004, 2207052]);
    await elsewhere.close();
    files.put('/robots.txt', new Blob(['User-agent: *\nDisallow: /\n\nUser-agent: facebookexternalhit\nAllow: /\n']));
    expect((await create(square())).status).toBe(200);
    files.put('/robots.txt', new Blob(['User-agent: *\nDisallow: /']));
    expect(await refusalOf(await create(square()))).toEqual([9004, 2207052]);
    files.put('/robots.txt', null);
  });
});

describe('robots.txt', () => {
  it.each([
    ['', true],
    ['User-agent: *\nDisallow:', true],
    ['User-agent: *\nDisallow: /', false],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', true],
    ['User-agent: other\nDisallow: /', true],
    ['User-agent: FacebookExternalHit\nDisallow: /a # all of it', false],
    ['User-agent: x\nUser-agent: facebookexternalhit\nDisallow: /a/b', false],
  ])('%j lets /a/b.jpg be fetched: %s', (robots, is) => {
    expect(allows(robots, '/a/b.jpg')).toBe(is);
  });
});

describe('a container of the pretend Instagram', () => {
  it('is worked on, ready, published, and publishing it again makes no second post', async () => {
    await mood({ processingMs: 60_000 });
    const id = await createdId({ ...square(), caption: 'Slow' });
    expect((await statusOf(id)).status_code).toBe('IN_PROGRESS');
    expect(await refusalOf(await publish(id))).toEqual([9007, 2207027]);
    world.pass(61_000);
    expect((await statusOf(id)).status_code).toBe('FINISHED');
    expect((await publish(id)).status).toBe(200);
    expect((await statusOf(id)).status_code).toBe('PUBLISHED');
    expect(await refusalOf(await publish(id))).toEqual([24, 2207006]);
    expect((await world.deliveries()).filter(({ text }) => text === 'Slow')).toHaveLength(1);
  });

  it('is forgotten after a day, unless it was published', async () => {
    const [left, used] = [await createdId(square()), await createdId(square())];
    await publish(used);
    world.pass(dayMs + hourMs);
    expect((await statusOf(left)).status_code).toBe('EXPIRED');
    expect((await statusOf(used)).status_code).toBe('PUBLISHED');
    expect(await refusalOf(await publish(left))).toEqual([24, 2207008]);
    expect(await refusalOf(await publish('1'))).toEqual([24, 2207006]);
    token = await client.longToken();
  });

  it('of a video is made at once and fails later, with a number in its words', async () => {
    const made = async (path: string) => createdId({ media_type: 'REELS', video_url: at(path) });
    const [good, none, wrong] = [await made('/pan.mp4'), await made('/none.mp4'), await made('/page.html')];
    await expect.poll(async () => (await statusOf(good)).status_code).toBe('FINISHED');
    await expect.poll(async () => (await statusOf(none)).status).toContain('2207077');
    await expect.poll(async () => (await statusOf(wrong)).status).toContain('2207026');
    expect((await statusOf(none)).status_code).toBe('ERROR');
  });

  it('fails for the reason that the mood names', async () => {
    await mood({ processingFails: 'Media upload has failed with error code 2207053' });
    expect(await statusOf(await createdId(square()))).toMatchObject({
      status_code: 'ERROR',
      status: expect.stringContaining('2207053'),
    });
  });

  it('holds two to ten items that are ready and marked as such', async () => {
    const items = await Promise.all([1, 2].map(() => createdId({ ...square(), is_carousel_item: 'true' })));
    const carousel = (children: readonly string[]) =>
      create({ media_type: 'CAROUSEL', children: children.join(','), caption: 'Both' });
    expect(await refusalOf(await carousel(items.slice(0, 1)))).toEqual([100, 2207028]);
    expect(await refusalOf(await carousel(Array.from({ length: 11 }, () => items[0] ?? '')))).toEqual([100, 2207028]);
    expect(await refusalOf(await carousel([items[0] ?? '', '1']))).toEqual([24, 2207006]);
    expect((await refusalOf(await carousel([items[0] ?? '', await createdId(square())])))[0]).toBe(100);
    expect((await refusalOf(await publish(items[0] ?? '')))[0]).toBe(100);
    const post = await client.idFrom(await publish(await client.idFrom(await carousel(items))));
    expect((await world.deliveries()).find(({ id }) => id === post)?.media).toHaveLength(2);
  });

  it.each([
    [{ media_type: 'PANORAMA' }, 100, 2207023],
    [{ media_type: 'VIDEO' }, 100, 2207023],
    [{ caption: 'x'.repeat(2201) }, 36004, 2207010],
    [{ caption: Array.from({ length: 31 }, (_, index) => `#t${index}`).join(' ') }, 100, 2207040],
    [{ caption: Array.from({ length: 21 }, (_, index) => `@p${index}`).join(' ') }, 100, 2207040],
    [{ alt_text: 'x'.repeat(1001) }, 100, undefined],
    [{ upload_type: 'resumable' }, 100, undefined],
    [{ image_url: '' }, 100, undefined],
    [{ caption: 'On an item', is_carousel_item: 'true' }, 100, undefined],
  ])('is refused with %o', async (fields, code, subcode) => {
    expect(await refusalOf(await create({ ...square(), ...fields }))).toEqual([code, subcode]);
  });
});

describe('what the pretend Instagram allows', () => {
  it('is 50 posts in 24 hours, which it tells', async () => {
    world.pass(2 * dayMs);
    const asked = () => client.call('GET', `/${me}/content_publishing_limit?fields=config,quota_usage`, token);
    expect(await jsonOf(await asked())).toEqual({
      data: [{ quota_usage: 0, config: { quota_total: 50, quota_duration: 86_400 } }],
    });
    for (let count = 0; count < 50; count += 1) await publish(await createdId(square()));
    expect(await refusalOf(await publish(await createdId(square())))).toEqual([9, 2207042]);
    world.pass(dayMs + hourMs);
    await mood({ isCapReached: true });
    expect(await jsonOf(await asked())).toMatchObject({ data: [{ quota_usage: 50 }] });
  });

  it('is 400 containers in 24 hours', async () => {
    world.pass(2 * dayMs);
    const fields = { media_type: 'REELS', video_url: 'https://elsewhere.example/a.mp4' };
    for (let count = 0; count < 400; count += 1) await create(fields);
    expect((await refusalOf(await create(fields)))[0]).toBe(4);
    world.pass(2 * dayMs);
    expect((await create(fields)).status).toBe(200);
  });

  it('is told in its headers', async () => {
    const { headers } = await client.call('GET', '/me?fields=username', token);
    expect(JSON.parse(headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: expect.any(Number) });
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toMatchObject({
      [me]: [{ type: 'instagram', estimated_time_to_regain_access: 0 }],
    });
    await world.control('POST', '/faults', { network: 'instagram', effect: { kind: 'status429', resetInMs: 90_000 } });
    const limited = await client.call('GET', '/me?fields=username', token);
    expect([limited.status, await refusalOf(limited)]).toEqual([403, [4, undefined]]);
    expect(limited.headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":2');
  });

  it('ends with the permission, the account or its patience', async () => {
    const reader = await client.longToken({ scope: 'instagram_business_basic' });
    expect(await refusalOf(await create(square(), reader))).toEqual([10, undefined]);
    await mood({ isAccountBlocked: true });
    expect(await refusalOf(await create(square()))).toEqual([25, 2207050]);
    await mood({});
    const id = await createdId(square());
    await mood({ seesDuplicates: true });
    expect(await refusalOf(await publish(id))).toEqual([4, 2207051]);
    expect(await refusalOf(await client.call('POST', '/1/media', token, square()))).toEqual([100, 33]);
    expect((await refusalOf(await client.call('GET', '/me/threads', token)))[0]).toBe(2500);
  });
});

it('a client that answers with JSON is no picture', async () => {
  const api = await startLoopback((_, response) => answerJson(response, { id: 1 }));
  expect(await refusalOf(await create({ image_url: `${api.url}/a.jpg` }))).toEqual([9004, 2207052]);
  await api.close();
});
