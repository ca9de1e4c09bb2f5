/** The pretend YouTube by itself: resumable uploads, what it refuses of them, its quota and its moods. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRehearsal } from '../../main/rehearsal/rehearsal.ts';
import { openStore } from '../../main/rehearsal/state.ts';
import { jsonOf, openWorld, sha256, type RehearsalWorld } from './rehearsal-setup.ts';
import { granule, reasonOf, testVideo, youtubeClient } from './rehearsal-youtube.ts';

const dayMs = 86_400_000;
let world: RehearsalWorld;
let access: string;
const youtube = youtubeClient(() => world);
const renew = async () => {
  access = (await youtube.signIn()).access_token;
};
beforeAll(async () => {
  world = await openWorld();
  await renew();
});
afterAll(() => world.end());

const sessionFor = async (sizeBytes: number, title = 'A title') =>
  (await youtube.begin(access, sizeBytes, { snippet: { title } })).headers.get('location') ?? '';
const mood = (changes: object) => world.control('POST', '/moods', { network: 'youtube', mood: changes });
interface Video {
  readonly id: string;
  readonly status: Readonly<Record<string, unknown>>;
}
const statusOf = async (id: string) => {
  const answer = await youtube.call(access, 'GET', `/youtube/v3/videos?part=status,processingDetails&id=${id}`);
  return (await jsonOf<{ items: readonly Video[] }>(answer)).items[0]?.status;
};

describe('uploading to the pretend YouTube', () => {
  it('takes chunks in order, says how far it is, and makes the video with the last byte', async () => {
    const content = testVideo(2 * granule + 700);
    const session = await sessionFor(content.length, 'In chunks');
    expect((await youtube.put(session, `*/${content.length}`)).headers.get('range')).toBeNull();
    const first = await youtube.put(session, `0-${granule - 1}/${content.length}`, content.subarray(0, granule));
    expect([first.status, first.headers.get('range')]).toEqual([308, `bytes=0-${granule - 1}`]);
    expect((await world.deliveries()).some(({ id }) => id === 'In chunks')).toBe(false);
    const last = await youtube.put(
      session,
      `${granule}-${content.length - 1}/${content.length}`,
      content.subarray(granule),
    );
    expect(last.status).toBe(200);
    const video = await jsonOf<Video>(last);
    expect(await jsonOf<Video>(await youtube.put(session, `*/${content.length}`))).toMatchObject({ id: video.id });
    const delivered = (await world.deliveries()).filter(({ id }) => id === video.id);
    expect(delivered).toMatchObject([
      { title: 'In chunks', visibility: 'private', media: [{ sha256: sha256(content) }] },
    ]);
  });

  it('needs no token for the session, whose address is the key to it', async () => {
    const content = testVideo(900);
    const session = await sessionFor(content.length);
    await world.control('POST', '/tokens', { network: 'youtube', happens: 'revoked' });
    expect((await youtube.put(session, `0-899/900`, content)).status).toBe(200);
    await renew();
  });

  it.each([
    ['a chunk that leaves a gap', `${granule}-${2 * granule - 1}/1000000`, granule],
    ['a chunk that is no multiple of 256 KiB', `0-999/1000000`, 1000],
    ['a chunk that is shorter than it says', `0-${granule - 1}/1000000`, 1000],
    ['another size than was announced', `0-${granule - 1}/2000000`, granule],
    ['a range that is none', `zero to nine`, 10],
  ])('refuses %s, and stays where it was', async (_, range, sizeBytes) => {
    const session = await sessionFor(1_000_000);
    expect((await youtube.put(session, range, testVideo(sizeBytes))).status).toBe(400);
    const asked = await youtube.put(session, '*/1000000');
    expect([asked.status, asked.headers.get('range')]).toEqual([308, null]);
  });

  it('keeps what arrived when the line breaks', async () => {
    const content = testVideo(granule * 2);
    const session = await sessionFor(content.length, 'Cut');
    const cut = { kind: 'dropAtByte', atByte: 300_000 };
    await world.control('POST', '/faults', { network: 'youtube', method: 'PUT', times: 1, effect: cut });
    await expect(youtube.put(session, `0-${content.length - 1}/${content.length}`, content)).rejects.toThrow();
    expect((await youtube.put(session, `*/${content.length}`)).headers.get('range')).toBe('bytes=0-299999');
    const rest = await youtube.put(
      session,
      `300000-${content.length - 1}/${content.length}`,
      content.subarray(300_000),
    );
    expect(rest.status).toBe(200);
    const { id } = await jsonOf<Video>(rest);
    expect((await world.deliveries()).find((item) => item.id === id)?.media[0]?.sha256).toBe(sha256(content));
  });

  it('forgets a session after a week, and never knew a made-up one', async () => {
    const session = await sessionFor(1000);
    world.pass(7 * dayMs + 1000);
    await renew();
    expect((await youtube.put(session, '*/1000')).status).toBe(404);
    expect((await youtube.put(`${session}x`, '*/1000')).status).toBe(404);
  });

  it.each([
    ['invalidTitle', { title: '' }],
    ['invalidTitle', { title: 'a < b' }],
    ['invalidTitle', { title: 'ä'.repeat(101) }],
    ['invalidDescription', { title: 'T', description: 'ä'.repeat(2501) }],
    ['invalidDescription', { title: 'T', description: 'a > b' }],
    ['invalidTags', { title: 'T', tags: ['x'.repeat(501)] }],
    ['invalidCategoryId', { title: 'T', categoryId: '99' }],
  ])('refuses %s', async (reason, snippet) => {
    expect(await reasonOf(await youtube.begin(access, 10, { snippet }))).toBe(reason);
  });

  it.each([
    ['invalidVideoMetadata', { privacyStatus: 'followers' }],
    ['invalidPublishAt', { privacyStatus: 'public', publishAt: '2040-01-01T00:00:00Z' }],
    ['invalidPublishAt', { privacyStatus: 'private', publishAt: '2020-01-01T00:00:00Z' }],
  ])('refuses %s: %o', async (reason, status) => {
    expect(await reasonOf(await youtube.begin(access, 10, { snippet: { title: 'T' }, status }))).toBe(reason);
  });

  it('takes videos alone, of a size that can be', async () => {
    const words = { snippet: { title: 'T' } };
    expect((await youtube.begin(access, 10, words, { 'x-upload-content-type': 'image/png' })).status).toBe(400);
    expect((await youtube.begin(access, 256_000_000_001, words)).status).toBe(413);
    expect(await reasonOf(await youtube.begin(access, 0, words))).toBe('mediaBodyRequired');
    expect(
      (await youtube.begin(access, 10, { snippet: { title: 'ä'.repeat(100), description: 'ä'.repeat(2500) } })).status,
    ).toBe(200);
  });
});

describe('how the pretend YouTube is disposed', () => {
  it('works on a video for a while, and names the reason when it cannot', async () => {
    await mood({ processingMs: 5000, processingFails: 'codec' });
    const { id, status } = await jsonOf<Video>(await youtube.upload(access, { snippet: { title: 'Codec' } }));
    expect(status['uploadStatus']).toBe('uploaded');
    world.pass(5001);
    expect(await statusOf(id)).toMatchObject({ uploadStatus: 'failed', failureReason: 'codec' });
    await mood({ seesDuplicates: true });
    const twice = await jsonOf<Video>(await youtube.upload(access, { snippet: { title: 'Twice' } }));
    expect(await statusOf(twice.id)).toMatchObject({ uploadStatus: 'rejected', rejectionReason: 'duplicate' });
    await mood({});
    const noVideo = await jsonOf<Video>(
      await youtube.upload(access, { snippet: { title: 'Text' } }, Buffer.from('hello, this is text')),
    );
    expect(await statusOf(noVideo.id)).toMatchObject({ uploadStatus: 'failed', failureReason: 'invalidFile' });
  });

  it('has an account that may upload no more today, or has no channel', async () => {
    await mood({ isCapReached: true });
    const full = await youtube.begin(access, 10, { snippet: { title: 'T' } });
    expect([full.status, await reasonOf(full)]).toEqual([400, 'uploadLimitExceeded']);
    await mood({ isAccountBlocked: true });
    const blocked = await youtube.begin(access, 10, { snippet: { title: 'T' } });
    expect([blocked.status, await reasonOf(blocked)]).toEqual([401, 'youtubeSignupRequired']);
    const channels = await youtube.call(access, 'GET', '/youtube/v3/channels?part=id&mine=true');
    expect(await channels.json()).toMatchObject({ items: [] });
    await mood({});
  });

  it('gives a project 100 uploads on a day of California’s, counted apart from everything else', async () => {
    world.pass(dayMs);
    await renew();
    const begin = async () => (await youtube.begin(access, 10, { snippet: { title: 'T' } })).status;
    for (let count = 0; count < 100; count += 1) expect(await begin()).toBe(200);
    const over = await youtube.begin(access, 10, { snippet: { title: 'T' } });
    expect([over.status, await reasonOf(over)]).toEqual([403, 'quotaExceeded']);
    expect((await youtube.call(access, 'GET', '/youtube/v3/channels?part=id&mine=true')).status).toBe(200);
    world.pass(dayMs);
    await renew();
    expect(await begin()).toBe(200);
  });

  it('shows a video to others only where the project has been audited', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'rehearsal-audited-'));
    const store = await openStore(dataDir, Date.now());
    store.state().youtube.isAudited = true;
    await store.flush();
    const rehearsal = await startRehearsal({ dataDir, drawsAhead: false });
    const audited = youtubeClient(() => ({ rehearsal }));
    const { access_token } = await audited.signIn();
    const words = { snippet: { title: 'Seen' }, status: { privacyStatus: 'unlisted' } };
    expect((await jsonOf<Video>(await audited.upload(access_token, words))).status['privacyStatus']).toBe('unlisted');
    await rehearsal.stop();
    await rm(dataDir, { recursive: true });
    expect((await jsonOf<Video>(await youtube.upload(access, words))).status['privacyStatus']).toBe('private');
  });
});
