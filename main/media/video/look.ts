/** What a video is, from its bytes: never from its name or from what a server called it. */
import type { VideoType } from '../kept-types.ts';
import { withFileBytes, type Container, type Patch } from './bytes.ts';
import { readMovie } from './movie.ts';
import { readWebm } from './webm.ts';

export interface VideoLook {
  readonly mimeType: VideoType;
  /** As it is seen: rotation and the shape of pixels are applied. */
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  /** As mediabunny names it; null for one that it does not know. */
  readonly codec: string | null;
  /** What to write over so that it tells no place; null where that cannot be done. */
  readonly places: readonly Patch[] | null;
}

const ebmlMark = '1a45dfa3';

async function containerOf(path: string): Promise<Container | null> {
  return await withFileBytes(path, async (bytes) => {
    const mark = (await bytes.read(0, 4)).toString('hex');
    return mark === ebmlMark ? await readWebm(bytes) : await readMovie(bytes);
  });
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** Null where the file is no video, is cut off, or nothing of it would be seen. */
export async function lookAtVideo(path: string): Promise<VideoLook | null> {
  const container = await containerOf(path);
  if (container === null || !isCount(container.durationMs)) return null;
  // Loaded at the first video, not at the start of the program.
  const { trackOf } = await import('./track.ts');
  const track = await trackOf(container.head);
  if (track === null || !isCount(track.width) || !isCount(track.height)) return null;
  const { durationMs, places } = container;
  return { ...track, durationMs, places };
}
