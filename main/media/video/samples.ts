/** Where the frames of a track lie (ISO/IEC 14496-12, sections 8.7.3 to 8.7.5). */
import { boxAt, type Box } from './boxes.ts';
import { numberAt } from './timing.ts';

/** Frames that lie together, in bytes of the file. */
export interface Chunk {
  readonly at: number;
  readonly sizeBytes: number;
}

interface Tables {
  readonly offsets: readonly number[];
  /** How many frames each chunk from `firstChunk` (counted from 0) on has. */
  readonly runs: readonly { readonly firstChunk: number; readonly samples: number }[];
  /** How many bytes the frames from one number on have. */
  readonly sizeOf: (firstSample: number, samples: number) => number;
}

/** The entries of a table, at most as many as there is room for. */
function entriesOf<Entry>(movie: Buffer, box: Box, head: number, sizeBytes: number, entry: (at: number) => Entry) {
  const { from, to } = box;
  const said = numberAt(movie, box, head - 4);
  const count = Math.min(said, Math.max(0, Math.floor((to - from - head) / sizeBytes)));
  return Array.from({ length: count }, (_, index) => entry(from + head + index * sizeBytes));
}

function sizesOf(movie: Buffer, stsz: Box): Tables['sizeOf'] {
  const shared = numberAt(movie, stsz, 4);
  if (shared !== 0) return (_, samples) => samples * shared;
  const ends = [0];
  for (const size of entriesOf(movie, stsz, 12, 4, (at) => movie.readUInt32BE(at)))
    ends.push((ends.at(-1) ?? 0) + size);
  const endOf = (sample: number): number => ends[Math.min(sample, ends.length - 1)] ?? 0;
  return (firstSample, samples) => endOf(firstSample + samples) - endOf(firstSample);
}

function tablesOf(movie: Buffer, stbl: Box): Tables | null {
  const find = (type: string): Box | null => boxAt(movie, stbl, type);
  const [short, long, stsc, stsz] = [find('stco'), find('co64'), find('stsc'), find('stsz')];
  if ((short === null && long === null) || stsc === null) return null;
  const offsets =
    short === null
      ? entriesOf(movie, long ?? stbl, 8, 8, (at) => Number(movie.readBigUInt64BE(at)))
      : entriesOf(movie, short, 8, 4, (at) => movie.readUInt32BE(at));
  const runs = entriesOf(movie, stsc, 8, 12, (at) => ({
    firstChunk: movie.readUInt32BE(at) - 1,
    samples: movie.readUInt32BE(at + 4),
  }));
  return { offsets, runs, sizeOf: stsz === null ? () => 0 : sizesOf(movie, stsz) };
}

/** The chunks that a track's tables speak of. */
export function chunksOf(movie: Buffer, trak: Box): readonly Chunk[] {
  const stbl = boxAt(movie, trak, 'mdia', 'minf', 'stbl');
  const tables = stbl === null ? null : tablesOf(movie, stbl);
  if (tables === null) return [];
  const { offsets, runs, sizeOf } = tables;
  let sample = 0;
  let run = 0;
  return offsets.map((at, chunk) => {
    if (chunk >= (runs[run + 1]?.firstChunk ?? Infinity)) run += 1;
    const samples = runs[run]?.samples ?? 0;
    const sizeBytes = sizeOf(sample, samples);
    sample += samples;
    return { at, sizeBytes };
  });
}
