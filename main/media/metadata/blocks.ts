/** The blocks that are written into a picture in place of those that were taken out: how it is turned, and the credit. */
import type { Credit } from '../exif.ts';

const ascii = 2;
const short = 3;

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: Buffer;
}

const textField = (tag: number, text: string): Field => {
  const bytes = Buffer.from(`${text}\0`, 'utf8');
  return { tag, type: ascii, count: bytes.length, bytes };
};

function orientationField(orientation: number): Field {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(orientation);
  return { tag: 0x0112, type: short, count: 1, bytes };
}

/**
 * A TIFF structure with one directory (TIFF 6.0, section 2): how the picture is turned, who made it, who has the rights.
 * Null when there is nothing to say. Programs write names in UTF-8 here, whatever the type of the field says.
 */
export function tiffOf(orientation: number, { artist, copyright }: Credit): Buffer | null {
  const fields: readonly Field[] = [
    ...(orientation > 1 ? [orientationField(orientation)] : []),
    ...(artist === null ? [] : [textField(0x013b, artist)]),
    ...(copyright === null ? [] : [textField(0x8298, copyright)]),
  ];
  if (fields.length === 0) return null;
  const head = Buffer.alloc(8 + 2 + fields.length * 12 + 4);
  head.write('MM\0*', 0, 'latin1');
  head.writeUInt32BE(8, 4);
  head.writeUInt16BE(fields.length, 8);
  const long: Buffer[] = [];
  let end = head.length;
  for (const [index, { tag, type, count, bytes }] of fields.entries()) {
    const at = 10 + index * 12;
    head.writeUInt16BE(tag, at);
    head.writeUInt16BE(type, at + 2);
    head.writeUInt32BE(count, at + 4);
    if (bytes.length <= 4) {
      bytes.copy(head, at + 8);
      continue;
    }
    head.writeUInt32BE(end, at + 8);
    const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
    long.push(even);
    end += even.length;
  }
  return Buffer.concat([head, ...long]);
}

const xmlOf: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/gu, (character) => xmlOf[character] ?? character);

/** The credit as an XMP packet; null when there is none. */
export function xmpOf({ artist, copyright }: Credit): string | null {
  if (artist === null && copyright === null) return null;
  const creator =
    artist === null ? '' : `<dc:creator><rdf:Seq><rdf:li>${escapeXml(artist)}</rdf:li></rdf:Seq></dc:creator>`;
  const rights =
    copyright === null
      ? ''
      : `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(copyright)}</rdf:li></rdf:Alt></dc:rights>`;
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">${creator}${rights}</rdf:Description>` +
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
  );
}
