import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VideoLimits } from '../../contract/model.ts';
import type { VideoFile, VideoStore } from '../../main/core/ports/system.ts';
import { videoStore } from '../../main/media/videos.ts';
import { sampleVideos, videoNames } from '../../main/rehearsal/videos.ts';
import { box, keptVideo, placeOf, roomyVideo, sampleVideo, withMovieBoxes } from '../helpers/videos.ts';

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
const pathOf = ({ sha256 }: VideoFile): string => join(folder, sha256.slice(0, 2), `${sha256}.mp4`);

describe('fitting a video to a destination', () => {
  it('sends the file when the destination takes it', async () => {
    const file = await added(await sampleVideo('harbour-pan'));
    const exactly: VideoLimits = {
      bytes: file.sizeBytes,
      types: ['video/mp4'],
      shortestMs: 6000,
      longestMs: 6000,
      widest: 1080,
      ratio: { least: 9 / 16, most: 9 / 16 },
      codecs: ['avc'],
    };
    expect(await store.fit(file, exactly)).toEqual({ kind: 'as_is', file });
  });

  it.each<[string, Partial<VideoLimits>]>([
    ['type', { types: ['video/webm', 'video/quicktime'] }],
    ['type', { codecs: ['hevc', 'vp9'] }],
    ['size', { bytes: 200_000 }],
    ['too_long', { longestMs: 3999 }],
    ['too_short', { shortestMs: 4001 }],
    ['shape', { widest: 1279 }],
    ['shape', { ratio: { least: 0.5, most: 1.7 } }],
    ['shape', { ratio: { least: 1.8, most: 3 } }],
  ])('says “%s” for %o', async (reason, limits) => {
    const file = await added(await sampleVideo('dunes-pan'));
    expect(await store.fit(file, { ...roomyVideo, ...limits })).toEqual({ kind: 'impossible', reason });
  });

  it('takes a codec that nobody knows for one that is not taken', async () => {
    const bytes = await sampleVideo();
    bytes.write('zzzz', bytes.indexOf('avc1', placeOf(bytes, 'stsd')), 'latin1');
    const file = await added(bytes);
    expect(await store.fit(file, { ...roomyVideo, codecs: ['avc'] })).toEqual({ kind: 'impossible', reason: 'type' });
    expect(await store.fit(file, roomyVideo)).toEqual({ kind: 'as_is', file });
  });

  it('says that a file is damaged that is gone, or was never a video', async () => {
    const file = await added(await sampleVideo());
    expect(await store.fit({ ...file, mimeType: 'text/html' }, roomyVideo)).toEqual({
      kind: 'impossible',
      reason: 'damaged',
    });
    await rm(pathOf(file));
    expect(await store.fit(file, roomyVideo)).toEqual({ kind: 'impossible', reason: 'damaged' });
  });
});

describe('the rehearsal’s videos', () => {
  it.each(videoNames)('%s is small and what it says it is', async (name) => {
    const bytes = await sampleVideo(name);
    expect(bytes.length).toBeLessThan(900_000);
    const file = await added(bytes);
    expect(file).toMatchObject({ mimeType: 'video/mp4', ...sampleVideos[name] });
    expect(await store.fit(file, { ...roomyVideo, codecs: ['avc'] })).toEqual({ kind: 'as_is', file });
    expect(placeOf(bytes, 'moov')).toBeLessThan(placeOf(bytes, 'mdat'));
  });

  it('can be given more boxes without harm', async () => {
    const bytes = withMovieBoxes(await sampleVideo(), box('udta'));
    expect(await added(bytes)).toMatchObject(sampleVideos['town-pan']);
  });
});
