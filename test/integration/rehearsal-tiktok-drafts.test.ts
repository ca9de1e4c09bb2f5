/** The pretend TikTok alone, by plain fetch: what goes into the inbox. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loopback, startLoopback } from '../helpers/loopback.ts';
import { openWorld, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';
import { chunk, dayMs, movie, put, tiktokOf, videoInit } from './rehearsal-tiktok-setup.ts';

let world: RehearsalWorld;

const { ask, finish, init, signIn, statusOf, verify } = tiktokOf(() => world);
beforeAll(async () => {
  world = await openWorld();
});
/** A day later, so that what waits in the inbox of one test does not count in the next. */
beforeEach(() => world.pass(dayMs + 1));
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

async function handOver(accessToken: string, bytes = movie(2000)) {
  const { data } = await init(accessToken, videoInit(bytes.length));
  const answer = await put(data['upload_url'], bytes, 0, bytes.length);
  return { publishId: data['publish_id'], status: answer.status };
}

describe('a video for the inbox of the pretend TikTok', () => {
  it('takes chunks in order, byte by byte as planned, and says how far it is', async () => {
    const { access_token: accessToken } = await signIn();
    const bytes = movie(25_000_000);
    const { data } = await init(accessToken, videoInit(bytes.length));
    const url = data['upload_url'];
    const tooEarly = await put(url, bytes, chunk, bytes.length);
    expect(tooEarly.status).toBe(416);
    expect((await put(url, bytes, 0, 9_000_000)).status).toBe(400);
    const first = await put(url, bytes, 0, chunk);
    expect([first.status, first.headers.get('content-range')]).toEqual([206, 'bytes 0-9999999/25000000']);
    const again = await put(url, bytes, 0, chunk);
    expect([again.status, again.headers.get('content-range')]).toEqual([416, 'bytes 0-9999999/25000000']);
    expect(await statusOf(accessToken, data['publish_id'])).toMatchObject({
      status: 'PROCESSING_UPLOAD',
      uploaded_bytes: chunk,
    });
    expect((await put(url, bytes, chunk, 2 * chunk)).status).toBe(400);
    expect((await put(url, bytes, chunk, bytes.length)).status).toBe(201);
    expect(await statusOf(accessToken, data['publish_id'])).toMatchObject({
      status: 'SEND_TO_USER_INBOX',
      uploaded_bytes: bytes.length,
      publicaly_available_post_id: [],
    });
    const delivered = (await world.deliveries()).filter(({ id }) => id === data['publish_id']);
    expect(delivered).toMatchObject([{ visibility: 'draft', text: '', media: [{ sha256: sha256(bytes) }] }]);
  });

  it.each([
    ['a small file in two', 4_000_000, { chunk_size: 2_000_000, total_chunk_count: 2 }],
    ['chunks under 5 MB', 20_000_000, { chunk_size: 4_000_000, total_chunk_count: 5 }],
    ['chunks over 64 MB', 140_000_000, { chunk_size: 70_000_000, total_chunk_count: 2 }],
    ['a count that is rounded up', 25_000_000, { chunk_size: chunk, total_chunk_count: 3 }],
    ['a video over 4 GB', 4_000_000_001, { chunk_size: chunk, total_chunk_count: 400 }],
    ['a caption', 1000, { title: 'Hello' }],
  ])('refuses %s', async (_name, size, more) => {
    const { access_token: accessToken } = await signIn();
    expect((await init(accessToken, videoInit(size, more))).error.code).toBe('invalid_param');
  });

  it('refuses bytes of another type, of another file, and after an hour', async () => {
    const { access_token: accessToken } = await signIn();
    const bytes = movie(2000);
    const { data } = await init(accessToken, videoInit(bytes.length));
    const url = String(data['upload_url']);
    expect((await put(url, bytes, 0, 2000, { 'content-type': 'image/png' })).status).toBe(400);
    expect((await put(url, bytes, 0, 2000, { 'content-range': 'bytes 0-1999/3000' })).status).toBe(400);
    expect((await put(url.replace(/upload_token=[^&]+/, 'upload_token=x'), bytes, 0, 2000)).status).toBe(403);
    expect((await put(url.replace(/upload_id=[^&]+/, 'upload_id=x'), bytes, 0, 2000)).status).toBe(404);
    world.pass(3_600_000);
    expect((await put(url, bytes, 0, 2000)).status).toBe(403);
  });

  it('finds out later that a file is no video, or whatever its mood says', async () => {
    const { access_token: accessToken } = await signIn();
    const { publishId } = await handOver(accessToken, Buffer.alloc(2000));
    expect(await statusOf(accessToken, publishId)).toMatchObject({
      status: 'FAILED',
      fail_reason: 'file_format_check_failed',
    });
    await world.control('POST', '/moods', {
      network: 'tiktok',
      mood: { processingMs: 5000, processingFails: 'internal' },
    });
    const slow = await handOver(accessToken);
    expect(await statusOf(accessToken, slow.publishId)).toMatchObject({ status: 'PROCESSING_UPLOAD', fail_reason: '' });
    world.pass(5000);
    expect(await statusOf(accessToken, slow.publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'internal' });
    await world.control('POST', '/moods', { network: 'tiktok', mood: { seesDuplicates: true } });
    const spam = await handOver(accessToken);
    expect(await statusOf(accessToken, spam.publishId)).toMatchObject({ status: 'FAILED', fail_reason: 'spam_risk' });
    expect((await world.deliveries()).some(({ id }) => [publishId, slow.publishId, spam.publishId].includes(id))).toBe(
      false,
    );
  });

  it('lets five wait at once, until she finishes one or a day is over', async () => {
    const { access_token: accessToken } = await signIn();
    const drafts = [];
    for (let count = 0; count < 5; count += 1) drafts.push(await handOver(accessToken));
    world.pass(60_000);
    const sixth = await init(accessToken, videoInit(2000));
    expect([sixth.status, sixth.error.code]).toEqual([403, 'spam_risk_too_many_pending_share']);
    expect((await finish(drafts[0]?.publishId, 'From the app')).status).toBe(204);
    expect((await init(accessToken, videoInit(2000))).error.code).toBe('ok');
    expect(await statusOf(accessToken, drafts[0]?.publishId)).toMatchObject({
      status: 'PUBLISH_COMPLETE',
      publicaly_available_post_id: [],
    });
    world.pass(60_000);
    const { publicaly_available_post_id: ids } = await statusOf(accessToken, drafts[0]?.publishId);
    const query = { filters: { video_ids: ids } };
    expect((await ask('/v2/video/query/?fields=video_description', accessToken, query)).data['videos']).toEqual([
      { video_description: 'From the app' },
    ]);
    await handOver(accessToken);
    expect((await init(accessToken, videoInit(2000))).error.code).toBe('spam_risk_too_many_pending_share');
    world.pass(dayMs);
    expect((await init((await signIn()).access_token, videoInit(2000))).error.code).toBe('ok');
  });

  it('begins six uploads in a minute for one token, and no seventh', async () => {
    const { access_token: accessToken } = await signIn();
    const codes = [];
    for (let count = 0; count < 7; count += 1) codes.push((await init(accessToken, videoInit(2000))).error.code);
    expect(codes).toEqual([...Array.from({ length: 6 }, () => 'ok'), 'rate_limit_exceeded']);
  });

  it('says that it is enough for today, and that she may not post', async () => {
    const { access_token: accessToken } = await signIn();
    await world.control('POST', '/moods', { network: 'tiktok', mood: { isCapReached: true } });
    expect((await init(accessToken, videoInit(2000))).error.code).toBe('spam_risk_too_many_posts');
    await world.control('POST', '/moods', { network: 'tiktok', mood: { isAccountBlocked: true } });
    expect((await init(accessToken, videoInit(2000))).error.code).toBe('spam_risk_user_banned_from_posting');
  });

  it('knows no draft of another id, and posts nothing at once for an app that nobody audited', async () => {
    const { access_token: accessToken } = await signIn('user.info.basic,video.upload,video.publish');
    const unknown = await ask('/v2/post/publish/status/fetch/', accessToken, { publish_id: 'v_inbox_file~v2.1' });
    expect([unknown.status, unknown.error.code]).toEqual([400, 'invalid_publish_id']);
    expect((await ask('/v2/post/publish/video/init/', accessToken, {})).error.code).toBe(
      'unaudited_client_can_only_post_to_private_accounts',
    );
  });
});

describe('photos for the inbox of the pretend TikTok', () => {
  let photos: Loopback;
  let asked: { readonly picture: Buffer; readonly wide: Buffer };
  const made = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#478' } })
      .jpeg()
      .toBuffer();
  beforeAll(async () => {
    asked = { picture: await made(40, 30), wide: await made(1200, 1100) };
    photos = await startLoopback((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/photo.jpg' }).end();
      else if (request.url === '/text') response.end('no picture');
      else if (request.url === '/gone') response.writeHead(404).end();
      else response.end(request.url === '/wide.jpg' ? asked.wide : asked.picture);
    });
  });
  afterAll(() => photos.close());

  const initPhotos = (accessToken: string, names: readonly string[], info: object = {}) =>
    ask('/v2/post/publish/content/init/', accessToken, {
      media_type: 'PHOTO',
      post_mode: 'MEDIA_UPLOAD',
      post_info: { title: 'Fog', description: 'Over the harbour #fog', ...info },
      source_info: {
        source: 'PULL_FROM_URL',
        photo_cover_index: 0,
        photo_images: names.map((name) => `${photos.url}/${name}`),
      },
    });
  async function decided(accessToken: string, publishId: unknown): Promise<Record<string, unknown>> {
    const data = await statusOf(accessToken, publishId);
    return data['status'] === 'PROCESSING_DOWNLOAD' ? decided(accessToken, publishId) : data;
  }

  it('come only from an address whose owner is known', async () => {
    const { access_token: accessToken } = await signIn();
    const refused = await initPhotos(accessToken, ['photo.jpg']);
    expect([refused.status, refused.error.code]).toEqual([403, 'url_ownership_unverified']);
    expect(photos.asked).toEqual([]);
  });

  it('are fetched, and arrive with title and description', async () => {
    const { access_token: accessToken } = await signIn();
    await verify(`${photos.url}/`);
    const { data } = await initPhotos(accessToken, ['photo.jpg', 'other.jpg']);
    expect(await decided(accessToken, data['publish_id'])).toMatchObject({ status: 'SEND_TO_USER_INBOX' });
    const delivered = (await world.deliveries()).filter(({ id }) => id === data['publish_id']);
    const media = { sha256: sha256(asked.picture), mimeType: 'image/jpeg' };
    expect(delivered).toMatchObject([
      { title: 'Fog', text: 'Over the harbour #fog', visibility: 'draft', media: [media, media] },
    ]);
  });

  it.each([
    ['moved', 'photo_pull_failed'],
    ['gone', 'photo_pull_failed'],
    ['text', 'file_format_check_failed'],
    ['wide.jpg', 'picture_size_check_failed'],
  ])('come to nothing when one is %s', async (name, reason) => {
    const { access_token: accessToken } = await signIn();
    await verify(`${photos.url}/`);
    const { data } = await initPhotos(accessToken, ['photo.jpg', name]);
    expect(await decided(accessToken, data['publish_id'])).toMatchObject({ status: 'FAILED', fail_reason: reason });
  });

  it.each([[{ title: 't'.repeat(91) }], [{ description: 'd'.repeat(4001) }]])(
    'are refused with too many words',
    async (info) => {
      const { access_token: accessToken } = await signIn();
      await verify(`${photos.url}/`);
      expect((await initPhotos(accessToken, ['photo.jpg'], info)).error.code).toBe('invalid_param');
    },
  );
});
