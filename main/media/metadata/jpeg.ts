/** A JPEG without what it tells of itself (ITU-T T.81, annex B). The pixels' own bytes are copied as they are. */
import type { Written } from './written.ts';

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const app0 = 0xe0;
const app1 = 0xe1;
const app2 = 0xe2;
const app14 = 0xee;
const app15 = 0xef;
const comment = 0xfe;

interface Segment {
  readonly marker: number;
  /** With its marker and, of a scan, the coded pixels behind it. */
  readonly bytes: Buffer;
}

/** The segments from the second marker on; null where it is no row of segments. What comes behind the end is left out. */
function segmentsOf(bytes: Buffer): readonly Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return null;
  const segments: Segment[] = [];
  for (let at = 2; ;) {
    // Markers may be filled up with bytes of their own.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return null;
    if (marker === eoi) return [...segments, { marker, bytes: bytes.subarray(at, at + 2) }];
    if (at + 4 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length || end < at + 4) return null;
    const to = marker === sos ? endOfScan(bytes, end) : end;
    segments.push({ marker, bytes: bytes.subarray(at, to) });
    at = to;
  }
}

/** A scan goes on over stuffed zeros and restart marks. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const begins = ({ bytes }: Segment, words: string): boolean => bytes.toString('latin1', 4, 4 + words.length) === words;

/** What decides how it looks: the profile of colours and Adobe's word on how they are coded; JFIF's on its density. */
function isNeeded(segment: Segment): boolean {
  const { marker } = segment;
  if (marker === app0) return begins(segment, 'JFIF\0');
  if (marker === app2) return begins(segment, 'ICC_PROFILE\0');
  if (marker === app14) return begins(segment, 'Adobe');
  return !(marker >= app1 && marker <= app15) && marker !== comment;
}

/** JFIF may hold a small picture of its own, which may show what was cut off since: it goes, the density stays. */
function withoutSmallPicture(segment: Segment): Buffer {
  if (segment.marker !== app0 || segment.bytes.length <= 18) return segment.bytes;
  const short = Buffer.from(segment.bytes.subarray(0, 18));
  short.writeUInt16BE(16, 2);
  short.writeUInt16BE(0, 16);
  return short;
}

/** A block longer than a segment holds is left out: nobody's name is that long. */
function blockOf(words: string, content: Buffer): readonly Buffer[] {
  const length = 2 + words.length + content.length;
  if (length > 0xffff) return [];
  const head = Buffer.from([0xff, app1, length >> 8, length & 0xff]);
  return [Buffer.concat([head, Buffer.from(words, 'latin1'), content])];
}

export function rewriteJpeg(bytes: Buffer, { tiff, xmp }: Written): Buffer | null {
  const segments = segmentsOf(bytes);
  if (segments === null) return null;
  const [first, ...rest] = segments.filter(isNeeded);
  const jfif = first?.marker === app0 ? [withoutSmallPicture(first)] : [];
  const others = first === undefined || first.marker === app0 ? rest : [first, ...rest];
  return Buffer.concat([
    bytes.subarray(0, 2),
    ...jfif,
    ...(tiff === null ? [] : blockOf('Exif\0\0', tiff)),
    ...(xmp === null ? [] : blockOf('http://ns.adobe.com/xap/1.0/\0', Buffer.from(xmp, 'utf8'))),
    ...others.map(({ bytes: segment }) => segment),
  ]);
}
