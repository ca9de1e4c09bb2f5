/** Videos at the pretend LinkedIn: parts, their addresses and etags, the end, the work afterwards. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { author, plainClient } from './rehearsal-linkedin-setup.ts';
import { jsonOf, openWorld, type RehearsalWorld, sha256 } from './rehearsal-setup.ts';

let world: RehearsalWorld;
let token: string;
beforeAll(async () => {
  world = await openWorld();
  token = (await client.tokens()).access_token;
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

const client = plainClient(() => world);
const mood = (changes: object) => world.control('POST', '/moods', { network: 'linkedin', mood: changes });

interface Started {
  readonly video: string;
  readonly uploadToken: string;
  readonly uploadInstructions: readonly { uploadUrl: string; firstByte: number; lastByte: number }[];
}
const sizeBytes = 9_000_000;
function videoBytes(begins = 'ftyp'): Buffer<ArrayBuffer> {
  const content = randomBytes(sizeBytes);
  content.write(begins, 4, 'latin1');
  return content;
}
const start = (fileSizeBytes: unknown = sizeBytes, owner = author) =>
  client.call('POST', '/rest/videos?action=initializeUpload', token, {
    body: { initializeUploadRequest: { owner, fileSizeBytes, uploadCaptions: false, uploadThumbnail: false } },
  });
const started = async () => (await jsonOf<{ value: Started }>(await start())).value;
const put = (url: string, body: Buffer<ArrayBuffer>) => fetch(url, { method: 'PUT', body });
async function putAll({ uploadInstructions }: Started, content: Buffer<ArrayBuffer>): Promise<readonly string[]> {
  const sent = uploadInstructions.map(({ uploadUrl, firstByte, lastByte }) =>
    put(uploadUrl, content.subarray(firstByte, lastByte + 1)),
  );
  return (await Promise.all(sent)).map(({ headers }) => headers.get('etag') ?? '');
}
const finish = ({ video, uploadToken }: Started, uploadedPartIds: readonly string[]) =>
  client.call('POST', '/rest/videos?action=finalizeUpload', token, {
    body: { finalizeUploadRequest: { video, uploadToken, uploadedPartIds } },
  });
const statusOf = async ({ video }: Started) =>
  jsonOf<{ status: string; processingFailureReason?: string }>(
    await client.call('GET', `/rest/videos/${encodeURIComponent(video)}`, token),
  );

describe('videos at the pretend LinkedIn', () => {
  it('are put in parts of four megabytes and put together again', async () => {
    const upload = await started();
    expect(upload.uploadInstructions.map(({ firstByte, lastByte }) => [firstByte, lastByte])).toEqual([
      [0, 4_194_303],
      [4_194_304, 8_388_607],
      [8_388_608, 8_999_999],
    ]);
    const content = videoBytes();
    const etags = await putAll(upload, content);
    expect(await statusOf(upload)).toMatchObject({ status: 'WAITING_UPLOAD' });
    expect((await finish(upload, etags)).status).toBe(200);
    expect(await statusOf(upload)).toMatchObject({ status: 'AVAILABLE' });
    const answer = await client.post(token, { commentary: 'A pan', content: { media: { id: upload.video } } });
    const urn = answer.headers.get('x-restli-id');
    expect(urn).toMatch(/^urn:li:ugcPost:/);
    const delivery = (await world.deliveries()).find(({ id }) => id === urn);
    expect(delivery?.media).toEqual([{ sha256: sha256(content), altText: '', mimeType: 'video/mp4' }]);
  });

  it('want every part whole, and the etags of what arrived last, in order', async () => {
    const upload = await started();
    const content = videoBytes();
    const [first] = upload.uploadInstructions;
    expect((await put(first?.uploadUrl ?? '', content.subarray(0, 100))).status).toBe(400);
    const old = await putAll(upload, videoBytes());
    const etags = await putAll(upload, content);
    expect((await finish(upload, old)).status).toBe(400);
    expect((await finish(upload, etags.toReversed())).status).toBe(400);
    expect((await finish(upload, etags.slice(1))).status).toBe(400);
    expect((await finish({ ...upload, uploadToken: 'other' }, etags)).status).toBe(400);
    expect((await finish(upload, etags)).status).toBe(200);
    expect((await finish(upload, etags)).status).toBe(400);
  });

  it('lose a part whose connection breaks, and no other', async () => {
    const upload = await started();
    const content = videoBytes();
    const effect = { kind: 'dropAtByte', atByte: 2_000_000 };
    await world.control('POST', '/faults', { network: 'linkedin', method: 'PUT', path: '*/1', times: 1, effect });
    await expect(putAll(upload, content)).rejects.toThrow('fetch failed');
    const etags = await putAll(upload, content);
    expect((await finish(upload, etags)).status).toBe(200);
  });

  test.each([
    ['no size', undefined],
    ['a size that is none', 'large'],
    ['too little', 1_000],
    ['too much', 500_000_001],
  ])('are refused with %s', async (_, fileSizeBytes) => {
    const answer = client.call('POST', '/rest/videos?action=initializeUpload', token, {
      body: { initializeUploadRequest: { owner: author, fileSizeBytes } },
    });
    expect((await answer).status).toBe(400);
  });

  it('belong to the member, and their addresses end', async () => {
    expect((await start(sizeBytes, 'urn:li:person:other')).status).toBe(400);
    const upload = await started();
    world.pass(25 * 3_600_000);
    expect((await put(upload.uploadInstructions[0]?.uploadUrl ?? '', videoBytes())).status).toBe(403);
  });

  it('are worked on, and cannot be posted until then', async () => {
    await mood({ processingMs: 5_000 });
    const upload = await started();
    await finish(upload, await putAll(upload, videoBytes()));
    expect(await statusOf(upload)).toMatchObject({ status: 'PROCESSING' });
    const post = () => client.post(token, { commentary: 'Slow', content: { media: { id: upload.video } } });
    expect((await post()).status).toBe(422);
    world.pass(6_000);
    expect(await statusOf(upload)).toMatchObject({ status: 'AVAILABLE' });
    expect((await post()).status).toBe(201);
  });

  it('can turn out to be no use', async () => {
    const upload = await started();
    await finish(upload, await putAll(upload, videoBytes('nope')));
    expect(await statusOf(upload)).toMatchObject({ status: 'PROCESSING_FAILED' });
    const fine = await started();
    await finish(fine, await putAll(fine, videoBytes()));
    await mood({ processingFails: 'CORRUPT' });
    expect(await statusOf(fine)).toMatchObject({ status: 'PROCESSING_FAILED', processingFailureReason: 'CORRUPT' });
    const answer = await client.post(token, { commentary: 'Bad', content: { media: { id: fine.video } } });
    expect(answer.status).toBe(422);
  });
});
