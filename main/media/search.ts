/**
 * Looks for the smallest change of a picture that fits: convert, then quality, then scale. It knows no pixels, only how
 * large each recipe turns out. Every try starts from the original, and there are at most 17 of them: the picture's own
 * lossless type, six qualities, ten scales.
 */
import type { OutputType, Recipe } from './encode.ts';

/** At this quality nobody sees a difference to the original. */
export const bestQuality = 95;
/** Below this artwork visibly suffers: from here on a smaller picture is better than a worse one. */
const lowestQuality = 80;
const scaleTries = 6;
const refinements = 4;

export interface Attempted {
  readonly recipe: Recipe;
  readonly bytes: Uint8Array;
}
export interface SearchInput {
  /** What the destination takes, the nearest to the original first; the last is the smallest. */
  readonly types: readonly OutputType[];
  /** 1, or less where the destination limits the pixels. */
  readonly largestScale: number;
  /** Below this nothing would be left to see. */
  readonly smallestScale: number;
  readonly maxBytes: number;
  readonly encode: (recipe: Recipe) => Promise<Uint8Array>;
}

async function attempt(input: SearchInput, recipe: Recipe): Promise<Attempted> {
  return { recipe, bytes: await input.encode(recipe) };
}

const fits = (input: SearchInput, { bytes }: Attempted): boolean => bytes.byteLength <= input.maxBytes;

/** The highest quality that fits, or the lowest one although it does not. */
async function searchQuality(input: SearchInput, mimeType: OutputType): Promise<Attempted> {
  const at = async (quality: number): Promise<Attempted> =>
    await attempt(input, { mimeType, quality, scale: input.largestScale });
  const best = await at(bestQuality);
  if (fits(input, best) || mimeType === 'image/png') return best;
  let taken = await at(lowestQuality);
  if (!fits(input, taken)) return taken;
  let tooMuch = bestQuality;
  while (tooMuch - taken.recipe.quality > 1) {
    const between = await at(Math.floor((taken.recipe.quality + tooMuch) / 2));
    if (fits(input, between)) taken = between;
    else tooMuch = between.recipe.quality;
  }
  return taken;
}

/** The first scale that fits, going down from where the bytes for each pixel say that it should. */
async function firstScaleThatFits(input: SearchInput, tooLarge: Attempted): Promise<Attempted | null> {
  let scale = tooLarge.recipe.scale * Math.sqrt(input.maxBytes / tooLarge.bytes.byteLength);
  for (let tried = 0; tried < scaleTries && scale >= input.smallestScale; tried += 1) {
    const smaller = await attempt(input, { ...tooLarge.recipe, scale });
    if (fits(input, smaller)) return smaller;
    scale *= 0.8;
  }
  return null;
}

async function searchScale(input: SearchInput, tooLarge: Attempted): Promise<Attempted | null> {
  let taken = await firstScaleThatFits(input, tooLarge);
  if (taken === null) return null;
  let tooMuch = Math.min(tooLarge.recipe.scale, taken.recipe.scale * 1.25);
  for (let refined = 0; refined < refinements; refined += 1) {
    const between = await attempt(input, { ...taken.recipe, scale: (taken.recipe.scale + tooMuch) / 2 });
    if (fits(input, between)) taken = between;
    else tooMuch = between.recipe.scale;
  }
  return taken;
}

/** The recipe that changes least and its bytes, at most `maxBytes`; null when not even a tiny picture fits. */
export async function smallestChange(input: SearchInput): Promise<Attempted | null> {
  let last: Attempted | null = null;
  for (const type of input.types) {
    last = await searchQuality(input, type);
    if (fits(input, last)) return last;
  }
  return last === null ? null : await searchScale(input, last);
}
