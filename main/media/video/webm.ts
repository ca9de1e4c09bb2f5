/** WebM: whether the file is whole, how long it lasts, and whether its tags tell a place (RFC 8794, RFC 9559). */
import type { Container, FileBytes, Patch } from './bytes.ts';

const ids = {
  file: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  tags: 0x1254c367,
} as const;

interface Element {
  readonly id: number;
  readonly at: number;
  readonly from: number;
  /** Null where the element was written before its end was known. */
  readonly to: number | null;
}

const mostHeaderBytes = 12;
const largestDescriptionBytes = 1024 * 1024;
const placeWords = /location|gps|latitude|longitude/iu;
const nanosecondsPerMs = 1_000_000;

/** A number of EBML: the leading zeros of the first byte say how many bytes follow. Null where there is none. */
function numberOf(bytes: Buffer, at: number, mostBytes: number) {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > mostBytes || at + length > bytes.length) return null;
  const digits = BigInt(`0x${bytes.toString('hex', at, at + length)}`);
  const mark = 1n << BigInt(7 * length);
  return { length, marked: Number(digits), value: Number(digits - mark), isUnknown: digits === 2n * mark - 1n };
}

/** The element whose first bytes are given. */
function elementOf(bytes: Buffer, at: number, end: number): Element | null {
  const id = numberOf(bytes, 0, 4);
  const size = id === null ? null : numberOf(bytes, id.length, 8);
  if (id === null || size === null) return null;
  const from = at + id.length + size.length;
  const to = size.isUnknown ? null : from + size.value;
  return to !== null && to > end ? null : { id: id.marked, at, from, to };
}

/** The elements of a stretch in memory, as far as they can be read. */
function elementsIn(bytes: Buffer): readonly (Element & { readonly content: Buffer })[] {
  const elements = [];
  for (let at = 0; at < bytes.length;) {
    const element = elementOf(bytes.subarray(at, at + mostHeaderBytes), at, bytes.length);
    if (element === null || element.to === null) break;
    elements.push({ ...element, content: bytes.subarray(element.from, element.to) });
    at = element.to;
  }
  return elements;
}

const wholeNumber = (content: Buffer): number =>
  content.length > 0 && content.length <= 6 ? content.readUIntBE(0, content.length) : 0;
const float = (content: Buffer): number =>
  content.length === 8 ? content.readDoubleBE() : content.length === 4 ? content.readFloatBE() : 0;

/** All that is gathered on one walk through the file. Times are in units of `unitMs`. */
interface Gathered {
  readonly head: readonly Buffer[];
  readonly unitMs: number;
  readonly duration: number;
  readonly clusterTime: number;
  readonly lastTime: number;
  readonly places: readonly Patch[];
}
const nothing: Gathered = { head: [], unitMs: 1, duration: 0, clusterTime: 0, lastTime: 0, places: [] };

/** `Void`: the way to write over an element, as large as it was. */
function voided({ at, to }: { readonly at: number; readonly to: number }): Patch {
  const start = Buffer.alloc(9);
  start.writeUInt8(0xec, 0);
  start.writeBigUInt64BE((1n << 56n) + BigInt(to - at - start.length), 1);
  return { at, sizeBytes: to - at, start };
}

function withInfo(gathered: Gathered, info: Buffer): Gathered {
  const children = elementsIn(info);
  const find = (id: number): Buffer | undefined => children.find((child) => child.id === id)?.content;
  const scale = wholeNumber(find(ids.timestampScale) ?? Buffer.alloc(0));
  const duration = float(find(ids.duration) ?? Buffer.alloc(0));
  return { ...gathered, unitMs: (scale === 0 ? nanosecondsPerMs : scale) / nanosecondsPerMs, duration };
}

async function withTags(gathered: Gathered, { read }: FileBytes, at: number, to: number): Promise<Gathered> {
  const isTelling = to - at > largestDescriptionBytes || placeWords.test((await read(at, to - at)).toString('latin1'));
  return isTelling && to - at >= 9 ? { ...gathered, places: [...gathered.places, voided({ at, to })] } : gathered;
}

/** A block begins with the number of its track and its time within the cluster. */
function withBlock(gathered: Gathered, block: Buffer): Gathered {
  const track = numberOf(block, 0, 8);
  if (track === null || track.length + 2 > block.length) return gathered;
  const time = gathered.clusterTime + block.readInt16BE(track.length);
  return { ...gathered, lastTime: Math.max(gathered.lastTime, time) };
}

/** What one element adds; null where it is too large to be what it says. */
async function withElement(
  gathered: Gathered,
  bytes: FileBytes,
  { id, at, from, to }: Element,
): Promise<Gathered | null> {
  if (to === null) return gathered;
  if (id === ids.tags) return await withTags(gathered, bytes, at, to);
  if (id === ids.clusterTime)
    return { ...gathered, clusterTime: wholeNumber(await bytes.read(from, Math.min(to - from, 8))) };
  if (id === ids.simpleBlock || id === ids.block)
    return withBlock(gathered, await bytes.read(from, Math.min(to - from, 12)));
  if (id !== ids.file && id !== ids.info && id !== ids.tracks) return gathered;
  if (to - at > largestDescriptionBytes) return null;
  const whole = await bytes.read(at, to - at);
  const known = id === ids.info ? withInfo(gathered, whole.subarray(from - at)) : gathered;
  return { ...known, head: [...known.head, whole] };
}

/** Segments are always looked into; clusters only where nothing else says how long the film is, or where they end. */
function isLookedInto({ id, to }: Element, { duration }: Gathered): boolean {
  if (id === ids.segment) return true;
  return (id === ids.cluster && (to === null || duration === 0)) || (id === ids.blockGroup && duration === 0);
}

/** A segment of unknown length, for the elements behind it. */
const openSegment = Buffer.from('1853806701ffffffffffffff', 'hex');

/** Null where the file is none, is cut off, or has descriptions that no camera writes. */
export async function readWebm(bytes: FileBytes): Promise<Container | null> {
  let gathered: Gathered | null = nothing;
  for (let at = 0; at < bytes.sizeBytes;) {
    const element: Element | null = elementOf(await bytes.read(at, mostHeaderBytes), at, bytes.sizeBytes);
    if (element === null) return null;
    const goesInto = isLookedInto(element, gathered);
    if (element.to === null && !goesInto) return null;
    gathered = goesInto ? gathered : await withElement(gathered, bytes, element);
    if (gathered === null) return null;
    at = goesInto || element.to === null ? element.from : element.to;
  }
  const { head, unitMs, duration, lastTime, places } = gathered;
  const [file, ...descriptions] = head;
  if (file === undefined || descriptions.length === 0) return null;
  const durationMs = Math.round((duration || lastTime) * unitMs);
  return { head: Buffer.concat([file, openSegment, ...descriptions]), durationMs, places };
}
