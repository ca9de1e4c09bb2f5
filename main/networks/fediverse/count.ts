/** How a text counts and what of it becomes a link, tag or mention. Rules: docs.joinmastodon.org/user/posting. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { charactersIn, cutAt, linkIn } from '../segments.ts';
import type { CountingRules } from './dialect.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const marks =
  /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_/@])(?<mention>@\w+(?:[\w.-]*\w)?(?:@[\p{L}\p{N}.-]*[\p{L}\p{N}])?)|(?<![\p{L}\p{N}_/&])#(?<tag>[\p{L}\p{M}\p{N}_·]*[\p{L}\p{M}_·][\p{L}\p{M}\p{N}_·]*)/giu;

/** Pure: what publishing will show, and the length that the server will measure. */
export function preview(text: string, rules: CountingRules): TextPreview {
  const segments = segmentsOf(text);
  return { segments, count: segments.reduce((sum, segment) => sum + lengthOf(segment, rules), 0) };
}

export const segmentsOf = (text: string) => cutAt(text, marks, segmentOf);

function segmentOf({ 0: mark, groups }: RegExpMatchArray): TextSegment | null {
  if (groups?.['mention'] !== undefined) return { kind: 'mention', text: mark };
  return groups?.['link'] === undefined ? { kind: 'tag', text: mark } : linkIn(mark);
}

function lengthOf(segment: TextSegment, rules: CountingRules): number {
  if (segment.kind === 'link' && rules.linkLength !== null) return rules.linkLength;
  if (segment.kind === 'mention' && !rules.countsMentionDomain) {
    return measured(`@${segment.text.split('@')[1] ?? ''}`, rules.textUnit);
  }
  return measured(segment.text, rules.textUnit);
}

function measured(text: string, unit: CountingRules['textUnit']): number {
  return unit === 'graphemes' ? [...graphemes.segment(text)].length : charactersIn(text);
}
