/**
 * Pictures in the profile's cache, by the hash of their bytes. The original pixels go out byte for byte when a destination
 * takes them, without the words that the file must not tell; else the smallest change that fits is made, once.
 */
import type { Fitted, PictureFile, PictureLimits, PictureStore } from '../core/ports/system.ts';
import { encode, sidesAt, type OutputType } from './encode.ts';
import { keep, readKept } from './files.ts';
import { inspect, type Look } from './inspect.ts';
import { creditFor, rewritten } from './metadata/rewrite.ts';
import { likenessOf } from './likeness.ts';
import { bestQuality, smallestChange, type Attempted } from './search.ts';

/** No network hands out a larger picture; more is not kept. */
const maxFileBytes = 64 * 1024 * 1024;
/** A picture with a shorter side than this shows nothing any more. */
const shortestSide = 16;

const impossible = (reason: 'type' | 'size' | 'damaged'): Fitted => ({ kind: 'impossible', reason });

async function keepLooked(folder: string, bytes: Uint8Array, look: Look): Promise<PictureFile> {
  const sha256 = await keep(folder, bytes, look.mimeType);
  const { mimeType, width, height } = look;
  return { sha256, mimeType, sizeBytes: bytes.byteLength, width, height };
}

async function add(folder: string, bytes: Uint8Array): Promise<PictureFile | null> {
  if (bytes.byteLength > maxFileBytes) return null;
  const look = await inspect(bytes);
  return look === null ? null : await keepLooked(folder, bytes, look);
}

const pixelsOf = (look: Look): number => look.width * look.height;

/** The picture with its pixels as they are, freed of what it must not tell; null where that does not fit or cannot be. */
function withSamePixels(bytes: Uint8Array, look: Look, limits: PictureLimits): Uint8Array | null {
  const withinPixels = limits.pixels === null || pixelsOf(look) <= limits.pixels;
  if (!limits.types.includes(look.mimeType) || !withinPixels) return null;
  const freed = rewritten(bytes, look, limits.metadata);
  return freed !== null && freed.byteLength <= limits.bytes ? freed : null;
}

const outputTypes: readonly OutputType[] = ['image/jpeg', 'image/png', 'image/webp'];

/**
 * What to convert to, the nearest to the original first: its own type, then the type that is small. Transparency is
 * kept where the destination takes a type that has it.
 */
function typesFor(look: Look, limits: PictureLimits): readonly OutputType[] {
  const taken = outputTypes.filter((type) => limits.types.includes(type));
  const own = taken.find((type) => type === look.mimeType);
  if (own !== undefined && own !== 'image/png') return [own];
  const order: readonly OutputType[] = look.hasAlpha
    ? ['image/webp', 'image/png', 'image/jpeg']
    : ['image/jpeg', 'image/webp', 'image/png'];
  const small = order.find((type) => taken.includes(type) && type !== own);
  const flattensForNothing = own !== undefined && look.hasAlpha && small === 'image/jpeg';
  return [own, flattensForNothing ? undefined : small].filter((type) => type !== undefined);
}

function canBeChanged(look: Look): boolean {
  return !look.isAnimated && look.mimeType !== 'image/heic';
}

function reasonAgainst(look: Look, limits: PictureLimits): 'type' | 'size' {
  return limits.types.includes(look.mimeType) && !look.tellsAnything ? 'size' : 'type';
}

async function search(bytes: Uint8Array, look: Look, limits: PictureLimits): Promise<Attempted | null> {
  const largestScale = limits.pixels === null ? 1 : Math.min(1, Math.sqrt(limits.pixels / pixelsOf(look)));
  return await smallestChange({
    types: typesFor(look, limits),
    largestScale,
    smallestScale: Math.min(1, shortestSide / Math.min(look.width, look.height)),
    maxBytes: limits.bytes,
    encode: async (recipe) => await encode(bytes, look, recipe, creditFor(look, limits.metadata)),
  });
}

/** Re-encoded in full size at the best quality it looks the same, unless its transparency had to go. */
function looksTheSame({ recipe }: Attempted, look: Look): boolean {
  const keepsAlpha = !look.hasAlpha || recipe.mimeType !== 'image/jpeg';
  return recipe.scale === 1 && recipe.quality === bestQuality && keepsAlpha;
}

async function change(folder: string, bytes: Uint8Array, look: Look, limits: PictureLimits): Promise<Fitted> {
  if (!canBeChanged(look)) return impossible(reasonAgainst(look, limits));
  if (typesFor(look, limits).length === 0) return impossible('type');
  const found = await search(bytes, look, limits);
  if (found === null) return impossible('size');
  const { mimeType, scale } = found.recipe;
  const file = await keepLooked(folder, found.bytes, { ...look, mimeType, ...sidesAt(look, scale) });
  return { kind: looksTheSame(found, look) ? 'as_is' : 'made_smaller', file };
}

async function fit(folder: string, file: PictureFile, limits: PictureLimits): Promise<Fitted> {
  const kept = await readKept(folder, file.sha256, file.mimeType).catch(() => null);
  if (kept === null) return impossible('damaged');
  const bytes = await kept.bytes();
  const look = await inspect(bytes);
  if (look === null) return impossible('damaged');
  const same = withSamePixels(bytes, look, limits);
  if (same === bytes) return { kind: 'as_is', file };
  if (same !== null) return { kind: 'as_is', file: await keepLooked(folder, same, look) };
  return await change(folder, bytes, look, limits);
}

/**
 * Keeps pictures below `folder`. `fit` answers `as_is` with other bytes where a picture only had to be freed of words, or
 * converted: re-encoded in full size at quality 95 (PNG: without loss), which nobody can tell apart.
 */
export const pictureStore = (folder: string): PictureStore => ({
  add: async (bytes) => await add(folder, bytes),
  fit: async (file, limits) => await fit(folder, file, limits),
  likeness: async ({ sha256, mimeType }) => await likenessOf(await (await readKept(folder, sha256, mimeType)).bytes()),
  read: async (sha256, mimeType) => await readKept(folder, sha256, mimeType),
});
