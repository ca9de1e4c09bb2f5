/** Files named by the SHA-256 of their bytes, two letters deep: `ab/abcdef….jpg`. */
import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sha256 } from '../../contract/model.ts';
import { endings, isPictureType, type PictureType } from './inspect.ts';

export const hashOf = (bytes: Uint8Array): Sha256 => createHash('sha256').update(bytes).digest('hex') as Sha256;

async function hashOfBlob(blob: Blob): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of blob.stream()) hash.update(chunk);
  return hash.digest('hex');
}

/** Where a picture lies. The hash is checked because it becomes part of a path. */
export function pathOf(folder: string, sha256: string, ending: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('A picture is named by a SHA-256 in lower-case hexadecimal.');
  return join(folder, sha256.slice(0, 2), `${sha256}.${ending}`);
}

/** Writes whole or not at all: under another name first, flushed to the disk, then renamed. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * The bytes of a kept picture, on the disk until they are read. Throws when the file is gone or has another hash; one
 * that changes after the check fails while it is read.
 */
export async function readKept(folder: string, sha256: string, mimeType: string): Promise<Blob> {
  if (!isPictureType(mimeType)) throw new TypeError(`Crosstie keeps no files of the type ${mimeType}.`);
  const blob = await openAsBlob(pathOf(folder, sha256, endings[mimeType]), { type: mimeType });
  if ((await hashOfBlob(blob)) !== sha256) throw new Error(`The kept picture ${sha256} is damaged.`);
  return blob;
}

/** Keeps the bytes under their hash; what is there already and unharmed is not written again. */
export async function keep(folder: string, bytes: Uint8Array, mimeType: PictureType): Promise<Sha256> {
  const sha256 = hashOf(bytes);
  const kept = await readKept(folder, sha256, mimeType).catch(() => null);
  if (kept === null) await writeWhole(pathOf(folder, sha256, endings[mimeType]), bytes);
  return sha256;
}
