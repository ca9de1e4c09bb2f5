/** A text cut into the runs that a network shows in ways of its own: links, tags, mentions and what is between them. */
import type { TextSegment } from '../../contract/model.ts';

/** Pure. Joined again the runs are the text. `segmentOf` answers null where a mark turns out to be text after all. */
export function cutAt(
  text: string,
  marks: RegExp,
  segmentOf: (mark: RegExpMatchArray) => TextSegment | null,
): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const mark of text.matchAll(marks)) {
    const segment = segmentOf(mark);
    if (segment === null) continue;
    if (mark.index > at) segments.push({ kind: 'text', text: text.slice(at, mark.index) });
    segments.push(segment);
    at = mark.index + segment.text.length;
  }
  return at < text.length ? [...segments, { kind: 'text', text: text.slice(at) }] : segments;
}

/** What of `address` is a link: without the end of the sentence that it stands in. Null when nothing of it is one. */
export function linkIn(address: string): TextSegment | null {
  const text = withoutSentenceEnd(address);
  return URL.canParse(text) ? { kind: 'link', text, href: new URL(text).href } : null;
}

/** A full stop after a link is the sentence's; a bracket is the link's only when it opened in it. */
function withoutSentenceEnd(link: string): string {
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

/** Characters as a person who types counts them: code points. */
export const charactersIn = (text: string): number => Array.from(text).length;
