/**
 * Where an MP4 or MOV tells the place that it was filmed at. Phones write it into `udta` (`©xyz`, 3GPP's `loci`) and into the
 * keys of `meta`; action cameras and drones write it along with every frame, in a track of its own. What is not understood
 * counts as telling one: it does not leave the machine.
 */
import { placesInXmp } from '../inspect.ts';
import { boxAt, boxesIn, freed, type Box } from './boxes.ts';
import type { FileBytes, Patch } from './bytes.ts';
import { chunksOf } from './samples.ts';

/** What a film is made of, and free space. */
const partsOfFile = new Set(
  'ftyp styp pdin moov moof mdat mfra sidx ssix emsg prft free skip wide meta uuid PICT pnot'.split(' '),
);
const partsOfMovie = new Set('mvhd trak mvex udta meta uuid iods pssh free skip wide'.split(' '));
/** Pictures, sound, words on the picture, the time code, and hints for sending. */
const kindsOfTrack = new Set('vide auxv soun subt sbtl text clcp tmcd hint'.split(' '));
/** Titles, makers, rights and how a player shows it (3GPP TS 26.244, QuickTime). Those that begin with © are texts. */
const userData = new Set(
  (
    'meta free skip cprt auth titl dscp perf gnre albm yrrc kywd clsf rtng name tagc hnti hinf tsel kind chpl elng ludt ' +
    'WLOC LOOP SelO AllF ptv vndr'
  ).split(' '),
);
const placeWords = /location|gps|latitude|longitude|iso6709/iu;
const xmpId = 'be7acfcb97a942e89c71999491e3afac';
const largestXmpBytes = 8 * 1024 * 1024;

const tellsInXmp = (bytes: Buffer): boolean => placesInXmp.test(bytes.toString('utf8'));
const isXmp = (id: Buffer): boolean => id.toString('hex') === xmpId;
const contentOf = (movie: Buffer, { from, to }: Box): Buffer => movie.subarray(from, to);

/** The names behind the numbers that values are listed under; null where they cannot be read. */
function keysOf(movie: Buffer, keys: Box): readonly string[] | null {
  const entries = boxesIn(movie, { from: keys.from + 8, to: keys.to });
  return entries?.map((entry) => contentOf(movie, entry).toString('utf8')) ?? null;
}

/** Blanks a value and leaves its number in the list. A `data` box has a header, a type and a language before the value. */
function blanked(movie: Buffer, { from, to }: Box, base: number): readonly Patch[] {
  const at = Math.min(from + 16, to);
  const isBlank = movie.subarray(at, to).every((byte) => byte === 0);
  return isBlank ? [] : [{ at: base + at, sizeBytes: to - at, start: new Uint8Array() }];
}

/** QuickTime's `meta` begins with its boxes, the one of ISO with a version. */
function boxesOfMeta(movie: Buffer, meta: Box): readonly Box[] | null {
  const isPlain = movie.toString('latin1', meta.from + 4, meta.from + 8) === 'hdlr';
  return boxesIn(movie, { from: meta.from + (isPlain ? 0 : 4), to: meta.to });
}

function inMeta(movie: Buffer, meta: Box, base: number): readonly Patch[] {
  const boxes = boxesOfMeta(movie, meta);
  const find = (type: string): Box | undefined => boxes?.find((box) => box.type === type);
  const [handler, list, keys] = [find('hdlr'), find('ilst'), find('keys')];
  const kind = handler === undefined ? '' : movie.toString('latin1', handler.from + 8, handler.from + 12);
  if (kind !== 'mdta' && kind !== 'mdir') return [freed(meta, base)];
  const names = keys === undefined ? [] : keysOf(movie, keys);
  const items = list === undefined ? [] : boxesIn(movie, list);
  if (names === null || items === null) return [freed(meta, base)];
  if (kind === 'mdta') {
    const nameOf = (item: Box): string => names[movie.readUInt32BE(item.at + 4) - 1] ?? '';
    return items.filter((item) => placeWords.test(nameOf(item))).flatMap((item) => blanked(movie, item, base));
  }
  const tells = (item: Box): boolean =>
    item.type === '©xyz' ||
    item.type === 'loci' ||
    (item.type === '----' && placeWords.test(contentOf(movie, item).toString('latin1')));
  return items.filter(tells).map((item) => freed(item, base));
}

function inUserData(movie: Buffer, udta: Box, base: number): readonly Patch[] {
  const boxes = boxesIn(movie, udta);
  if (boxes === null) return [freed(udta, base)];
  return boxes.flatMap((box) => {
    if (box.type === 'meta') return inMeta(movie, box, base);
    if (box.type === 'XMP_') return tellsInXmp(contentOf(movie, box)) ? [freed(box, base)] : [];
    const isHarmless = userData.has(box.type) || (box.type.startsWith('©') && box.type !== '©xyz');
    return isHarmless ? [] : [freed(box, base)];
  });
}

/** What `moov` and `trak` have in common. */
function inPart(movie: Buffer, box: Box, base: number): readonly Patch[] {
  if (box.type === 'udta') return inUserData(movie, box, base);
  if (box.type === 'meta') return inMeta(movie, box, base);
  const content = contentOf(movie, box);
  const tells = box.type === 'uuid' && isXmp(content.subarray(0, 16)) && tellsInXmp(content);
  return tells ? [freed(box, base)] : [];
}

/** What to write over in a track; all of it and its frames where nobody knows what it holds. */
function inTrack(movie: Buffer, trak: Box, base: number): readonly Patch[] {
  const handler = boxAt(movie, trak, 'mdia', 'hdlr');
  const kind = handler === null ? '' : movie.toString('latin1', handler.from + 8, handler.from + 12);
  if (kindsOfTrack.has(kind)) return (boxesIn(movie, trak) ?? []).flatMap((box) => inPart(movie, box, base));
  const frames = chunksOf(movie, trak).map((chunk) => ({ ...chunk, start: new Uint8Array() }));
  return [freed(trak, base), ...frames];
}

/**
 * What to write over in a movie that begins at `base` of its file. Null where a track that may tell a place has its frames in
 * fragments: those are not taken out.
 */
export function placesInMovie(movie: Buffer, boxes: readonly Box[], base: number): readonly Patch[] | null {
  const patches = boxes.flatMap((box) => {
    if (!partsOfMovie.has(box.type)) return [freed(box, base)];
    return box.type === 'trak' ? inTrack(movie, box, base) : inPart(movie, box, base);
  });
  const hasFragments = boxes.some(({ type }) => type === 'mvex');
  const takesTrack = boxes.some(({ type, at }) => type === 'trak' && patches.some((patch) => patch.at === base + at));
  return hasFragments && takesTrack ? null : patches;
}

/** What to write over beside the movie. */
export async function placesInFile({ read }: FileBytes, boxes: readonly Box[]): Promise<readonly Patch[]> {
  const patches: Patch[] = [];
  for (const box of boxes) {
    const isUnknown = !partsOfFile.has(box.type);
    if (isUnknown || (box.type === 'uuid' && (await isTellingXmp(read, box)))) patches.push(freed(box));
  }
  return patches;
}

async function isTellingXmp(read: FileBytes['read'], { from, to }: Box): Promise<boolean> {
  if (!isXmp(await read(from, 16))) return false;
  return to - from > largestXmpBytes || tellsInXmp(await read(from, to - from));
}
