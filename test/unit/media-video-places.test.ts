/** Where a video was filmed is taken out of it, and nothing else moves or changes. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VideoFile, VideoStore } from '../../main/core/ports/system.ts';
import { patched } from '../../main/media/video/bytes.ts';
import { videoStore } from '../../main/media/videos.ts';
import { asQuickTime, box, inChunks, keptVideo, roomyVideo, sampleVideo, withMovieBoxes } from '../helpers/videos.ts';
import { appleText, handler, keyed, number, text, value, xmp, xmpId } from '../helpers/video-words.ts';
import { tag, webm } from '../helpers/webm.ts';

const secret = '+51.4778-000.0014+046.000/';

let folder: string;
let store: VideoStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crosstie-places-'));
  store = videoStore(folder);
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const kept = (bytes: Uint8Array): Promise<VideoFile> => keptVideo(store, bytes);
const bytesOf = async ({ sha256, mimeType }: VideoFile): Promise<Buffer> =>
  Buffer.from(await (await store.read(sha256, mimeType)).bytes());

/** The copy that would be sent, after checking that it is one: whole, kept under its own hash, and nothing left to free. */
async function freedCopy(bytes: Buffer): Promise<Buffer> {
  const file = await kept(bytes);
  const answer = await store.fit(file, roomyVideo);
  if (answer.kind === 'impossible') throw new Error(`It does not fit: ${answer.reason}`);
  expect(answer.file.sha256).not.toBe(file.sha256);
  const copy = await bytesOf(answer.file);
  expect(answer.file).toEqual({ ...file, sha256: createHash('sha256').update(copy).digest('hex') });
  expect((await bytesOf(file)).equals(bytes)).toBe(true);
  expect(await store.fit(file, roomyVideo)).toEqual(answer);
  expect(await store.fit(answer.file, roomyVideo)).toEqual(answer);
  return copy;
}

const isUntouched = async (bytes: Buffer): Promise<void> => {
  const file = await kept(bytes);
  expect(await store.fit(file, roomyVideo)).toEqual({ kind: 'as_is', file });
};

describe('a place that a phone wrote down', () => {
  it('becomes free space in ©xyz, and every other byte stays', async () => {
    const place = appleText('©xyz', secret);
    const video = withMovieBoxes(await sampleVideo(), box('udta', appleText('©nam', 'Roofs'), place, number(0)));
    const copy = await freedCopy(video);
    const at = video.indexOf(place);
    const expected = Buffer.from(video);
    box('free', Buffer.alloc(place.length - 8)).copy(expected, at);
    expect(copy.equals(expected)).toBe(true);
  });

  it('goes from loci of 3GPP', async () => {
    const loci = box('loci', number(0), text('\x15\xc7Greenwich\0'), Buffer.alloc(13, 7));
    const video = withMovieBoxes(await sampleVideo(), box('udta', loci));
    const copy = await freedCopy(video);
    expect(copy.includes('Greenwich')).toBe(false);
    const expected = Buffer.from(video);
    box('free', Buffer.alloc(loci.length - 8)).copy(expected, video.indexOf(loci));
    expect(copy.equals(expected)).toBe(true);
  });

  it.each([
    ['of QuickTime', false],
    ['of ISO', true],
  ])('goes from the keys of meta %s, and the other keys keep their values', async (_name, hasVersion) => {
    const entries = {
      'com.apple.quicktime.make': 'Aperture Works',
      'com.apple.quicktime.location.ISO6709': secret,
      'com.apple.quicktime.location.accuracy.horizontal': '4.7',
      'com.apple.quicktime.software': 'Version 19',
    };
    const parts = keyed(entries);
    const meta = hasVersion ? box('meta', number(0), ...parts) : box('meta', ...parts);
    const video = withMovieBoxes(asQuickTime(await sampleVideo()), meta);
    const copy = await freedCopy(video);
    const expected = Buffer.from(video);
    expected.fill(0, video.indexOf(secret), video.indexOf(secret) + secret.length);
    expected.fill(0, video.lastIndexOf('4.7'), video.lastIndexOf('4.7') + 3);
    expect(copy.equals(expected)).toBe(true);
  });

  it('goes from the list of iTunes, and the title stays', async () => {
    const item = box(
      '----',
      box('mean', number(0), text('com.example')),
      box('name', number(0), text('GPS')),
      value(secret),
    );
    const list = box('ilst', box('©nam', value('Roofs')), box('©xyz', value(secret)), item);
    const video = withMovieBoxes(await sampleVideo(), box('udta', box('meta', number(0), handler('mdir'), list)));
    const copy = await freedCopy(video);
    expect([copy.includes(secret), copy.includes('Roofs'), copy.includes('GPS')]).toEqual([false, true, false]);
  });

  it.each([
    ['a track', (place: Buffer) => box('trak', box('mdia', handler('tmcd')), box('udta', place))],
    ['a list that cannot be read', (place: Buffer) => box('udta', place, number(9999), text('abcd'))],
    ['a kind of list that nobody knows', (place: Buffer) => box('meta', number(0), handler('nrtm'), place)],
    ['a box that nobody knows', (place: Buffer) => box('udta', box('GPMF', place))],
    ['a box of the movie that nobody knows', (place: Buffer) => box('gps ', place)],
    ['XMP', () => box('udta', box('XMP_', xmp(`exif:GPSLatitude="${secret}"`)))],
    ['XMP under its own number', () => box('uuid', xmpId, xmp(`photoshop:City="${secret}"`))],
  ])('goes from %s', async (_name, around) => {
    const video = withMovieBoxes(await sampleVideo(), around(appleText('©xyz', secret)));
    expect((await freedCopy(video)).includes(secret)).toBe(false);
  });

  it.each([
    ['a box that nobody knows', (place: Buffer) => box('gps0', place)],
    ['XMP', (place: Buffer) => box('uuid', xmpId, xmp(`exif:GPSLatitude="${place.toString('latin1')}"`))],
  ])('goes from %s beside the movie', async (_name, around) => {
    const video = Buffer.concat([await sampleVideo(), around(text(secret))]);
    expect((await freedCopy(video)).includes(secret)).toBe(false);
  });
});

describe('a track of places', () => {
  const more = `${secret} again`;

  /** Three frames in two chunks at the end of the file, which a track of its own speaks of. */
  async function withPlaces(kind: string): Promise<Buffer> {
    const sample = await sampleVideo();
    const trackAt = (at: number): Buffer => {
      const stbl = box(
        'stbl',
        box('stsd', number(0), number(1), box('gpmd', Buffer.alloc(8))),
        box('stts', ...[0, 1, 3, 1000].map(number)),
        box('stsc', ...[0, 2, 1, 1, 1, 2, 2, 1].map(number)),
        box('stsz', ...[0, 0, 3, secret.length, 5, more.length].map(number)),
        box('stco', ...[0, 2, at, at + secret.length + 4].map(number)),
      );
      return box('trak', box('tkhd', Buffer.alloc(84)), box('mdia', handler(kind), box('minf', stbl)));
    };
    const frames = box('mdat', text(secret), text('KEEP'), text('48 km'), text(more), text('TOO'));
    const { length } = withMovieBoxes(sample, trackAt(0));
    return Buffer.concat([withMovieBoxes(sample, trackAt(length + 8)), frames]);
  }

  it('goes with its frames, and what lies between them stays', async () => {
    const video = await withPlaces('meta');
    const copy = await freedCopy(video);
    const frames = copy.subarray(copy.lastIndexOf('mdat') + 4);
    const blank = (words: string): string => '\0'.repeat(words.length);
    expect(frames.toString('latin1')).toBe(`${blank(secret)}KEEP${blank(`48 km${more}`)}TOO`);
    expect(copy.includes('gpmd')).toBe(false);
    const untilTrack = video.lastIndexOf('trak', video.lastIndexOf('gpmd')) - 4;
    expect(copy.subarray(0, untilTrack).equals(video.subarray(0, untilTrack))).toBe(true);
  });

  it('is what every track counts as that is no picture, no sound and no words', async () => {
    await isUntouched(await withPlaces('sbtl'));
    expect((await freedCopy(await withPlaces('camm'))).includes('48 km')).toBe(false);
  });

  it('stands in the way where its frames lie in fragments', async () => {
    const video = withMovieBoxes(await withPlaces('meta'), box('mvex'));
    expect(await store.fit(await kept(video), roomyVideo)).toEqual({ kind: 'impossible', reason: 'type' });
  });
});

describe('a place in a WebM', () => {
  it('goes with the tags that it stands in', async () => {
    const video = webm({ durationMs: 2500, tags: [tag('TITLE', 'Roofs'), tag('LOCATION', secret)] });
    const copy = await freedCopy(video);
    const at = video.indexOf(Buffer.from('1254c367', 'hex'));
    expect(copy.includes(secret)).toBe(false);
    expect(copy.subarray(0, at).equals(video.subarray(0, at))).toBe(true);
    expect(copy[at]).toBe(0xec);
  });

  it('is not looked for in other tags', async () => {
    await isUntouched(webm({ durationMs: 2500, tags: [tag('TITLE', 'Roofs'), tag('ENCODER', 'Lavf')] }));
  });
});

describe('a video that tells no place', () => {
  it.each<[string, () => Buffer]>([
    [
      'titles and makers',
      () => box('udta', appleText('©nam', 'Roofs'), appleText('©ART', 'Mara'), box('cprt', text('CC BY'))),
    ],
    ['keys', () => box('meta', ...keyed({ 'com.apple.quicktime.make': 'Aperture Works' }))],
    ['XMP with a maker', () => box('udta', box('XMP_', xmp('dc:creator="Mara"')))],
    ['a box under a number that is not XMP’s', () => box('uuid', Buffer.alloc(16, 7), text('projection'))],
  ])('goes out as it came, with %s', async (_name, more) => {
    await isUntouched(withMovieBoxes(await sampleVideo(), more()));
  });
});

describe('writing over', () => {
  it.each([1, 3, 7, 64])('comes to the same in chunks of %i bytes', async (chunkBytes) => {
    const bytes = text('abcdefghijklmnopqrstuvwxyz');
    const patches = [
      { at: 17, sizeBytes: 3, start: text('X') },
      { at: 2, sizeBytes: 9, start: text('12345') },
      { at: 24, sizeBytes: 9, start: text('YZ!') },
    ];
    const written: Uint8Array[] = [];
    for await (const chunk of patched(inChunks(bytes, chunkBytes), patches)) written.push(chunk);
    expect(Buffer.concat(written).toString('latin1')).toBe('ab12345\0\0\0\0lmnopqX\0\0uvwxYZ');
    expect(bytes.toString('latin1')).toBe('abcdefghijklmnopqrstuvwxyz');
  });
});
