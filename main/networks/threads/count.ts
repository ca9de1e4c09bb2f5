/** How a text counts on Threads and what of it becomes a link or mention: developers.facebook.com/docs/threads/posts */
import type { AccountLimits, Content, Notice, TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

/** Different links in one post; more give THREADS_API__LINK_LIMIT_EXCEEDED. */
const mostLinks = 5;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20E3}/u;
const marks = /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_.@/])@[a-z\d_](?:[\w.]*\w)?/giu;
const sentenceEnd = /[.,;:!?'’…\]}]+$/u;

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
function segmentsOf(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    const marked = markedSegment(match);
    if (marked === null) continue;
    if (match.index > at) segments.push({ kind: 'text', text: text.slice(at, match.index) });
    segments.push(marked);
    at = match.index + marked.text.length;
  }
  return at < text.length ? [...segments, { kind: 'text', text: text.slice(at) }] : segments;
}

function markedSegment(match: RegExpMatchArray): TextSegment | null {
  if (match.groups?.['link'] === undefined) return { kind: 'mention', text: match[0] };
  const text = withoutSentenceEnd(match[0]);
  return URL.canParse(text) ? { kind: 'link', text, href: new URL(text).href } : null;
}

/** A bracket is the link's only when it opened in it. */
function withoutSentenceEnd(link: string): string {
  const shorter = link.replace(sentenceEnd, '');
  const isUnopened = shorter.endsWith(')') && shorter.split(')').length > shorter.split('(').length;
  return isUnopened ? withoutSentenceEnd(shorter.slice(0, -1)) : shorter;
}

/** Pure. */
export function notices({ text, thread }: Content, _limits: AccountLimits): readonly Notice[] {
  const count = Math.max(...[text, ...thread].map(linksIn));
  if (count <= mostLinks) return [];
  return [{ code: 'too_many_links', level: 'hold', values: { count, limit: mostLinks } }];
}

function linksIn(text: string): number {
  return new Set(segmentsOf(text).flatMap(({ kind, href }) => (kind === 'link' ? [href] : []))).size;
}
