/** Recognises what an account already got, and our own output when it comes back. Pure. */
import type { Content } from '../../../contract/model.ts';

/** A crosspost's content, and what its original's pictures look like (`PictureStore.likeness`), as far as that is known. */
export interface Compared {
  readonly content: Content;
  readonly likenesses: readonly (string | null)[];
}

/** What is the same: the pictures or the video, or nearly all words; null where nothing is. */
export type Sameness = 'media' | 'words' | null;

/** Compares with all `others`; media count before words. */
export function nearDuplicate(one: Compared, others: readonly Compared[]): Sameness {
  if (others.some((other) => isSameMedia(one, other))) return 'media';
  const words = wordSet(one.content.text);
  return others.some(({ content }) => nearlyEqual(words, wordSet(content.text))) ? 'words' : null;
}

/** The text reduced to what survives a network: white space, links and case do not count. */
export function textFingerprint(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/https?:\/\/\S+/gu, '')
    .replaceAll(/[\s…]+/gu, ' ')
    .trim();
}

function isSameMedia(one: Compared, other: Compared): boolean {
  return samePictures(pictureSet(one.content), pictureSet(other.content)) || looksTheSame(one, other);
}

function pictureSet({ pictures, video }: Content): ReadonlySet<string> {
  return new Set([...pictures, ...(video === null ? [] : [video])].map(({ sha256 }) => sha256));
}

function samePictures(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size > 0 && left.size === right.size && left.isSubsetOf(right);
}

/** Bits of 64 that encoders change at most; two pictures by chance differ in about half of them. */
const mostBits = 8;
/** A video encoded anew ends a little earlier or later. */
const mostMs = 1_000;

/** Each picture of the one is in the other and the other way round, in any order; of a video its still and its length say so. */
function looksTheSame(one: Compared, other: Compared): boolean {
  const [seen, known] = [one.likenesses, other.likenesses];
  if (seen.length === 0 || seen.length !== known.length || seen.includes(null)) return false;
  const [left, right] = [one.content.video, other.content.video];
  if ((left === null) !== (right === null)) return false;
  if (left !== null && right !== null && Math.abs(left.durationMs - right.durationMs) > mostMs) return false;
  const isIn = (all: typeof known) => (likeness: string | null) => all.some((other) => isLike(likeness, other));
  return seen.every(isIn(known)) && known.every(isIn(seen));
}

function isLike(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return false;
  let bits = BigInt(`0x${left}`) ^ BigInt(`0x${right}`);
  let count = 0;
  for (; bits > 0n && count <= mostBits; bits &= bits - 1n) count += 1;
  return count <= mostBits;
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(textFingerprint(text).match(/[\p{L}\p{N}#]+/gu) ?? []);
}

/** Jaccard similarity of the words; short texts are too alike by chance to say anything. */
function nearlyEqual(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  if (left.size < 5 || right.size < 5) return false;
  return left.intersection(right).size / left.union(right).size >= 0.9;
}
