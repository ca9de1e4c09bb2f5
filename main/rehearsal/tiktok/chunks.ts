/** TikTok's rules for the chunks of an upload (networks.md: TikTok, publish, step 3). */

/** The rules speak of MB; which of the two they mean they do not say. */
const megabyte = 1_000_000;
const smallest = 5 * megabyte;
const largest = 64 * megabyte;
export const largestLastBytes = 128 * megabyte;
const largestVideo = 4000 * megabyte;
const mostChunks = 1000;

/** What is wrong with a plan of chunks; null when nothing is. */
export function checkChunks(size: number, chunkSize: number, count: number): string | null {
  if (size > largestVideo) return 'The video size is too large';
  if (size < smallest) return chunkSize === size && count === 1 ? null : 'The chunk size is invalid';
  if (chunkSize < smallest || chunkSize > largest || chunkSize > size) return 'The chunk size is invalid';
  if (count !== Math.floor(size / chunkSize) || count > mostChunks) return 'The total chunk count is invalid';
  return size - chunkSize * (count - 1) > largestLastBytes ? 'The chunk size is invalid' : null;
}

/** Where a chunk ends that begins at `start`: the last one carries what is left over. */
export function chunkEnd(
  start: number,
  { size, chunkSize, chunkCount }: { size: number; chunkSize: number; chunkCount: number },
): number {
  return start >= chunkSize * (chunkCount - 1) ? size : start + chunkSize;
}

export interface Range {
  readonly start: number;
  /** The last byte, as Content-Range counts. */
  readonly last: number;
  readonly total: number;
}
export function readRange(header: string | undefined): Range | null {
  const found = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header ?? '');
  return found === null ? null : { start: Number(found[1]), last: Number(found[2]), total: Number(found[3]) };
}
