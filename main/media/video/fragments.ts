/** How long a movie in fragments lasts: each fragment says when it begins and how long its frames are (ISO/IEC 14496-12, 8.8). */
import { boxAt, boxesIn, type Box } from './boxes.ts';
import type { FileBytes } from './bytes.ts';
import { hasLongTimes, longAt, numberAt, timingOf } from './timing.ts';

const largestFragmentBytes = 4 * 1024 * 1024;

interface Track {
  readonly timescale: number;
  /** How long a frame is where nothing else is said, in the track's unit. */
  readonly frame: number;
}
type Tracks = ReadonlyMap<number, Track>;

function tracksOf(movie: Buffer, moov: Box): Tracks {
  const children = boxesIn(movie, moov) ?? [];
  const extended = children.find(({ type }) => type === 'mvex');
  const defaults =
    (extended === undefined ? null : boxesIn(movie, extended))?.filter(({ type }) => type === 'trex') ?? [];
  const frames = new Map(defaults.map((trex) => [numberAt(movie, trex, 4), numberAt(movie, trex, 12)]));
  return new Map(
    children
      .filter(({ type }) => type === 'trak')
      .map((trak) => {
        const header = boxAt(movie, trak, 'tkhd');
        const id = numberAt(movie, header, header !== null && hasLongTimes(movie, header) ? 20 : 12);
        const media = boxAt(movie, trak, 'mdia', 'mdhd');
        const timescale = media === null ? 0 : timingOf(movie, media).timescale;
        return [id, { timescale, frame: frames.get(id) ?? 0 }];
      }),
  );
}

/** In the track's unit. Flags 1 and 4: a number each before the frames. 0x100 to 0x800: a number each for every frame. */
function lengthOfRun(bytes: Buffer, run: Box, frame: number): number {
  const flags = numberAt(bytes, run, 0) & 0xffffff;
  const count = numberAt(bytes, run, 4);
  if ((flags & 0x100) === 0) return count * frame;
  const stride = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length;
  const first = run.from + 8 + 4 * [1, 4].filter((flag) => (flags & flag) !== 0).length;
  let length = 0;
  for (let at = first, left = count; left > 0 && at + 4 <= run.to; at += stride, left -= 1)
    length += bytes.readUInt32BE(at);
  return length;
}

/** Seconds at which a track's part of a fragment ends; `before` is where the track ended until now. */
function endOfPart(bytes: Buffer, traf: Box, header: Box | null, track: Track, before: number): number {
  const flags = numberAt(bytes, header, 0);
  const offset = 8 + ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4);
  const frame = (flags & 8) === 0 ? track.frame : numberAt(bytes, header, offset);
  const runs = boxesIn(bytes, traf)?.filter(({ type }) => type === 'trun') ?? [];
  const length = runs.reduce((sum, run) => sum + lengthOfRun(bytes, run, frame), 0) / track.timescale;
  const time = boxAt(bytes, traf, 'tfdt');
  if (time === null) return before + length;
  const begin = hasLongTimes(bytes, time) ? longAt(bytes, time, 4) : numberAt(bytes, time, 4);
  return begin / track.timescale + length;
}

/** In seconds, 0 where there are no fragments; null where one is larger than any camera writes. */
export async function endOfFragments(
  { read }: FileBytes,
  boxes: readonly Box[],
  movie: Buffer,
  moov: Box,
): Promise<number | null> {
  const tracks = tracksOf(movie, moov);
  const ends = new Map<number, number>();
  for (const place of boxes) {
    if (place.type !== 'moof') continue;
    if (place.to - place.at > largestFragmentBytes) return null;
    const bytes = await read(place.from, place.to - place.from);
    const parts = boxesIn(bytes, { from: 0, to: bytes.length })?.filter(({ type }) => type === 'traf') ?? [];
    for (const traf of parts) {
      const header = boxAt(bytes, traf, 'tfhd');
      const id = numberAt(bytes, header, 4);
      const track = tracks.get(id);
      if (track === undefined || track.timescale === 0) continue;
      ends.set(id, endOfPart(bytes, traf, header, track, ends.get(id) ?? 0));
    }
  }
  return Math.max(0, ...ends.values());
}
