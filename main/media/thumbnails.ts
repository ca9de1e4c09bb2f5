/** Small pictures for windows, made once and kept beside the pictures. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '../../contract/model.ts';
import { opening, withSharp } from './engine.ts';
import { pathOf, readKept, writeWhole } from './files.ts';
import { pictureEndings } from './kept-types.ts';

/** A few sizes, whatever is asked for, so that windows of all widths share them. */
const sides = [160, 320, 640, 1280] as const;
const largestSide = 1280;

export interface Thumbnails {
  /**
   * WebP with no side longer than about `maxSide` device pixels (the next of 160, 320, 640, 1280), never larger than the
   * picture. Null when the picture is gone, damaged or of a type that cannot be drawn.
   */
  readonly thumbnail: (sha256: Sha256, maxSide: number) => Promise<Uint8Array | null>;
}

/** A window knows a picture by its hash alone: whichever ending the file has, the hash says that it is the one. */
async function findKept(folder: string, sha256: Sha256): Promise<Uint8Array | null> {
  for (const mimeType of Object.keys(pictureEndings)) {
    const kept = await readKept(folder, sha256, mimeType).catch(() => null);
    if (kept !== null) return await kept.bytes();
  }
  return null;
}

async function draw(original: Uint8Array, side: number): Promise<Uint8Array | null> {
  const size = { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const;
  return await withSharp(
    async (sharp) =>
      await sharp(original, opening)
        .resize(size)
        .webp({ quality: 80 })
        .toBuffer()
        .catch(() => null),
  );
}

async function make(folder: string, sha256: Sha256, side: number): Promise<Uint8Array | null> {
  const path = pathOf(join(folder, `thumbnails-${side}`), sha256, 'webp');
  const made = await readFile(path).catch(() => null);
  if (made !== null) return made;
  const original = await findKept(folder, sha256);
  const drawn = original === null ? null : await draw(original, side);
  if (drawn !== null) await writeWhole(path, drawn);
  return drawn;
}

/** Thumbnails of the pictures kept below `folder`; asked twice at once for the same one, it is drawn once. */
export function thumbnails(folder: string): Thumbnails {
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  return {
    thumbnail: async (sha256, maxSide) => {
      const side = sides.find((candidate) => candidate >= maxSide) ?? largestSide;
      const name = `${sha256}-${side}`;
      const drawing = underWay.get(name) ?? make(folder, sha256, side).finally(() => underWay.delete(name));
      underWay.set(name, drawing);
      return await drawing;
    },
  };
}
