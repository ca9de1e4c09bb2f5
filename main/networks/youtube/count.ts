/** How a description counts, and what of it becomes a link or a hashtag. */
import type { TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { cutAt, linkIn } from '../segments.ts';

const marks = /(?<link>https?:\/\/[^\s<>"“”]+)|(?<![\p{L}\p{N}_&#])#[\p{L}\p{M}\p{N}_]+/giu;

/** YouTube counts bytes of UTF-8. */
export const countOf = (text: string): number => Buffer.byteLength(text, 'utf8');

export const preview = (text: string): TextPreview => ({ count: countOf(text), segments: segmentsOf(text) });

export const tagsIn = (text: string): number => segmentsOf(text).filter(({ kind }) => kind === 'tag').length;

const segmentsOf = (text: string) => cutAt(text, marks, segmentOf);

const segmentOf = ({ 0: mark, groups }: RegExpMatchArray): TextSegment | null =>
  groups?.['link'] === undefined ? { kind: 'tag', text: mark } : linkIn(mark);
