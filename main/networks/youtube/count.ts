/** How a description counts, and what of it becomes a link or a hashtag. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

const marks = /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_&#])#[\p{L}\p{M}\p{N}_]+/giu;

/** YouTube counts bytes of UTF-8. */
export const countOf = (text: string): number => Buffer.byteLength(text, 'utf8');

export const preview = (text: string): TextPreview => ({ count: countOf(text), segments: segmentsOf(text) });

export const tagsIn = (text: string): number => segmentsOf(text).filter(({ kind }) => kind === 'tag').length;

/** The text cut into runs; joined again they are the text. */
function segmentsOf(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    const segment = segmentOf(match);
    if (match.index > at) segments.push({ kind: 'text', text: text.slice(at, match.index) });
    segments.push(segment);
    at = match.index + segment.text.length;
  }
  return at < text.length ? [...segments, { kind: 'text', text: text.slice(at) }] : segments;
}

/** A full stop after a link is the sentence's. */
function segmentOf({ 0: mark, groups }: RegExpMatchArray): TextSegment {
  if (groups?.['link'] === undefined) return { kind: 'tag', text: mark };
  const text = mark.replace(/[.,;:!?'’…)\]}]+$/u, '');
  return URL.canParse(text) ? { kind: 'link', text, href: new URL(text).href } : { kind: 'text', text };
}
