/**
 * Videos in the profile's cache, by the hash of their bytes. They go out as they came: nothing is encoded again. Only what
 * tells a place is written over, in a copy.
 */
import type { VideoLimits } from '../../contract/model.ts';
import type { FittedVideo, VideoFile, VideoStore } from '../core/ports/system.ts';
import { keepStream, pathOf, readKept } from './files.ts';
import { endingOf } from './kept-types.ts';
import { patched } from './video/bytes.ts';
import { lookAtVideo, type VideoLook } from './video/look.ts';

type Reason = Extract<FittedVideo, { readonly kind: 'impossible' }>['reason'];
const impossible = (reason: Reason): FittedVideo => ({ kind: 'impossible', reason });

async function keepVideo(
  folder: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<VideoFile | null> {
  const kept = await keepStream(folder, bytes, maxBytes, lookAtVideo);
  if (kept === null) return null;
  const { sha256, mimeType, sizeBytes, width, height, durationMs } = kept;
  return { sha256, mimeType, sizeBytes, width, height, durationMs };
}

function isShaped({ width, height }: VideoLook, { widest, ratio }: VideoLimits): boolean {
  if (widest !== null && width > widest) return false;
  return ratio === null || (width / height >= ratio.least && width / height <= ratio.most);
}

/** The first that stands in the way, from what nobody can help to what cutting would. */
function reasonAgainst(look: VideoLook, sizeBytes: number, limits: VideoLimits): Reason | null {
  const { types, codecs, bytes, longestMs, shortestMs } = limits;
  if (!types.includes(look.mimeType)) return 'type';
  if (codecs !== null && !codecs.includes(look.codec ?? '')) return 'type';
  if (!isShaped(look, limits)) return 'shape';
  if (look.durationMs > longestMs) return 'too_long';
  if (look.durationMs < shortestMs) return 'too_short';
  if (sizeBytes > bytes) return 'size';
  return look.places === null ? 'type' : null;
}

async function fit(folder: string, file: VideoFile, limits: VideoLimits): Promise<FittedVideo> {
  const { sha256, mimeType } = file;
  const kept = await readKept(folder, sha256, mimeType).catch(() => null);
  const look = kept === null ? null : await lookAtVideo(pathOf(folder, sha256, endingOf(mimeType)));
  if (kept === null || look === null) return impossible('damaged');
  const reason = reasonAgainst(look, kept.size, limits);
  if (reason !== null) return impossible(reason);
  const places = look.places ?? [];
  if (places.length === 0) return { kind: 'as_is', file };
  const copy = await keepVideo(folder, patched(kept.stream(), places), kept.size);
  return copy === null ? impossible('damaged') : { kind: 'as_is', file: copy };
}

/** Keeps videos below `folder`. `fit` answers `as_is` with other bytes where a video only had to be freed of its place. */
export const videoStore = (folder: string): VideoStore => ({
  add: async (bytes, maxBytes) => await keepVideo(folder, bytes, maxBytes),
  fit: async (file, limits) => await fit(folder, file, limits),
  read: async (sha256, mimeType) => await readKept(folder, sha256, mimeType),
});
