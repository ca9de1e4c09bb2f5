/** A file on the disk that is looked at here and there, and never whole. */
import { open } from 'node:fs/promises';

export interface FileBytes {
  readonly sizeBytes: number;
  /** The bytes from `at`, fewer where the file ends. */
  readonly read: (at: number, sizeBytes: number) => Promise<Buffer>;
}

/** Opens a file for as long as `work` takes. */
export async function withFileBytes<Answer>(
  path: string,
  work: (bytes: FileBytes) => Promise<Answer>,
): Promise<Answer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (at: number, sizeBytes: number): Promise<Buffer> => {
      const wanted = Buffer.alloc(Math.max(0, Math.min(sizeBytes, size - at)));
      const { bytesRead } = await file.read(wanted, 0, wanted.length, at);
      return wanted.subarray(0, bytesRead);
    };
    return await work({ sizeBytes: size, read });
  } finally {
    await file.close();
  }
}

/** What a container says of itself, before anybody looks at its tracks. */
export interface Container {
  /** A small file of the same kind that has the descriptions of the tracks and no frames. */
  readonly head: Buffer;
  readonly durationMs: number;
  /** What to write over so that the file tells no place; null where that cannot be done. */
  readonly places: readonly Patch[] | null;
}

/** A stretch of a file to be written over: with `start`, and zeros after it. */
export interface Patch {
  readonly at: number;
  readonly sizeBytes: number;
  readonly start: Uint8Array;
}

function writeOver(chunk: Uint8Array, chunkAt: number, { at, sizeBytes, start }: Patch): void {
  const from = Math.max(0, at - chunkAt);
  chunk.fill(0, from, Math.max(from, at + sizeBytes - chunkAt));
  const unwritten = start.subarray(Math.max(0, chunkAt - at));
  if (from < chunk.length) chunk.set(unwritten.subarray(0, chunk.length - from), from);
}

/** The chunks with all patches written over them. Nothing moves, and the chunks that came in stay as they are. */
export async function* patched(
  chunks: AsyncIterable<Uint8Array>,
  patches: readonly Patch[],
): AsyncGenerator<Uint8Array> {
  const left = patches.toSorted((one, other) => one.at - other.at);
  let chunkAt = 0;
  for await (const chunk of chunks) {
    const chunkEnd = chunkAt + chunk.byteLength;
    const copy = Uint8Array.from(chunk);
    for (const patch of left) {
      if (patch.at >= chunkEnd) break;
      if (patch.at + patch.sizeBytes > chunkAt) writeOver(copy, chunkAt, patch);
    }
    yield copy;
    chunkAt = chunkEnd;
  }
}
