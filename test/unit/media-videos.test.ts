import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, BufferTarget, Conversion, Input, Mp4OutputFormat, Output } from 'mediabunny';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VideoFile, VideoStore } from '../../main/core/ports/system.ts';
import { videoStore } from '../../main/media/videos.ts';
import {
  asQuickTime,
  box,
  grownInChunks,
  grownTo,
  inChunks,
  keptVideo,
  placeOf,
  roomyVideo,
  sampleVideo,
  withMovieBoxes,
} from '../helpers/videos.ts';
import { number } from '../helpers/video-words.ts';
import { element, webm } from '../helpers/webm.ts';

const megabyte = 1024 * 1024;

let folder: string;
let store: VideoStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstie-videos-'));
  store = videoStore(folder);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const added = (bytes: Uint8Array): Promise<VideoFile> => keptVideo(store, bytes);

const pathOf = ({ sha256 }: VideoFile, ending = 'mp4'): string =>
  join(folder, sha256.slice(0, 2), `${sha256}.${ending}`);
const allFiles = async (): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function inFragments(bytes: Uint8Array): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'fragmented' }), target });
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  await (await Conversion.init({ input, output, showWarnings: false })).execute();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}

/** The camera lay on its side: the matrix of the picture's track says a quarter turn. */
function turned(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const matrix = placeOf(copy, 'tkhd') + 8 + 40;
  for (const [index, value] of [0, 0x10000, 0, -0x10000, 0].entries()) copy.writeInt32BE(value, matrix + index * 4);
  return copy;
}

/** One number of four bytes in a box, written over. */
function withNumber(bytes: Buffer, type: string, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, placeOf(copy, type) + 8 + offset);
  return copy;
}

describe('keeping videos', () => {
  it('keeps the exact bytes under their hash, once, and knows what they show', async () => {
    const bytes = await sampleVideo('dunes-pan');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = await added(bytes);
    const facts = { width: 1280, height: 720, durationMs: 4000 };
    expect(file).toEqual({ sha256, mimeType: 'video/mp4', sizeBytes: bytes.length, ...facts });
    expect(await added(bytes)).toEqual(file);
    expect(await allFiles()).toEqual([`${sha256}.mp4`]);
    const blob = await store.read(file.sha256, 'video/mp4');
    expect(blob.type).toBe('video/mp4');
    expect(Buffer.from(await blob.bytes()).equals(bytes)).toBe(true);
  });

  it('tells the sides as the video is seen, not as the camera lay', async () => {
    expect(await added(turned(await sampleVideo('dunes-pan')))).toMatchObject({ width: 720, height: 1280 });
  });

  it('knows the type from the bytes', async () => {
    expect(await added(asQuickTime(await sampleVideo()))).toMatchObject({ mimeType: 'video/quicktime', width: 720 });
    const kept = await added(webm({ durationMs: 2500 }));
    expect(kept).toMatchObject({ mimeType: 'video/webm', width: 320, height: 240, durationMs: 2500 });
  });

  it.each([false, true])('finds the duration of a recording in its frames (grouped: %s)', async (isGrouped) => {
    const frames = [
      [0, 40],
      [10, 990],
    ];
    const recorded = webm({ durationMs: null, isOpen: true, isGrouped, frames });
    expect((await added(recorded)).durationMs).toBe(1990);
  });

  it('finds the duration of a movie in fragments that say when they begin', async () => {
    const { durationMs } = await added(await inFragments(await sampleVideo()));
    expect(durationMs).toBeGreaterThanOrEqual(4000);
    expect(durationMs).toBeLessThan(4100);
  });

  it('finds the duration of a movie in fragments that only say how many frames they have', async () => {
    const bytes = await sampleVideo();
    const tenthOfSecond = bytes.readUInt32BE(placeOf(bytes, 'mdhd') + 8 + 12) / 10;
    const numbers = (...values: readonly number[]): Buffer => Buffer.concat(values.map(number));
    const defaults = box('mvex', box('trex', numbers(0, 1, 1, tenthOfSecond, 0, 0)));
    const fragment = box('moof', box('traf', box('tfhd', numbers(0, 1)), box('trun', numbers(0, 60))));
    const movie = Buffer.concat([withMovieBoxes(bytes, defaults), fragment, fragment]);
    expect((await added(movie)).durationMs).toBe(12_000);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ['nothing', async () => Buffer.alloc(0)],
    ['a web page', async () => Buffer.from('<!doctype html><title>Sign in</title>')],
    ['a web page that begins like a video', async () => Buffer.from('\0\0\0\x18ftypmp42<title>Sign in</title>')],
    ['an MP4 that was cut off', async () => (await sampleVideo()).subarray(0, 100_000)],
    [
      'an MP4 that was cut off in a box that says no size',
      async () => {
        const bytes = await sampleVideo();
        return withNumber(bytes, 'mdat', -8, 0).subarray(0, 100_000);
      },
    ],
    ['an MP4 whose end is cut off', async () => grownTo(await sampleVideo(), megabyte).subarray(0, -1)],
    [
      'an MP4 without frames',
      async () => {
        const bytes = withNumber(await inFragments(await sampleVideo()), 'mvhd', 16, 4000);
        return bytes.subarray(0, placeOf(bytes, 'moof'));
      },
    ],
    [
      'an MP4 without tracks',
      async () => Buffer.concat([box('ftyp', Buffer.from('mp42')), box('moov'), box('mdat', Buffer.alloc(9))]),
    ],
    ['an MP4 that lasts no time', async () => withNumber(await sampleVideo(), 'mvhd', 16, 0)],
    ['an MP4 with two indexes', async () => Buffer.concat([await sampleVideo(), box('moov')])],
    ['a WebM that was cut off', async () => webm({ durationMs: 2500 }).subarray(0, -1)],
    ['a recording that was cut off', async () => webm({ durationMs: null, isOpen: true }).subarray(0, -1)],
    ['a WebM without tracks', async () => Buffer.concat([element('1a45dfa3', element('4282', Buffer.from('webm')))])],
    [
      'Matroska that is no WebM',
      async () => {
        const bytes = webm({ durationMs: 2500 });
        bytes.write('mkva', bytes.indexOf('webm'));
        return bytes;
      },
    ],
  ])('refuses %s, and leaves nothing behind', async (_name, make) => {
    expect(await store.add(inChunks(await make()), megabyte)).toBeNull();
    expect(await allFiles()).toEqual([]);
  });

  it.each([
    ['an index that says how to make gigabytes of it', 'stts', 8, 0xffffffff],
    ['more frames than there is room for', 'stsz', 8, 0xffffffff],
    ['more chunks than there is room for', 'stsc', 4, 0xffffffff],
    ['chunks of any size', 'stsc', 12, 0xffffffff],
  ])('looks at %s without doing so', async (_name, type, offset, value) => {
    const bytes = withNumber(await sampleVideo(), type, offset, value);
    expect(await added(bytes)).toMatchObject({ width: 720, durationMs: 4000 });
  });

  it('stops reading a stream that has more than it may, and keeps nothing of it', async () => {
    let asked = 0;
    const endless = grownInChunks(await sampleVideo(), 2 ** 31, (askedBytes) => (asked = askedBytes));
    expect(await store.add(endless, megabyte)).toBeNull();
    expect(asked).toBeLessThan(megabyte + 65 * 1024);
    expect(await allFiles()).toEqual([]);
  });

  it('takes a stream that has exactly what it may have', async () => {
    const bytes = grownTo(await sampleVideo(), megabyte);
    expect(await store.add(inChunks(bytes), megabyte)).toMatchObject({ sizeBytes: megabyte });
    expect(await store.add(inChunks(bytes), megabyte - 1)).toBeNull();
  });

  it('passes on that a stream broke, and keeps nothing of it', async () => {
    const bytes = await sampleVideo();
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 50_000);
      throw new Error('The network is gone.');
    }
    await expect(store.add(broken(), megabyte)).rejects.toThrow('The network is gone.');
    expect(await allFiles()).toEqual([]);
  });

  it('never has a large video in memory', async () => {
    const bytes = await sampleVideo();
    const before = process.memoryUsage().rss;
    let most = 0;
    const large = grownInChunks(
      bytes,
      200 * megabyte,
      () => (most = Math.max(most, process.memoryUsage().rss - before)),
    );
    const file = await store.add(large, 200 * megabyte);
    expect(file).toMatchObject({ sizeBytes: 200 * megabyte, durationMs: 4000 });
    if (file !== null) expect(await store.fit(file, roomyVideo)).toEqual({ kind: 'as_is', file });
    expect(Math.max(most, process.memoryUsage().rss - before)).toBeLessThan(120 * megabyte);
  });

  it('does not hand over a file that no longer has its hash, and heals it when the video comes again', async () => {
    const bytes = await sampleVideo();
    const file = await added(bytes);
    await writeFile(pathOf(file), Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])]));
    await expect(store.read(file.sha256, file.mimeType)).rejects.toThrow('damaged');
    expect(await store.fit(file, roomyVideo)).toEqual({ kind: 'impossible', reason: 'damaged' });
    await added(bytes);
    expect((await store.read(file.sha256, file.mimeType)).size).toBe(bytes.length);
  });

  it('reads no file under a name that is no hash, and none of a type that is not kept', async () => {
    const { sha256 } = await added(await sampleVideo());
    await expect(store.read('../../secret' as typeof sha256, 'video/mp4')).rejects.toThrow(TypeError);
    await expect(store.read(sha256, 'text/html')).rejects.toThrow(TypeError);
  });
});
