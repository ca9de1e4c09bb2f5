/** A PNG without what it tells of itself (PNG, third edition, section 11). Chunks of pixels and colours are copied. */
import { crc32 } from 'node:zlib';
import type { Written } from './written.ts';

const headBytes = 8;
/** What decides how it looks, and the frames of an animation. */
const needed = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs sPLT hIST acTL fcTL fdAT'.split(' '),
);

interface Chunk {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Up to the end chunk; null where it is no row of chunks. */
function chunksOf(bytes: Buffer): readonly Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = headBytes; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) return null;
    chunks.push({ type, bytes: bytes.subarray(at, end) });
    if (type === 'IEND') return chunks;
    at = end;
  }
  return null;
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** An international text chunk, not compressed, in no language. */
const xmpChunk = (xmp: string): Buffer =>
  chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), Buffer.from(xmp, 'utf8')]));

export function rewritePng(bytes: Buffer, { tiff, xmp }: Written): Buffer | null {
  const chunks = chunksOf(bytes);
  const [header, ...rest] = chunks?.filter(({ type }) => needed.has(type)) ?? [];
  if (header?.type !== 'IHDR') return null;
  return Buffer.concat([
    bytes.subarray(0, headBytes),
    header.bytes,
    ...(tiff === null ? [] : [chunk('eXIf', tiff)]),
    ...(xmp === null ? [] : [xmpChunk(xmp)]),
    ...rest.map((part) => part.bytes),
  ]);
}
