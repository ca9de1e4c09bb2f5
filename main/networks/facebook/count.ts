/** How a text counts and what Facebook makes links of. The publisher takes the first link from here too. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { charactersIn, cutAt, linkIn } from '../segments.ts';

const marks =
  /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_/&#])#[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*/giu;

/** Clients count characters; what Facebook itself counts is not documented. An `@name` stays text: a link needs an id. */
export function preview(text: string): TextPreview {
  return { count: charactersIn(text), segments: segmentsOf(text) };
}

const segmentsOf = (text: string) => cutAt(text, marks, segmentOf);

const segmentOf = ({ 0: mark, groups }: RegExpMatchArray): TextSegment | null =>
  groups?.['link'] === undefined ? { kind: 'tag', text: mark } : linkIn(mark);

/** The first link of a text, for Facebook to make its card of. */
export function firstLink(text: string): string | null {
  return segmentsOf(text).find(({ kind }) => kind === 'link')?.href ?? null;
}
