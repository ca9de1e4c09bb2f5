/** Recognises what an account already got, and our own output when it comes back. Pure. */
import type { Content } from '../../../contract/model.ts';

/** True when one of `others` has the same pictures, or nearly the same words. */
export function nearDuplicate(content: Content, others: readonly Content[]): boolean {
  const pictures = pictureSet(content);
  const words = wordSet(content.text);
  return others.some((other) => samePictures(pictures, pictureSet(other)) || nearlyEqual(words, wordSet(other.text)));
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

function pictureSet(content: Content): ReadonlySet<string> {
  return new Set(content.pictures.map((picture) => picture.sha256));
}

function samePictures(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size > 0 && left.size === right.size && left.isSubsetOf(right);
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(textFingerprint(text).match(/[\p{L}\p{N}#]+/gu) ?? []);
}

/** Jaccard similarity of the words; short texts are too alike by chance to say anything. */
function nearlyEqual(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  if (left.size < 5 || right.size < 5) return false;
  return left.intersection(right).size / left.union(right).size >= 0.9;
}
