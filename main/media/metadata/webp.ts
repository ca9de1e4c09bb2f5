/** A WebP without what it tells of itself (RFC 9649, section 2). */
import type { Written } from './written.ts';

const needed = new Set(['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP']);
const flags = { exif: 0x08, xmp: 0x04 } as const;

interface Chunk {
  readonly type: string;
  readonly content: Buffer;
}

function chunksOf(bytes: Buffer): readonly Chunk[] | null {
  if (bytes.length < 12) return null;
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const chunks: Chunk[] = [];
  for (let at = 12; at + 8 <= end;) {
    const to = at + 8 + bytes.readUInt32LE(at + 4);
    if (to > end) return null;
    chunks.push({ type: bytes.toString('latin1', at, at + 4), content: bytes.subarray(at + 8, to) });
    at = to + (to % 2);
  }
  return chunks;
}

function written({ type, content }: Chunk): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, content, Buffer.alloc(content.length % 2)]);
}

/** The head that says what is in the file; made where a simple picture had none. */
function headOf(chunks: readonly Chunk[], { tiff, xmp }: Written, size: Size, hasAlpha: boolean): Chunk | null {
  const old = chunks.find(({ type }) => type === 'VP8X');
  if (old === undefined && tiff === null && xmp === null) return null;
  const content = old === undefined ? simpleHead(size, hasAlpha) : Buffer.from(old.content);
  const kept = (content[0] ?? 0) & ~(flags.exif | flags.xmp);
  content[0] = kept | (tiff === null ? 0 : flags.exif) | (xmp === null ? 0 : flags.xmp);
  return { type: 'VP8X', content };
}

interface Size {
  readonly width: number;
  readonly height: number;
}
function simpleHead({ width, height }: Size, hasAlpha: boolean): Buffer {
  const content = Buffer.alloc(10);
  content[0] = hasAlpha ? 0x10 : 0;
  content.writeUIntLE(width - 1, 4, 3);
  content.writeUIntLE(height - 1, 7, 3);
  return content;
}

/** `stored` is the size of the stored picture, before it is turned. */
export function rewriteWebp(bytes: Buffer, blocks: Written, stored: Size, hasAlpha: boolean): Buffer | null {
  const chunks = chunksOf(bytes);
  if (chunks === null || chunks.length === 0) return null;
  const head = headOf(chunks, blocks, stored, hasAlpha);
  const { tiff, xmp } = blocks;
  const all: readonly Chunk[] = [
    ...(head === null ? [] : [head]),
    ...chunks.filter(({ type }) => needed.has(type) && type !== 'VP8X'),
    ...(tiff === null ? [] : [{ type: 'EXIF', content: tiff }]),
    ...(xmp === null ? [] : [{ type: 'XMP ', content: Buffer.from(xmp, 'utf8') }]),
  ];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...all.map(written)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), length, body]);
}
