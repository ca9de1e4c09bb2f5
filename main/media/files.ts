/** Files named by the SHA-256 of their bytes, two letters deep: `ab/abcdef….jpg`. */
import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sha256 } from '../../contract/model.ts';
import { endingOf, type PictureType } from './kept-types.ts';

export const hashOf = (bytes: Uint8Array): Sha256 => createHash('sha256').update(bytes).digest('hex') as Sha256;

async function hashOfBlob(blob: Blob): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of blob.stream()) hash.update(chunk);
  return hash.digest('hex');
}

/** Where a file lies. The hash is checked because it becomes part of a path. */
export function pathOf(folder: string, sha256: string, ending: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('A file is named by a SHA-256 in lower-case hexadecimal.');
  return join(folder, sha256.slice(0, 2), `${sha256}.${ending}`);
}

/** Gives `work` a name beside `path` that no other file has. What it has not moved away from there is removed. */
async function withUnfinished<Answer>(path: string, work: (unfinished: string) => Promise<Answer>): Promise<Answer> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    return await work(unfinished);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Writes whole or not at all: under another name first, flushed to the disk, then renamed. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await withUnfinished(path, async (unfinished) => {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  });
}

/**
 * The bytes of a kept file, on the disk until they are read. Throws when the file is gone or has another hash; one that
 * changes after the check fails while it is read.
 */
export async function readKept(folder: string, sha256: string, mimeType: string): Promise<Blob> {
  const blob = await openAsBlob(pathOf(folder, sha256, endingOf(mimeType)), { type: mimeType });
  if ((await hashOfBlob(blob)) !== sha256) throw new Error(`The kept file ${sha256} is damaged.`);
  return blob;
}

const isKept = async (folder: string, sha256: string, mimeType: string): Promise<boolean> =>
  await readKept(folder, sha256, mimeType).then(
    () => true,
    () => false,
  );

/** Keeps the bytes under their hash; what is there already and unharmed is not written again. */
export async function keep(folder: string, bytes: Uint8Array, mimeType: PictureType): Promise<Sha256> {
  const sha256 = hashOf(bytes);
  if (!(await isKept(folder, sha256, mimeType))) await writeWhole(pathOf(folder, sha256, endingOf(mimeType)), bytes);
  return sha256;
}

/** What a stream turned out to be. */
export interface Streamed {
  readonly sha256: Sha256;
  readonly sizeBytes: number;
}

/** Writes the chunks as they come. Null at the first byte that is too many: the rest is not asked for. */
async function writeStream(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Streamed | null> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx');
  try {
    for await (const chunk of chunks) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) return null;
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex') as Sha256, sizeBytes };
}

/**
 * Keeps a stream under its hash when `lookAt` finds in the written file what it is. Null, and nothing is kept: it has more
 * than `maxBytes`, or is nothing that `lookAt` knows. Throws what the stream throws.
 */
export async function keepStream<Known extends { readonly mimeType: string }>(
  folder: string,
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  lookAt: (path: string) => Promise<Known | null>,
): Promise<(Streamed & Known) | null> {
  return await withUnfinished(join(folder, 'stream'), async (unfinished) => {
    const streamed = await writeStream(unfinished, chunks, maxBytes);
    const known = streamed === null ? null : await lookAt(unfinished);
    if (streamed === null || known === null) return null;
    const path = pathOf(folder, streamed.sha256, endingOf(known.mimeType));
    if (!(await isKept(folder, streamed.sha256, known.mimeType))) await moveTo(path, unfinished);
    return { ...streamed, ...known };
  });
}

async function moveTo(path: string, unfinished: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(unfinished, path);
}
