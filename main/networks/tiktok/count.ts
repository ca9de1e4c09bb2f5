/** How a caption counts, and what TikTok makes tappable in it. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';

/** TikTok counts in UTF-16 units: developers.tiktok.com/docs/en/content-posting-api-reference-photo-post */
export const lengthOf = (text: string): number => text.length;

const marks = /(?<![\p{L}\p{N}_&#/])#[\p{L}\p{M}\p{N}_]+|(?<![\p{L}\p{N}_.@/])@[a-z\d_](?:[\w.]*\w)?/giu;

/** Tags and mentions alone; an address in a caption stays text. Pure. */
export function preview(text: string): TextPreview {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (index > at) segments.push({ kind: 'text', text: text.slice(at, index) });
    segments.push({ kind: mark.startsWith('#') ? 'tag' : 'mention', text: mark });
    at = index + mark.length;
  }
  if (at < text.length) segments.push({ kind: 'text', text: text.slice(at) });
  return { count: lengthOf(text), segments };
}
