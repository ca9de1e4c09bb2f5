/** The boxes that MP4 and MOV files are made of (ISO/IEC 14496-12, section 4.2; QuickTime File Format, "Atoms"). */
import type { FileBytes, Patch } from './bytes.ts';

/** Places in the file or buffer: of the header, of the content behind it, and of the end. */
export interface Box {
  readonly type: string;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const headerBytes = 16;

/** The box whose header is given; null where it is none, or would end behind `end`. */
function boxOf(header: Buffer, at: number, end: number, mayReachEnd: boolean): Box | null {
  if (header.length < 8) return null;
  const short = header.readUInt32BE(0);
  const isLarge = short === 1;
  if (isLarge && header.length < headerBytes) return null;
  const size = isLarge ? Number(header.readBigUInt64BE(8)) : short === 0 && mayReachEnd ? end - at : short;
  const from = at + (isLarge ? headerBytes : 8);
  const to = at + size;
  return to < from || to > end ? null : { type: header.toString('latin1', 4, 8), at, from, to };
}

/** All boxes of a file, one behind the other; null where the file is no such row or the last one is cut off. */
export async function boxesOfFile({ sizeBytes, read }: FileBytes, mostBoxes: number): Promise<readonly Box[] | null> {
  const boxes: Box[] = [];
  for (let at = 0; sizeBytes - at >= 8;) {
    const box = boxes.length < mostBoxes ? boxOf(await read(at, headerBytes), at, sizeBytes, true) : null;
    if (box === null) return null;
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

/** The boxes within a stretch; null where it is no row of boxes. Up to seven bytes may be left: QuickTime ends lists with a zero. */
export function boxesIn(bytes: Buffer, { from, to }: Pick<Box, 'from' | 'to'>): readonly Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; to - at >= 8;) {
    const box = boxOf(bytes.subarray(at, Math.min(to, at + headerBytes)), at, to, false);
    if (box === null) return null;
    boxes.push(box);
    at = box.to;
  }
  return boxes;
}

/** The box that a path of types leads to, the first of each type. */
export function boxAt(bytes: Buffer, within: Pick<Box, 'from' | 'to'>, ...path: readonly string[]): Box | null {
  const [type, ...deeper] = path;
  const box = boxesIn(bytes, within)?.find((candidate) => candidate.type === type) ?? null;
  return box === null || deeper.length === 0 ? box : boxAt(bytes, box, ...deeper);
}

/** Makes free space of a box, which stays as large as it was. `base` is where the bytes that the box is of begin in the file. */
export function freed({ at, from, to }: Box, base = 0): Patch {
  const start = Buffer.alloc(from - at);
  start.writeUInt32BE(start.length === headerBytes ? 1 : to - at, 0);
  start.write('free', 4, 'latin1');
  if (start.length === headerBytes) start.writeBigUInt64BE(BigInt(to - at), 8);
  return { at: base + at, sizeBytes: to - at, start };
}
