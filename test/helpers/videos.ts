/** Videos for tests: the rehearsal's samples, of any size and with more boxes. */
import type { VideoLimits } from '../../contract/model.ts';
import type { VideoFile, VideoStore } from '../../main/core/ports/system.ts';
import { readVideo, type VideoName } from '../../main/rehearsal/videos.ts';

export const sampleVideo = async (name: VideoName = 'town-pan'): Promise<Buffer> => await readVideo(name);

/** A box of MP4 and MOV. */
export function box(type: string, ...contents: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(contents.reduce((sum, content) => sum + content.length, header.length));
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...contents]);
}

/** The same video with free space behind it, `sizeBytes` in all: 8 or more bytes larger than it was, or as it was. */
export function grownTo(bytes: Uint8Array, sizeBytes: number): Buffer {
  const more = sizeBytes - bytes.length;
  if (more === 0) return Buffer.from(bytes);
  if (more < 8) throw new RangeError('Free space has at least eight bytes.');
  return Buffer.concat([bytes, box('free', Buffer.alloc(more - 8))]);
}

/** `grownTo` in chunks of 64 KiB, of which one at a time is in memory; `onChunk` hears how many bytes have been asked for. */
export async function* grownInChunks(
  bytes: Uint8Array,
  sizeBytes: number,
  onChunk: (askedBytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(sizeBytes - bytes.length);
  header.write('free', 4, 'latin1');
  const zeros = new Uint8Array(64 * 1024);
  let asked = 0;
  const hand = (chunk: Uint8Array): Uint8Array => {
    onChunk((asked += chunk.length));
    return chunk;
  };
  yield hand(Buffer.from(bytes));
  yield hand(header);
  for (let at = bytes.length + header.length; at < sizeBytes; at += zeros.length) {
    yield hand(zeros.subarray(0, Math.min(zeros.length, sizeBytes - at)));
  }
}

/** What a network hands over. */
export async function* inChunks(bytes: Uint8Array, chunkBytes = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** Where a box of the file begins that has its type only once before `moov` ends; its size is there. */
export const placeOf = (video: Buffer, type: string): number => video.indexOf(type, 0, 'latin1') - 4;

/**
 * A sample with more boxes in its `moov`. The frames stay where they are: the larger `moov` goes to the end, and free space
 * takes its old place.
 */
export function withMovieBoxes(video: Buffer, ...boxes: readonly Uint8Array[]): Buffer {
  const at = placeOf(video, 'moov');
  const end = at + video.readUInt32BE(at);
  const moved = box('moov', video.subarray(at + 8, end), ...boxes);
  return Buffer.concat([video.subarray(0, at), box('free', Buffer.alloc(end - at - 8)), video.subarray(end), moved]);
}

/** The sample as a camera of Apple's would call it. */
export function asQuickTime(video: Buffer): Buffer {
  const copy = Buffer.from(video);
  copy.write('qt  ', 8, 'latin1');
  return copy;
}

/** A destination that takes whatever is kept. */
export const roomyVideo: VideoLimits = {
  bytes: 2 ** 30,
  types: ['video/mp4', 'video/quicktime', 'video/webm'],
  shortestMs: 0,
  longestMs: 600_000,
  widest: null,
  ratio: null,
  codecs: null,
};

/** Keeps a video that must be one. */
export async function keptVideo(store: VideoStore, bytes: Uint8Array): Promise<VideoFile> {
  const file = await store.add(inChunks(bytes), bytes.length);
  if (file === null) throw new Error('The test video was refused.');
  return file;
}
