/** How a text counts on Threads and what of it becomes a link or mention: developers.facebook.com/docs/threads/posts */
import type { AccountLimits, Content, Notice, TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { cutAt, linkIn } from '../segments.ts';

/** Different links in one post; more give THREADS_API__LINK_LIMIT_EXCEEDED. */
const mostLinks = 5;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u;
const marks = /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_.@/])@[a-z\d_](?:[\w.]*\w)?/giu;

/** Pure. */
export function preview(text: string): TextPreview {
  return { count: countOf(text), segments: segmentsOf(text) };
}

/**
 * An emoji counts as many as its bytes in UTF-8, everything else one for each code point. What Meta takes for an emoji it
 * does not say: signs like © are taken for one here, which can only count too much.
 */
function countOf(text: string): number {
  return [...graphemes.segment(text)].reduce((sum, { segment }) => sum + lengthOf(segment), 0);
}

function lengthOf(grapheme: string): number {
  return emoji.test(grapheme) ? Buffer.byteLength(grapheme, 'utf8') : Array.from(grapheme).length;
}

/** Threads makes a link of one tag at most, and of which one is its own choice: tags stay text. */
const segmentsOf = (text: string) => cutAt(text, marks, segmentOf);

const segmentOf = ({ 0: mark, groups }: RegExpMatchArray): TextSegment | null =>
  groups?.['link'] === undefined ? { kind: 'mention', text: mark } : linkIn(mark);

/** Pure. */
export function notices({ text, thread }: Content, _limits: AccountLimits): readonly Notice[] {
  const count = Math.max(...[text, ...thread].map(linksIn));
  if (count <= mostLinks) return [];
  return [{ code: 'too_many_links', level: 'hold', values: { count, limit: mostLinks } }];
}

function linksIn(text: string): number {
  return new Set(segmentsOf(text).flatMap(({ kind, href }) => (kind === 'link' ? [href] : []))).size;
}
