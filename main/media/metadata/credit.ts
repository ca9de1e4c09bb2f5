/** Who made a picture and who has the rights, read from wherever programs write it: EXIF, XMP, IPTC-IIM. */
import type { Credit } from '../exif.ts';

export const noCredit: Credit = { artist: null, copyright: null };

/** What the first of several says; of each field by itself. */
export function firstCredit(...credits: readonly Credit[]): Credit {
  const first = (field: keyof Credit): string | null =>
    credits.map((credit) => credit[field]).find((text) => text !== null) ?? null;
  return { artist: first('artist'), copyright: first('copyright') };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainText(xml: string): string | null {
  const text = xml
    .replaceAll(/&#x([0-9a-f]{1,6});/giu, (_, hex: string) => characterOf(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d{1,7});/gu, (_, number: string) => characterOf(Number(number)))
    .replaceAll(/&(\w+);/gu, (whole, name: string) => entities[name] ?? whole)
    .trim();
  return text === '' ? null : text;
}

const characterOf = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** The items of a Dublin Core element: a list, or alternatives by language of which the first counts. */
function itemsOf(xmp: string, element: string): readonly string[] {
  const [, inside = ''] =
    new RegExp(`<dc:${element}\\b[^>]*>([\\s\\S]{0,20000}?)</dc:${element}>`, 'u').exec(xmp) ?? [];
  return [...inside.matchAll(/<rdf:li\b[^>]*>([^<]*)<\/rdf:li>/gu)].flatMap(([, text]) => plainText(text ?? '') ?? []);
}

/** `dc:creator` and `dc:rights` (XMP Specification, part 1, section 8.3). */
export function creditInXmp(xmp: string): Credit {
  const creators = itemsOf(xmp, 'creator');
  return { artist: creators.length === 0 ? null : creators.join('; '), copyright: itemsOf(xmp, 'rights')[0] ?? null };
}

const byLine = 80;
const copyrightNotice = 116;
/** The escape of ISO 2022 that says UTF-8, as dataset 1:90. */
const saysUtf8 = Buffer.from([0x1c, 0x01, 0x5a, 0x00, 0x03, 0x1b, 0x25, 0x47]);

/** Datasets 2:80 and 2:116 of IPTC-IIM 4.2, from the block as sharp gives it. */
export function creditInIptc(block: Uint8Array): Credit {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  const encoding = bytes.includes(saysUtf8) ? 'utf8' : 'latin1';
  const read = (dataset: number): string | null => {
    const at = bytes.indexOf(Buffer.from([0x1c, 0x02, dataset]));
    if (at === -1 || at + 5 > bytes.length) return null;
    const length = bytes.readUInt16BE(at + 3);
    // From 32,768 on the number says how long the length is: no name is that long.
    if (length > 0x7fff || at + 5 + length > bytes.length) return null;
    const text = bytes
      .toString(encoding, at + 5, at + 5 + length)
      .replaceAll('\0', ' ')
      .trim();
    return text === '' ? null : text;
  };
  return { artist: read(byLine), copyright: read(copyrightNotice) };
}
