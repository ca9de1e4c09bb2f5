/** How a caption counts and what of it becomes a tag or mention. */
import type { AccountLimits, Content, Notice, TextSegment } from '../../../contract/model.ts';
import type { TextPreview } from '../../core/ports/network.ts';
import { charactersIn, cutAt } from '../segments.ts';

/** developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes */
const mostTags = 30;
const mostMentions = 20;
const marks = /(?<![\p{L}\p{N}_&#])#[\p{L}\p{M}\p{N}_]+|(?<![\p{L}\p{N}_.@])@[a-z\d_](?:[\w.]*\w)?/giu;

/** Pure. */
export function preview(text: string): TextPreview {
  return { count: charactersIn(text), segments: segmentsOf(text) };
}

/** Instagram makes links of tags and mentions alone; an address in a caption stays text. */
const segmentsOf = (text: string) =>
  cutAt(text, marks, ({ 0: mark }) => ({ kind: mark.startsWith('#') ? 'tag' : 'mention', text: mark }));

/** Pure. */
export function notices({ text, video, sensitive }: Content, _limits: AccountLimits): readonly Notice[] {
  const segments = segmentsOf(text);
  const count = (kind: TextSegment['kind']) => segments.filter((segment) => segment.kind === kind).length;
  const [tags, mentions] = [count('tag'), count('mention')];
  return [
    ...(tags > mostTags ? [hold('too_many_tags', tags, mostTags)] : []),
    ...(mentions > mostMentions ? [hold('too_many_mentions', mentions, mostMentions)] : []),
    ...(sensitive ? [{ code: 'sensitive_not_taken', level: 'hold' } as const] : []),
    ...(video !== null && video.altText !== '' ? [{ code: 'alt_text_not_taken', level: 'warning' } as const] : []),
  ];
}

const hold = (code: Notice['code'], count: number, limit: number): Notice => ({
  code,
  level: 'hold',
  values: { count, limit },
});
