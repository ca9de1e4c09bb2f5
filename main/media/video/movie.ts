/** MP4 and MOV: whether the file is whole, how long it lasts, and where it tells a place. */
import { boxAt, boxesIn, boxesOfFile, type Box } from './boxes.ts';
import type { Container, FileBytes } from './bytes.ts';
import { endOfFragments } from './fragments.ts';
import { placesInFile, placesInMovie } from './movie-places.ts';
import { chunksOf } from './samples.ts';
import { timingOf } from './timing.ts';

/** Two hours at 60 frames a second have about 10 MB of tables. */
const largestMovieBytes = 32 * 1024 * 1024;
const largestTypeBytes = 64 * 1024;
/** Enough for a fragment with each frame of an hour. */
const mostBoxes = 500_000;

/** In seconds. */
async function durationOf(bytes: FileBytes, boxes: readonly Box[], movie: Buffer, moov: Box): Promise<number | null> {
  const header = boxAt(movie, moov, 'mvhd');
  const timing = header === null ? null : timingOf(movie, header);
  if (timing === null || timing.timescale === 0) return null;
  const said = timing.duration / timing.timescale;
  const extended = boxAt(movie, moov, 'mvex');
  if (extended === null) return said;
  const fragments = await endOfFragments(bytes, boxes, movie, moov);
  return fragments === null ? null : Math.max(said, fragments);
}

/** Every chunk of every track begins within the file. A file that was cut off has its tables and not its end. */
function isWhole(movie: Buffer, traks: readonly Box[], sizeBytes: number): boolean {
  return traks.every((trak) => chunksOf(movie, trak).every(({ at }) => at < sizeBytes));
}

/** What describes the tracks, without what people and programs have added. */
function headOf(ftyp: Buffer, movie: Buffer, children: readonly Box[]): Buffer {
  const described = children.filter(({ type }) => type === 'mvhd' || type === 'trak' || type === 'mvex');
  const content = described.map(({ at, to }) => movie.subarray(at, to));
  const header = Buffer.from('\0\0\0\0moov', 'latin1');
  header.writeUInt32BE(content.reduce((sum, part) => sum + part.length, header.length));
  return Buffer.concat([ftyp, header, ...content]);
}

/** Null where the file is none of these, is cut off, or has tables that no camera writes. */
export async function readMovie(bytes: FileBytes): Promise<Container | null> {
  const boxes = await boxesOfFile(bytes, mostBoxes);
  const [ftyp] = boxes ?? [];
  const [place, ...others] = boxes?.filter(({ type }) => type === 'moov') ?? [];
  const hasFrames = boxes?.some(({ type, from, to }) => type === 'mdat' && to > from) ?? false;
  if (boxes === null || ftyp?.type !== 'ftyp' || place === undefined || others.length > 0 || !hasFrames) return null;
  if (place.to - place.at > largestMovieBytes || ftyp.to > largestTypeBytes) return null;
  const movie = await bytes.read(place.at, place.to - place.at);
  const moov: Box = { type: 'moov', at: 0, from: place.from - place.at, to: movie.length };
  const children = boxesIn(movie, moov);
  const traks = children?.filter(({ type }) => type === 'trak') ?? [];
  if (children === null || !isWhole(movie, traks, bytes.sizeBytes)) return null;
  const seconds = await durationOf(bytes, boxes, movie, moov);
  if (seconds === null) return null;
  const inMovie = placesInMovie(movie, children, place.at);
  const inFile = await placesInFile(bytes, boxes);
  const head = headOf(await bytes.read(0, ftyp.to), movie, children);
  return { head, durationMs: Math.round(seconds * 1000), places: inMovie === null ? null : [...inFile, ...inMovie] };
}
