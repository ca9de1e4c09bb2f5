/**
 * Makes the sample videos of the rehearsal and the tests: slow pans over drawings of ours, with a quiet tone.
 * `npx node assets/make-videos.ts` writes rehearsal/{name}.mp4 (H.264 and AAC, the index in front) and needs ffmpeg, which is a
 * tool for this script alone. Another version of ffmpeg writes other bytes; nothing depends on them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { develop } from '../main/rehearsal/pictures/develop.ts';
import { scenes, type SceneName } from '../main/rehearsal/pictures/scenes.ts';
import { sampleVideos, videoNames, type SampleVideo, type VideoName } from '../main/rehearsal/videos.ts';

/** How a sample is made that `sampleVideos` has the sides and the duration of. */
interface Pan {
  readonly scene: SceneName;
  readonly framesPerSecond: 24 | 30;
  /** Which way the camera looks along the picture. */
  readonly along: 'x' | 'y';
  readonly toneHertz: number;
}
const pans: Readonly<Record<VideoName, Pan>> = {
  'harbour-pan': { scene: 'fog-harbour', framesPerSecond: 30, along: 'x', toneHertz: 110 },
  'dunes-pan': { scene: 'dunes-evening', framesPerSecond: 24, along: 'y', toneHertz: 165 },
  'town-pan': { scene: 'roofs', framesPerSecond: 30, along: 'y', toneHertz: 220 },
};

/** Moved at twice the size and then made smaller, so that a slow pan has steps of half a pixel. */
function pictureFilter({ along }: Pan, { width, height, durationMs }: SampleVideo): string {
  const seconds = durationMs / 1000;
  const place = along === 'x' ? `x='(iw-ow)*t/${seconds}':y='(ih-oh)/2'` : `x='(iw-ow)/2':y='(ih-oh)*t/${seconds}'`;
  return [
    `scale=${width * 2}:${height * 2}:force_original_aspect_ratio=increase:flags=lanczos`,
    'hqdn3d=6', // Film grain is what takes the most room.
    `crop=${width * 2}:${height * 2}:${place}`,
    `scale=${width}:${height}:flags=area`,
    'format=yuv420p',
  ].join(',');
}

function argumentsFor(pan: Pan, sample: SampleVideo, picture: string, video: string): readonly string[] {
  const { framesPerSecond, toneHertz } = pan;
  const seconds = sample.durationMs / 1000;
  const tone = `sine=frequency=${toneHertz}:sample_rate=48000:duration=${seconds}`;
  const input = ['-loop', '1', '-framerate', String(framesPerSecond), '-i', picture, '-f', 'lavfi', '-i', tone];
  const filters = ['-t', String(seconds), '-vf', pictureFilter(pan, sample), '-af', 'volume=0.05'];
  const frames = ['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryslow', '-crf', '25', '-threads', '1'];
  const sound = ['-c:a', 'aac', '-b:a', '64k', '-ac', '2'];
  const file = ['-map_metadata', '-1', '-movflags', '+faststart'];
  const sameBytes = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'];
  return ['-y', '-loglevel', 'error', ...input, ...filters, ...frames, ...sound, ...file, ...sameBytes, video];
}

if (spawnSync('ffmpeg', ['-version']).error !== undefined) {
  console.error('The sample videos are made with ffmpeg, and there is none here. They stay as they are.');
  process.exit(1);
}
const drawings = await mkdtemp(join(tmpdir(), 'crosstie-videos-'));
const folder = join(import.meta.dirname, 'rehearsal');
await mkdir(folder, { recursive: true });
for (const name of videoNames) {
  const picture = join(drawings, `${name}.jpg`);
  await writeFile(picture, await develop(scenes[pans[name].scene]()));
  const video = join(folder, `${name}.mp4`);
  execFileSync('ffmpeg', argumentsFor(pans[name], sampleVideos[name], picture, video), { stdio: 'inherit' });
}
await rm(drawings, { recursive: true });
