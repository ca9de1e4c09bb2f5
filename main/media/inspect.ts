/** What a picture is, from its bytes: never from its name or from what a server called it. */
import type { Metadata } from 'sharp';
import { opening, withSharp } from './engine.ts';
import { readExif, type Credit } from './exif.ts';
import { creditInIptc, creditInXmp, firstCredit, noCredit } from './metadata/credit.ts';
import { isPictureType, type PictureType } from './kept-types.ts';

export interface Look {
  readonly mimeType: PictureType;
  /** As it is seen: the camera's rotation is applied. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** An animation cannot be changed without losing it. */
  readonly isAnimated: boolean;
  readonly isCmyk: boolean;
  /** How the camera was held, 1 to 8 (Exif 3.0, section 4.6.4); 1 where it is not said. */
  readonly orientation: number;
  /** Of the pixels as they lie in the file, before they are turned. */
  readonly stored: { readonly width: number; readonly height: number };
  /** Whether it has a block of words about itself, whatever they say. */
  readonly tellsAnything: boolean;
  readonly tellsPlace: boolean;
  readonly credit: Credit;
}

/** How files of the kept types begin: JPEG, PNG, GIF, WebP, and the ISO container of AVIF and HEIC. */
const beginnings = [
  { at: 0, bytes: 'ffd8ff' },
  { at: 0, bytes: '89504e470d0a1a0a' },
  { at: 0, bytes: '47494638' },
  { at: 8, bytes: '57454250' },
  { at: 4, bytes: '66747970' },
] as const;

/** Looked at first: sharp also reads SVG and more, and bytes from strangers have no business with those readers. */
function beginsLikePicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  return beginnings.some((beginning) => head.startsWith(beginning.bytes, beginning.at * 2));
}

/** Fields of XMP that say where: GPS, and the place names of IPTC Core, IPTC Extension and Photoshop. */
export const placesInXmp =
  /GPSL(?:at|ong)itude|photoshop:(?:City|State|Country)|Iptc4xmp(?:Core|Ext):(?:Location|CountryCode|City)/u;

/** IPTC-IIM datasets of record 2 that say where: content location, city, sublocation, province, country. */
const placesInIptc: readonly number[] = [26, 27, 90, 92, 95, 100, 101];

function tellsPlaceInIptc(block: Uint8Array): boolean {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  return placesInIptc.some((dataset) => bytes.includes(Buffer.from([0x1c, 2, dataset])));
}

function lookOf(metadata: Metadata, mimeType: PictureType): Look {
  const exif = metadata.exif === undefined ? null : readExif(metadata.exif);
  const xmp = metadata.xmpAsString ?? metadata.xmp?.toString('utf8') ?? '';
  const inIptc = metadata.iptc !== undefined && tellsPlaceInIptc(metadata.iptc);
  return {
    mimeType,
    ...metadata.autoOrient,
    hasAlpha: metadata.hasAlpha,
    isAnimated: (metadata.pages ?? 1) > 1 && mimeType !== 'image/heic',
    isCmyk: metadata.space === 'cmyk',
    orientation: metadata.orientation ?? 1,
    stored: { width: metadata.width, height: metadata.height },
    tellsAnything: [metadata.exif, metadata.xmp, metadata.iptc].some((block) => block !== undefined),
    tellsPlace: (exif?.hasLocation ?? false) || placesInXmp.test(xmp) || inIptc,
    credit: firstCredit(
      creditInXmp(xmp),
      metadata.iptc === undefined ? noCredit : creditInIptc(metadata.iptc),
      exif ?? noCredit,
    ),
  };
}

/**
 * Looks at the bytes and decodes them once, small, so that a picture that is cut off or no picture at all is known here:
 * null. HEIC is known by its head only: the decoder that comes with sharp does not read it.
 */
export async function inspect(bytes: Uint8Array): Promise<Look | null> {
  if (!beginsLikePicture(bytes)) return null;
  return await withSharp(async (sharp) => {
    try {
      const metadata = await sharp(bytes, opening).metadata();
      const mimeType = metadata.mediaType ?? '';
      if (!isPictureType(mimeType)) return null;
      if (mimeType !== 'image/heic') await sharp(bytes, opening).resize(16).raw().toBuffer();
      return lookOf(metadata, mimeType);
    } catch {
      return null;
    }
  });
}
