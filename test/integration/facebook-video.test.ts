/** Facebook against its pretend server: videos in parts, resumed at the right byte, worked on for a while. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import { performStep, type Publishing, publishWhole } from '../helpers/network-account.ts';
import { type FacebookPublishing, post, startFacebookPublishing } from './facebook-publishing.ts';

const dayMs = 86_400_000;
const transfer = { name: 'video', safety: 'repeat' } as const;
let desk: FacebookPublishing;
beforeAll(async () => {
  desk = await startFacebookPublishing();
});
afterEach(() => desk.world.calm());
afterAll(() => desk.world.stop());

/** A plan with a video of this many bytes that begin like an MP4. */
function film(sizeBytes: number): Publishing & { readonly video: Blob } {
  const bytes = Buffer.from(randomBytes(sizeBytes));
  bytes.write('ftyp', 4, 'latin1');
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const about = { mimeType: 'video/mp4', sizeBytes, width: 640, height: 360, durationMs: 4_000, altText: '' };
  const video: ContentVideo = { mediaId: 1 as MediaId, sha256, ...about };
  return { ...desk.plan([], { video }), video: new Blob([bytes], { type: 'video/mp4' }) };
}

/** Begins the upload; what the step left. */
async function begun(publishing: Publishing): Promise<Record<string, Json>> {
  const outcome = await performStep(publishing, { name: 'video-start', safety: 'repeat' }, {});
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  return { 'video-start': outcome.result };
}
const uploads = { network: 'facebook', method: 'POST', path: '*/videos' } as const;

describe('a video', () => {
  it('goes out in parts and is the very bytes, under the id that reading shows', async () => {
    const publishing = film(9_000_000);
    expect(desk.stepsOf(publishing)).toEqual([
      { name: 'video-start', safety: 'repeat' },
      { name: 'video', safety: 'repeat' },
      { name: 'post', safety: 'find' },
    ]);
    const made = await publishWhole(publishing);
    expect(await desk.received(publishing)).toMatchObject([
      { id: made.remoteId, media: [{ sha256: publishing.content.video?.sha256, mimeType: 'video/mp4' }] },
    ]);
    const newest = (await desk.facebook.read?.posts(null, desk.account.call))?.posts.at(-1);
    expect(newest).toMatchObject({ remoteId: made.remoteId, url: made.url, otherMedia: null });
    const hash = createHash('sha256');
    const file = await desk.facebook.read?.video(newest?.video?.url ?? '', 10_000_000, desk.account.call);
    for await (const chunk of file ?? []) hash.update(chunk);
    expect(hash.digest('hex')).toBe(publishing.content.video?.sha256);
  });

  it('that broke off in the middle of a part goes on at the byte that Facebook has', async () => {
    const publishing = film(5_000_000);
    const results = await begun(publishing);
    await desk.world.fault({ ...uploads, times: 1, effect: { kind: 'dropAtByte', atByte: 700_000 } });
    const offsets = await desk.offsetsDuring(() => performStep(publishing, transfer, results));
    expect(offsets[0]).toBe(0);
    expect(offsets[1]).toBeGreaterThan(690_000);
    expect(offsets[1]).toBeLessThan(700_000);
    await publishWhole(publishing);
    expect((await desk.received(publishing))[0]?.media[0]?.sha256).toBe(publishing.content.video?.sha256);
  });

  test.each([
    ['dropBeforeAccept', [0, 0, 4_194_304]],
    ['dropAfterAccept', [0, 4_194_304]],
    ['malformedJson', [0, 4_194_304]],
  ] as const)('asks where it is after a lost part (%s)', async (kind, expected) => {
    const publishing = film(5_000_000);
    const results = await begun(publishing);
    await desk.world.fault({ ...uploads, times: 1, effect: { kind } });
    const outcomes: unknown[] = [];
    const offsets = await desk.offsetsDuring(async () =>
      outcomes.push(await performStep(publishing, transfer, results)),
    );
    expect(outcomes).toMatchObject([{ kind: 'accepted' }]);
    expect(offsets).toEqual(expected);
  });

  it('goes on where the last run stopped, and sends nothing that is there', async () => {
    const publishing = film(9_000_000);
    const results = await begun(publishing);
    await desk.world.fault({ ...uploads, effect: { kind: 'dropAtByte', atByte: 400_000 } });
    expect((await performStep(publishing, transfer, results)).kind).toBe('unknown');
    await desk.world.calm();
    const [from = 0] = await desk.offsetsDuring(() => performStep(publishing, transfer, results));
    expect(from).toBeGreaterThan(4 * 399_000);
    expect(from).toBeLessThan(4 * 400_000);
    expect(await desk.offsetsDuring(() => performStep(publishing, transfer, results))).toEqual([]);
  });

  it('gives up after the fourth loss in a row', async () => {
    const publishing = film(1_000);
    const results = await begun(publishing);
    await desk.world.fault({ ...uploads, effect: { kind: 'status5xx', status: 500 } });
    const outcomes: unknown[] = [];
    const offsets = await desk.offsetsDuring(async () =>
      outcomes.push(await performStep(publishing, transfer, results)),
    );
    expect(offsets).toEqual([0, 0, 0, 0]);
    expect(outcomes).toMatchObject([{ kind: 'unknown', problem: { code: 'transient' } }]);
  });

  it('starts over when Facebook has forgotten the upload, at either end', async () => {
    const publishing = film(1_000);
    const early = await begun(publishing);
    const late = await desk.prepared(publishing);
    desk.clock.now += dayMs;
    expect((await performStep(publishing, transfer, early)).kind).toBe('start_over');
    expect((await performStep(publishing, post, late)).kind).toBe('start_over');
    expect((await desk.find(publishing, late))?.kind).toBe('absent');
  });

  it('is refused in parts as in whole when Facebook says so, until when it says', async () => {
    const publishing = film(1_000);
    const results = await begun(publishing);
    await desk.world.fault({ ...uploads, times: 1, effect: { kind: 'status429', resetInMs: 60_000 } });
    expect(await performStep(publishing, transfer, results)).toMatchObject({
      kind: 'refused',
      problem: { code: 'rate_limited', until: desk.clock.now + 60_000 },
    });
    desk.clock.now += 60_000;
  });
});

describe('the post of a video', () => {
  test.each([
    ['dropAfterAccept', 'found'],
    ['malformedJson', 'found'],
    ['dropBeforeAccept', 'absent'],
    ['htmlInsteadOfJson', 'absent'],
  ] as const)('whose answer is lost (%s) is known by the video’s own id: %s', async (kind, there) => {
    const publishing = film(1_000);
    const results = await desk.prepared(publishing);
    await desk.world.fault({ ...uploads, times: 1, effect: { kind } });
    expect((await performStep(publishing, post, results)).kind).toBe('unknown');
    const found = await desk.find(publishing, results);
    expect(found?.kind).toBe(there);
    if (there === 'absent') expect((await performStep(publishing, post, results)).kind).toBe('accepted');
    else expect((await performStep(publishing, post, results)).kind).toBe('unknown');
    expect(await desk.received(publishing)).toHaveLength(1);
  });

  it('is waited for while Facebook works', async () => {
    const publishing = film(1_000);
    const results = await desk.prepared(publishing);
    await desk.world.mood('facebook', { processingMs: 30_000 });
    const timer = setInterval(() => void (desk.clock.now += 10_000), 20);
    const outcome = await performStep(publishing, post, results);
    clearInterval(timer);
    const [delivery] = await desk.received(publishing);
    expect(outcome).toMatchObject({ kind: 'accepted', post: { remoteId: delivery?.id, url: delivery?.url } });
  });

  it('is left open when that takes too long, and found later', async () => {
    const publishing = film(1_000);
    const results = await desk.prepared(publishing);
    await desk.world.mood('facebook', { processingMs: dayMs });
    const timer = setInterval(() => void (desk.clock.now += 60_000), 20);
    const outcome = await performStep(publishing, post, results);
    clearInterval(timer);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'not_ready', until: expect.any(Number) } });
    expect(await desk.find(publishing, results)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'not_ready' } });
    desk.clock.now += dayMs;
    const [delivery] = await desk.received(publishing);
    expect(await desk.find(publishing, results)).toMatchObject({ kind: 'found', post: { remoteId: delivery?.id } });
  });

  it('that Facebook cannot make is refused with its reason, now and after looking', async () => {
    const publishing = film(1_000);
    const results = await desk.prepared(publishing);
    await desk.world.mood('facebook', { processingFails: 'The audio is broken.' });
    const refused = { kind: 'refused', problem: { code: 'media_invalid', detail: 'The audio is broken.' } };
    expect(await performStep(publishing, post, results)).toMatchObject(refused);
    expect((await desk.find(publishing, results))?.kind).toBe('absent');
    expect(await performStep(publishing, post, results)).toMatchObject(refused);
    expect(await desk.received(publishing)).toEqual([]);
  });

  it('is left open when the way there breaks while it is waited for, or the person stops', async () => {
    const stop = new AbortController();
    const publishing = { ...film(1_000), call: { ...desk.account.call, signal: stop.signal } };
    const results = await desk.prepared(publishing);
    await desk.world.mood('facebook', { processingMs: dayMs });
    const under = performStep(publishing, post, results);
    setTimeout(() => stop.abort(), 300);
    expect((await under).kind).toBe('unknown');
    const other = film(1_000);
    const before = await desk.prepared(other);
    await desk.world.fault({ network: 'facebook', method: 'GET', effect: { kind: 'status429', resetInMs: 1_000_000 } });
    expect((await performStep(other, post, before)).kind).toBe('unknown');
    desk.clock.now += 1_020_000;
  });

  it('is not sent once the permission to publish is gone', async () => {
    const publishing = film(1_000);
    const results = await desk.prepared(publishing);
    await desk.world.endSignIns('facebook', 'narrowed');
    const missing = { kind: 'refused', problem: { code: 'missing_permission' } };
    expect(await performStep(publishing, post, results)).toMatchObject(missing);
    expect(await performStep(desk.plan(), post, {})).toMatchObject(missing);
    await desk.world.endSignIns('facebook', 'revoked');
    expect(await performStep(desk.plan(), post, {})).toMatchObject({
      kind: 'refused',
      problem: { code: 'auth_revoked' },
    });
  });
});
