/** How a text counts and what of it becomes a link, tag or mention. Rules: docs.joinmastodon.org/user/posting. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import type { CountingRules } from './dialect.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const marks =
  /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_/@])(?<mention>@\w+(?:[\w.-]*\w)?(?:@[\p{L}\p{N}.-]*[\p{L}\p{N}])?)|(?<![\p{L}\p{N}_/&])#(?<tag>[\p{L}\p{M}\p{N}_·]*[\p{L}\p{M}_·][\p{L}\p{M}\p{N}_·]*)/giu;

/** Pure: what publishing will show, and the length that the server will measure. */
export function preview(text: string, rules: CountingRules): TextPreview {
  const segments = segmentsOf(text);
  return { segments, count: segments.reduce((sum, segment) => sum + lengthOf(segment, rules), 0) };
}

/** The text cut into runs; joined again they are the text. */
export function segmentsOf(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    const marked = markedSegment(match);
    if (match.index > at) segments.push({ kind: 'text', text: text.slice(at, match.index) });
    segments.push(marked);
    at = match.index + marked.text.length;
  }
  if (at < text.length) segments.push({ kind: 'text', text: text.slice(at) });
  return mergedText(segments);
}

function markedSegment(match: RegExpMatchArray): TextSegment {
  const { link, mention } = match.groups ?? {};
  if (mention !== undefined) return { kind: 'mention', text: mention };
  if (link === undefined) return { kind: 'tag', text: match[0] };
  const text = withoutTrailingPunctuation(link);
  return URL.canParse(text) ? { kind: 'link', text, href: new URL(text).href } : { kind: 'text', text };
}

/** A full stop after a link is the sentence's; a bracket is the link's only when it opened in it. */
function withoutTrailingPunctuation(link: string): string {
  let end = link.length;
  let unopened = link.split(')').length - link.split('(').length;
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1);
    if (!/[.,;:!?'’…\])}]/u.test(last)) break;
    if (last === ')' && unopened <= 0) break;
    if (last === ')') unopened -= 1;
  }
  return link.slice(0, end);
}

/** Runs of text next to each other become one. */
function mergedText(segments: readonly TextSegment[]): readonly TextSegment[] {
  const merged: TextSegment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    const joins = last?.kind === 'text' && segment.kind === 'text';
    if (joins) merged[merged.length - 1] = { kind: 'text', text: last.text + segment.text };
    else merged.push(segment);
  }
  return merged;
}

function lengthOf(segment: TextSegment, rules: CountingRules): number {
  if (segment.kind === 'link' && rules.linkLength !== null) return rules.linkLength;
  if (segment.kind === 'mention' && !rules.countsMentionDomain) {
    return measured(`@${segment.text.split('@')[1] ?? ''}`, rules.textUnit);
  }
  return measured(segment.text, rules.textUnit);
}

function measured(text: string, unit: CountingRules['textUnit']): number {
  return unit === 'graphemes' ? [...graphemes.segment(text)].length : Array.from(text).length;
}
