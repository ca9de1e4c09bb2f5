/** A picture with the same pixels, byte for byte, that tells of itself only what may leave the machine. */
import type { MetadataPolicy } from '../../core/ports/system.ts';
import type { Credit } from '../exif.ts';
import type { Look } from '../inspect.ts';
import { tiffOf, xmpOf } from './blocks.ts';
import { noCredit } from './credit.ts';
import { rewriteGif } from './gif.ts';
import { rewriteJpeg } from './jpeg.ts';
import { takesAll } from './policy.ts';
import { rewritePng } from './png.ts';
import { rewriteWebp } from './webp.ts';

/** The same bytes where nothing has to go; null where it cannot be done without encoding the pixels again. */
export function rewritten(bytes: Uint8Array, look: Look, policy: MetadataPolicy): Uint8Array | null {
  if (!takesAll(policy, look.tellsPlace)) return bytes;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const credit = creditFor(look, policy);
  const blocks = { tiff: tiffOf(look.orientation, credit), xmp: xmpOf(credit) };
  switch (look.mimeType) {
    case 'image/jpeg':
      return rewriteJpeg(whole, blocks);
    case 'image/png':
      return rewritePng(whole, blocks);
    case 'image/webp':
      return rewriteWebp(whole, blocks, look.stored, look.hasAlpha);
    case 'image/gif':
      return rewriteGif(whole);
    default:
      // Its boxes name each other by their places in the file: it is left alone when it tells nothing.
      return look.tellsAnything ? null : bytes;
  }
}

/** What of the credit goes along. */
export function creditFor({ credit }: Look, policy: MetadataPolicy): Credit {
  return policy.credit === 'keep' ? credit : noCredit;
}
