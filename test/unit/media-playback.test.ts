import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VideoFile, VideoStore } from '../../main/core/ports/system.ts';
import { playback } from '../../main/media/playback.ts';
import { videoStore } from '../../main/media/videos.ts';
import { asQuickTime, grownTo, keptVideo, sampleVideo } from '../helpers/videos.ts';

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

describe('videos in windows', () => {
  it('are found by their hash alone', async () => {
    const file = await added(asQuickTime(await sampleVideo()));
    const found = await playback(folder).video(file.sha256);
    expect([found?.size, found?.type]).toEqual([file.sizeBytes, 'video/quicktime']);
    expect(await playback(folder).video('ab'.repeat(32) as typeof file.sha256)).toBeNull();
  });

  it('are checked once, and again when the file changes', async () => {
    const file = await added(await sampleVideo());
    const { video } = playback(folder);
    const first = await video(file.sha256);
    expect(await video(file.sha256)).toBe(first);
    await truncate(pathOf(file), 1000);
    expect(await video(file.sha256)).toBeNull();
    await added(await sampleVideo());
    expect((await video(file.sha256))?.size).toBe(file.sizeBytes);
  });

  it('are remembered for a few, so that many leave no trace in memory', async () => {
    const { video } = playback(folder);
    const files: VideoFile[] = [];
    for (let more = 8; more < 14; more += 1) files.push(await added(grownTo(await sampleVideo(), 200_000 + more)));
    const [first] = files;
    if (first === undefined) throw new Error('No video was kept.');
    const asked = await video(first.sha256);
    for (const { sha256 } of files) await video(sha256);
    expect(await video(first.sha256)).not.toBe(asked);
  });
});
