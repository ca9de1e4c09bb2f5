/** The videos of the sample posts: slow pans over drawings of ours, made by `assets/make-videos.ts`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SampleVideo {
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
}

/** All are MP4 with H.264 and AAC. */
export const sampleVideos = {
  'harbour-pan': { width: 1080, height: 1920, durationMs: 6000 },
  'dunes-pan': { width: 1280, height: 720, durationMs: 4000 },
  'town-pan': { width: 720, height: 720, durationMs: 4000 },
} as const satisfies Readonly<Record<string, SampleVideo>>;
export type VideoName = keyof typeof sampleVideos;

export const videoNames = Object.keys(sampleVideos) as readonly VideoName[];
export const isVideoName = (name: string): name is VideoName => Object.hasOwn(sampleVideos, name);

/** As deep below the program's folder as `out/main`, where this is when it is built. */
const folder = join(import.meta.dirname, '../../assets/rehearsal');

/** The MP4 of a sample. */
export const readVideo = async (name: VideoName): Promise<Buffer> => await readFile(join(folder, `${name}.mp4`));
