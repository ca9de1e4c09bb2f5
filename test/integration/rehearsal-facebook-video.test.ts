/** Videos of the pretend Facebook, in parts, asked by plain fetch. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { openFacebook, type FacebookWorld, pageIds } from './rehearsal-facebook.ts';
import { jsonOf, sha256 } from './rehearsal-setup.ts';

const [mine] = pageIds;
/** What the pretend Facebook asks for at a time. */
const partBytes = 4_194_304;
const path = `/${mine}/videos`;
let world: FacebookWorld;
let token: string;
beforeAll(async () => {
  world = await openFacebook();
  ({ token } = await world.signIn());
});
afterEach(() => world.control('DELETE', '/faults'));
afterAll(() => world.end());

/** Bytes that begin like an MP4. */
function film(sizeBytes: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(randomBytes(sizeBytes));
  bytes.write('ftyp', 4, 'latin1');
  return bytes;
}
interface Started {
  readonly video_id: string;
  readonly upload_session_id: string;
  readonly start_offset: string;
  readonly end_offset: string;
}
const start = async (sizeBytes: number) =>
  jsonOf<Started>(await world.post(path, { upload_phase: 'start', file_size: String(sizeBytes) }, token));

function transfer(session: string, at: number, bytes: Buffer<ArrayBuffer>): Promise<Response> {
  const form = new FormData();
  form.set('upload_phase', 'transfer');
  form.set('upload_session_id', session);
  form.set('start_offset', String(at));
  form.set('video_file_chunk', new Blob([bytes]), 'part');
  return world.send(path, form, token);
}
const finish = (session: string, description: string) =>
  world.post(path, { upload_phase: 'finish', upload_session_id: session, description }, token);

interface Status {
  readonly video_status: string;
  readonly uploading_phase: { readonly status: string; readonly bytes_transfered: number };
  readonly processing_phase: { readonly status: string; readonly error?: { readonly message: string } };
}
const statusOf = async (id: string) =>
  (await jsonOf<{ status: Status }>(await world.graph(`/${id}?fields=status`, { token }))).status;

async function uploaded(bytes: Buffer<ArrayBuffer>): Promise<Started> {
  const started = await start(bytes.length);
  for (let at = 0; at < bytes.length; at += partBytes)
    await transfer(started.upload_session_id, at, bytes.subarray(at, at + partBytes));
  return started;
}
const newest = async () => (await world.list(token, 'fields=id,message,attachments&limit=1')).data[0];

describe('a video in parts', () => {
  it('says which part comes next and makes one post of the whole', async () => {
    const bytes = film(5_000_000);
    const started = await start(bytes.length);
    expect(started).toMatchObject({ start_offset: '0', end_offset: String(partBytes) });
    const one = await transfer(started.upload_session_id, 0, bytes.subarray(0, partBytes));
    expect(await jsonOf(one)).toEqual({ start_offset: String(partBytes), end_offset: '5000000' });
    expect((await statusOf(started.video_id)).uploading_phase).toEqual({
      status: 'in_progress',
      bytes_transfered: partBytes,
    });
    const two = await transfer(started.upload_session_id, partBytes, bytes.subarray(partBytes));
    expect(await jsonOf(two)).toEqual({ start_offset: '5000000', end_offset: '5000000' });
    expect(await jsonOf(await finish(started.upload_session_id, 'A pan'))).toEqual({ success: true });
    expect(await statusOf(started.video_id)).toMatchObject({
      video_status: 'ready',
      processing_phase: { status: 'complete' },
    });
    const post = await newest();
    expect(post).toMatchObject({ message: 'A pan', attachments: { data: [{ media_type: 'video' }] } });
    expect((await world.received()).filter(({ text }) => text === 'A pan')).toMatchObject([
      { id: post?.id, media: [{ sha256: sha256(bytes), mimeType: 'video/mp4' }] },
    ]);
    const file = await fetch(post?.attachments?.data[0]?.media?.source ?? '');
    expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(bytes));
  });

  it('keeps what arrived of a part that broke off', async () => {
    const bytes = film(600_000);
    const { video_id: id, upload_session_id: session } = await start(bytes.length);
    await world.control('POST', '/faults', {
      network: 'facebook',
      method: 'POST',
      path: '*/videos',
      times: 1,
      effect: { kind: 'dropAtByte', atByte: 250_000 },
    });
    await expect(transfer(session, 0, bytes)).rejects.toThrow();
    const { bytes_transfered: arrived } = (await statusOf(id)).uploading_phase;
    expect(arrived).toBeGreaterThan(249_000);
    expect(arrived).toBeLessThan(250_000);
    expect(await world.failure(transfer(session, 0, bytes))).toMatchObject({ code: 6001 });
    await transfer(session, arrived, bytes.subarray(arrived));
    await finish(session, 'Broken off');
    expect((await world.received()).find(({ text }) => text === 'Broken off')?.media[0]?.sha256).toBe(sha256(bytes));
  });

  it('refuses parts in the wrong place, too much, too little, and a session that is not open', async () => {
    const bytes = film(1000);
    const { video_id: id, upload_session_id: session } = await start(bytes.length);
    expect(await world.failure(transfer(session, 10, bytes))).toMatchObject({ code: 6001 });
    expect(await world.failure(transfer(session, 0, film(1001)))).toMatchObject({ code: 6001 });
    expect(await world.failure(transfer('nobody', 0, bytes))).toMatchObject({ code: 6000 });
    await transfer(session, 0, bytes.subarray(0, 500));
    expect(await world.failure(finish(session, 'Half'))).toMatchObject({ code: 6001 });
    await transfer(session, 500, bytes.subarray(500));
    await finish(session, 'Whole');
    expect(await world.failure(finish(session, 'Whole'))).toMatchObject({ code: 6000 });
    expect((await world.received()).filter(({ text }) => text === 'Whole')).toHaveLength(1);
    const late = await start(1000);
    world.pass(86_400_000);
    expect(await world.failure(transfer(late.upload_session_id, 0, bytes))).toMatchObject({ code: 6000 });
    const asked = world.graph(`/${late.video_id}?fields=status`, { token });
    expect(await world.failure(asked)).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await statusOf(id)).video_status).toBe('ready');
  });

  test.each([
    [{ upload_phase: 'start' }, 100],
    [{ upload_phase: 'start', file_size: '0' }, 100],
    [{ upload_phase: 'start', file_size: '1000000001' }, 6000],
    [{ upload_phase: 'transfer' }, 6001],
    [{ upload_phase: 'dance' }, 100],
    [{}, 100],
  ])('refuses %j', async (fields, code) => {
    expect(await world.failure(world.post(path, fields, token))).toMatchObject({ code });
  });

  it('is worked on for a while, and no post until then', async () => {
    await world.control('POST', '/moods', { network: 'facebook', mood: { processingMs: 60_000 } });
    const { video_id: id, upload_session_id: session } = await uploaded(film(1000));
    expect(await statusOf(id)).toMatchObject({ processing_phase: { status: 'not_started' } });
    await finish(session, 'Slow');
    expect(await statusOf(id)).toMatchObject({
      video_status: 'processing',
      processing_phase: { status: 'in_progress' },
    });
    expect((await newest())?.message).not.toBe('Slow');
    world.pass(60_000);
    expect((await statusOf(id)).video_status).toBe('ready');
    expect((await newest())?.message).toBe('Slow');
  });

  it('fails with the reason, and so does a file that is no MP4, and then no post is made', async () => {
    await world.control('POST', '/moods', { network: 'facebook', mood: { processingFails: 'The audio is broken.' } });
    const one = await uploaded(film(1000));
    await finish(one.upload_session_id, 'Failed');
    expect(await statusOf(one.video_id)).toMatchObject({
      video_status: 'error',
      processing_phase: { status: 'error', error: { message: 'The audio is broken.' } },
    });
    await world.control('DELETE', '/faults');
    const two = await uploaded(Buffer.from('words, many words'));
    await finish(two.upload_session_id, 'Failed');
    expect((await statusOf(two.video_id)).processing_phase.error?.message).toContain('not supported');
    expect((await world.received()).filter(({ text }) => text === 'Failed')).toEqual([]);
  });
});
