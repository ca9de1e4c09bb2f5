/** Uploads to the pretend YouTube that break: they go on where they were, and never make a second video. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultEffect } from '../../main/rehearsal/faults.ts';
import type { LinkedAccount } from '../helpers/network-account.ts';
import { type RehearsalWorld, startRehearsalWorld } from '../helpers/rehearsal-world.ts';
import {
  findVideo,
  performNamed,
  type TestVideo,
  testVideo,
  type VideoPublishing,
  videoPublishing,
  type WatchedYoutube,
  watchedYoutube,
} from '../helpers/youtube-upload.ts';

const chunk = 8 * 1024 * 1024;
const dayMs = 86_400_000;
const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
let world: RehearsalWorld;
let youtube: WatchedYoutube;
let account: LinkedAccount;
/** A chunk and a bit. */
let long: TestVideo;
beforeAll(async () => {
  world = await startRehearsalWorld(() => clock.now);
  long = testVideo(chunk + 300_000);
});
afterAll(() => world.stop());
beforeEach(async () => {
  youtube = watchedYoutube(world, () => clock.now);
  account = await youtube.link();
});
afterEach(() => world.calm());

const size = () => long.video.sizeBytes;
const publishing = (video = testVideo(50_000), more = {}) =>
  videoPublishing(youtube.connector, account.call, video, clock.now, more);
const started = async (video?: TestVideo, more = {}) => {
  const plan = publishing(video, more);
  expect(await performNamed(plan, 'video-start')).toMatchObject({ kind: 'accepted' });
  return plan;
};
const received = async ({ content }: VideoPublishing) =>
  (await world.received('youtube')).filter(({ title }) => title === content.title);
const ranges = () => youtube.puts.map(({ range }) => range.replace('bytes ', ''));
const onUpload = (method: 'PUT' | 'POST', effect: FaultEffect, times?: number) =>
  world.fault({
    network: 'youtube',
    method,
    path: '/upload/youtube/v3/videos',
    effect,
    ...(times !== undefined && { times }),
  });
/** Lets the chunk of this number meet the fault, and whatever follows it where it is to last. */
const whenChunk = (number: number, effect: FaultEffect, times?: number) => {
  youtube.onChunk = async (count) => {
    if (count === number) await onUpload('PUT', effect, times);
  };
};
const quiet = async () => {
  youtube.onChunk = async () => {};
  await world.calm();
};
/** Exactly one video, with exactly these bytes. */
const expectOne = async (plan: VideoPublishing) => {
  const deliveries = await received(plan);
  expect(deliveries.map(({ media }) => media[0]?.sha256)).toEqual([plan.content.video?.sha256]);
};

describe('an upload to YouTube', () => {
  it('goes in chunks of eight megabytes, after asking where to begin', async () => {
    const plan = await started(long);
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    expect(ranges()).toEqual([`*/${size()}`, `0-${chunk - 1}/${size()}`, `${chunk}-${size() - 1}/${size()}`]);
    await expectOne(plan);
  });

  it('goes on at the byte where the line broke', async () => {
    whenChunk(0, { kind: 'dropAtByte', atByte: 1_234_567 }, 1);
    const plan = await started(long);
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    expect(ranges().slice(2)).toEqual([`*/${size()}`, `1234567-${size() - 1}/${size()}`]);
    await expectOne(plan);
  });

  it.each([
    ['a chunk of which the answer was lost', 0, { kind: 'dropAfterAccept' } as const],
    ['a chunk that never arrived', 0, { kind: 'dropBeforeAccept' } as const],
    ['the last chunk, of which the answer was lost', 1, { kind: 'dropAfterAccept' } as const],
    ['the last chunk, of which half the answer came', 1, { kind: 'malformedJson' } as const],
    ['a server in trouble', 0, { kind: 'status5xx', status: 503 } as const],
  ])('asks after %s, and goes on', async (_, number, effect) => {
    whenChunk(number, effect, 1);
    const plan = await started(long);
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    expect(ranges()[number + 2]).toBe(`*/${size()}`);
    await expectOne(plan);
  });

  it('is certain to have made no video before the last chunk went out, and goes on later', async () => {
    whenChunk(0, { kind: 'dropBeforeAccept' });
    const plan = await started(long);
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'refused', problem: { code: 'unreachable' } });
    expect(ranges().slice(2)).toEqual([`*/${size()}`, `*/${size()}`, `*/${size()}`]);
    await quiet();
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    await expectOne(plan);
  });

  it('knows by its session which bytes of a last chunk are missing, and sends those', async () => {
    whenChunk(1, { kind: 'dropAtByte', atByte: 100_000 });
    const plan = await started(long);
    const broken = await performNamed(plan, 'video');
    expect(broken).toMatchObject({ kind: 'unknown', problem: { code: 'unreachable' } });
    expect(ranges().slice(3)).toEqual([`*/${size()}`, `*/${size()}`, `*/${size()}`]);
    await quiet();
    expect(await findVideo(plan)).toEqual({ kind: 'absent' });
    const before = ranges().length;
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    expect(ranges().slice(before)).toEqual([`*/${size()}`, `${chunk + 100_000}-${size() - 1}/${size()}`]);
    await expectOne(plan);
  });

  it('does not know what came of a last byte after which nothing was heard, and finds it by its session', async () => {
    whenChunk(0, { kind: 'dropAfterAccept' });
    const plan = await started();
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'unknown' });
    await quiet();
    const [delivery] = await received(plan);
    expect(await findVideo(plan)).toEqual({
      kind: 'found',
      post: { remoteId: delivery?.id, url: delivery?.url },
      result: { id: delivery?.id, privacyStatus: 'private' },
    });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted', post: { remoteId: delivery?.id } });
    await expectOne(plan);
  });

  it('is not taken for another video of the same words: the session is certain', async () => {
    const plan = await started();
    const twin = await started(undefined, { title: plan.content.title });
    await performNamed(twin, 'video');
    expect(await findVideo(plan)).toEqual({ kind: 'absent' });
  });

  it('cannot be told of while the session cannot be asked', async () => {
    const plan = await started();
    await onUpload('PUT', { kind: 'dropBeforeAccept' }, 1);
    expect(await findVideo(plan)).toMatchObject({ kind: 'cannot_tell', problem: { code: 'unreachable' } });
    expect(await findVideo(plan)).toEqual({ kind: 'absent' });
  });

  it('does not believe a Wi-Fi’s sign-in page', async () => {
    const plan = await started();
    await onUpload('PUT', { kind: 'htmlInsteadOfJson' });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'unknown', problem: { code: 'bad_answer' } });
    await world.calm();
    expect(await findVideo(plan)).toEqual({ kind: 'absent' });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    await expectOne(plan);
  });

  it.each(['dropBeforeAccept', 'dropAfterAccept'] as const)('may be begun again after %s', async (kind) => {
    const plan = publishing();
    await onUpload('POST', { kind }, 1);
    expect(await performNamed(plan, 'video-start')).toMatchObject({ kind: 'unknown' });
    expect(await performNamed(plan, 'video-start')).toMatchObject({ kind: 'accepted' });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    await expectOne(plan);
  });

  it('waits as long as it is told in the middle, and goes on there', async () => {
    whenChunk(1, { kind: 'status429', resetInMs: 120_000 }, 1);
    const plan = await started(long);
    const until = clock.now + 120_000;
    expect(await performNamed(plan, 'video')).toMatchObject({
      kind: 'refused',
      problem: { code: 'rate_limited', until },
    });
    clock.now = until + 1000;
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    expect(ranges().at(-1)).toBe(`${chunk}-${size() - 1}/${size()}`);
    await expectOne(plan);
  });

  it('stops at once when it is told to, and sends nothing more', async () => {
    const stopping = new AbortController();
    const plan = await started(long);
    youtube.onChunk = async () => {
      await onUpload('PUT', { kind: 'holdAnswer', holdMs: 60_000 });
      setImmediate(() => stopping.abort());
    };
    const outcome = await performNamed({ ...plan, call: { ...plan.call, signal: stopping.signal } }, 'video');
    expect(outcome).toMatchObject({ kind: 'refused', problem: { code: 'transient' } });
    await quiet();
    expect(ranges()).toEqual([`*/${size()}`, `0-${chunk - 1}/${size()}`]);
    expect(await received(plan)).toEqual([]);
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    await expectOne(plan);
  });
});

describe('an upload that YouTube has forgotten', () => {
  it('is begun anew', async () => {
    const plan = await started();
    clock.now += 8 * dayMs;
    expect(await findVideo(plan)).toEqual({ kind: 'absent' });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'start_over' });
    expect(await performNamed(plan, 'video-start')).toMatchObject({ kind: 'accepted' });
    expect(await performNamed(plan, 'video')).toMatchObject({ kind: 'accepted' });
    await expectOne(plan);
  });

  it('is begun anew where this machine knows it no more, as after a new sign-in', async () => {
    const plan = await started();
    const again = { ...plan, call: (await youtube.link()).call };
    expect(await findVideo(again)).toEqual({ kind: 'absent' });
    expect(await performNamed(again, 'video')).toMatchObject({ kind: 'start_over' });
  });

  it('is looked for among the channel’s videos by its words', async () => {
    const plan = await started();
    await performNamed(plan, 'video');
    clock.now += 8 * dayMs;
    const [delivery] = await received(plan);
    expect(await findVideo(plan)).toMatchObject({ kind: 'found', post: { remoteId: delivery?.id } });
    expect(await findVideo(plan, (id) => id === delivery?.id)).toEqual({ kind: 'absent' });
    const content = { ...plan.content, text: 'Other words' };
    expect(await findVideo({ ...plan, content })).toMatchObject({ kind: 'cannot_tell' });
    expect(await findVideo({ ...plan, content: { ...content, title: 'Another' } })).toEqual({ kind: 'absent' });
    const twin = { ...(await started(undefined, { title: plan.content.title })), startedAt: plan.startedAt };
    await performNamed(twin, 'video');
    clock.now += 8 * dayMs;
    expect(await findVideo(plan)).toMatchObject({ kind: 'cannot_tell' });
  });
});
