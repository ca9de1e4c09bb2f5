/** One re-encoding of a picture, always from the kept original. */
import type { Sharp } from 'sharp';
import { opening, withSharp } from './engine.ts';
import type { Credit } from './exif.ts';
import type { Look } from './inspect.ts';
import { xmpOf } from './metadata/blocks.ts';

export type OutputType = 'image/jpeg' | 'image/png' | 'image/webp';

/** How to re-encode: `scale` is of each side, `quality` is 1 to 100 and means nothing to PNG, which loses nothing. */
export interface Recipe {
  readonly mimeType: OutputType;
  readonly quality: number;
  readonly scale: number;
}

/** Half of the colour is thrown away only where the quality is low enough for nobody to see it. */
const chromaFor = (quality: number): string => (quality >= 90 ? '4:4:4' : '4:2:0');

function withFormat(picture: Sharp, { mimeType, quality }: Recipe): Sharp {
  switch (mimeType) {
    case 'image/jpeg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality, chromaSubsampling: chromaFor(quality) });
    case 'image/png':
      return picture.png({ compressionLevel: 9 });
    case 'image/webp':
      return picture.webp({ quality });
  }
}

/**
 * The maker's name and rights go along, everything else that was written into the file stays behind. They are written
 * twice because EXIF is plain ASCII here (an Å becomes an A); XMP keeps them as they are.
 */
function withCredit(picture: Sharp, credit: Credit): Sharp {
  const { artist, copyright } = credit;
  if (artist === null && copyright === null) return picture;
  const entries = { ...(artist !== null && { Artist: artist }), ...(copyright !== null && { Copyright: copyright }) };
  return picture.withExif({ IFD0: entries }).withXmp(xmpOf(credit) ?? '');
}

/** A profile is kept, so that colours look the same; one for printing inks has no place on a screen. */
const withColours = (picture: Sharp, look: Look): Sharp =>
  look.isCmyk ? picture.withIccProfile('srgb') : picture.keepIccProfile();

/** The sides of a picture at a scale, whole pixels and never larger than asked. */
export const sidesAt = (look: Look, scale: number): { readonly width: number; readonly height: number } => ({
  width: Math.max(1, Math.floor(look.width * scale)),
  height: Math.max(1, Math.floor(look.height * scale)),
});

/** The original's pixels by the recipe. The same original and recipe give the same bytes. Throws when it cannot be read. */
export async function encode(original: Uint8Array, look: Look, recipe: Recipe, credit: Credit): Promise<Uint8Array> {
  return await withSharp(async (sharp) => {
    const whole = sharp(original, opening);
    const sized = recipe.scale === 1 ? whole : whole.resize({ ...sidesAt(look, recipe.scale), fit: 'fill' });
    return await withFormat(withCredit(withColours(sized, look), credit), recipe).toBuffer();
  });
}
