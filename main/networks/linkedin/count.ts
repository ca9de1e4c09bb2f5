/**
 * LinkedIn's little text format: learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
 * A reserved character that is not escaped does not fail: LinkedIn takes the post and silently cuts the text there.
 */
import type { AccountLimits, TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { charactersIn, cutAt, linkIn } from '../segments.ts';

const reserved = /[|{}@[\]()<>#\\*_~]/g;
/**
 * Whether a hashtag goes out as it is, and so becomes one, or escaped, and stays text. That the bare form is taken
 * was seen in two public copies of the API, not in LinkedIn's own words: this is the one place to change it.
 */
const tagsStayBare = true;

/** Letters and digits with at least one letter; an underscore is reserved, so a tag with one stays text. */
const marks =
  /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{M}\p{N}_&/#\\])(?<tag>#\p{N}*\p{L}[\p{L}\p{M}\p{N}]*)(?![\p{L}\p{M}\p{N}_])/giu;

/** Pure. Counted as a person reads it: escapes come later and are not part of the 3,000 characters. */
export function preview(text: string, _limits: AccountLimits): TextPreview {
  return { count: charactersIn(text), segments: segmentsOf(text) };
}

/** The text as it is sent. */
export function littleText(text: string): string {
  return segmentsOf(text)
    .map((segment) => (segment.kind === 'tag' && tagsStayBare ? segment.text : escaped(segment.text)))
    .join('');
}

const escaped = (text: string): string => text.replaceAll(reserved, String.raw`\$&`);

/** A mention would need the other's id, so there is none. */
const segmentsOf = (text: string) => cutAt(text, marks, segmentOf);

const segmentOf = ({ 0: mark, groups }: RegExpMatchArray): TextSegment | null =>
  groups?.['link'] === undefined ? { kind: 'tag', text: mark } : linkIn(mark);
