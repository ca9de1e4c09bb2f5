/** How a text counts and what Facebook makes links of. The publisher takes the first link from here too. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

const marks =
  /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_/&#])#[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*/giu;

/** Clients count characters; what Facebook itself counts is not documented. An `@name` stays text: a link needs an id. */
export function preview(text: string): TextPreview {
  return { count: countCharacters(text), segments: segmentsOf(text) };
}

export const countCharacters = (text: string): number => Array.from(text).length;

/** The text cut into runs; joined again they are the text. */
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
  const { link } = match.groups ?? {};
  if (link === undefined) return { kind: 'tag', text: match[0] };
  const text = withoutTrailingPunctuation(link);
  return URL.canParse(text) ? { kind: 'link', text, href: new URL(text).href } : null;
}

/** A full stop after a link is the sentence's; a bracket is the link's only when it opened in it. */
function withoutTrailingPunctuation(link: string): string {
  let end = link.length;
  for (; end > 0; end -= 1) {
    const kept = link.slice(0, end);
    if (!/[.,;:!?'’…\])}]$/u.test(kept)) break;
    if (kept.endsWith(')') && kept.split('(').length >= kept.split(')').length) break;
  }
  return link.slice(0, end);
}

/** The first link of a text, for Facebook to make its card of. */
export function firstLink(text: string): string | null {
  return segmentsOf(text).find(({ kind }) => kind === 'link')?.href ?? null;
}
