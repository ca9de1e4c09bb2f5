/** Numbers in the headers of movies and tracks (ISO/IEC 14496-12, sections 8.2.2 and 8.4.2). */
import type { Box } from './boxes.ts';

export interface Timing {
  /** Units in a second. */
  readonly timescale: number;
  /** In units; 0 where it is not said. */
  readonly duration: number;
}

/** A number of four bytes, `offset` behind the beginning of a box's content; 0 where the box ends before. */
export const numberAt = (bytes: Buffer, box: Box | null, offset: number): number =>
  box === null || box.from + offset + 4 > box.to ? 0 : bytes.readUInt32BE(box.from + offset);

/** A number of eight bytes. */
export const longAt = (bytes: Buffer, box: Box, offset: number): number =>
  numberAt(bytes, box, offset) * 2 ** 32 + numberAt(bytes, box, offset + 4);

/** Whether a box with a version has the one with long times. */
export const hasLongTimes = (bytes: Buffer, box: Box): boolean => numberAt(bytes, box, 0) >>> 24 === 1;

/** Reads `mvhd` and `mdhd`, which begin alike. A duration of all ones is not known. */
export function timingOf(bytes: Buffer, header: Box): Timing {
  const isLong = hasLongTimes(bytes, header);
  const timescale = numberAt(bytes, header, isLong ? 20 : 12);
  const duration = isLong ? longAt(bytes, header, 24) : numberAt(bytes, header, 16);
  return { timescale, duration: duration >= (isLong ? 2 ** 63 : 0xffffffff) ? 0 : duration };
}
