/** What an approval was for and what would be sent now, compared field by field. Pure. */
import type { Difference, DifferenceField } from '../../../contract/difference.ts';
import type { Content, ContentPicture } from '../../../contract/model.ts';

export interface Approved {
  readonly content: Content;
  readonly scheduledAt: number | null;
}
type Value = Difference['before'];

/** In the order in which a person reads a post; empty when nothing that was approved has changed. */
export function differences(before: Approved, after: Approved): readonly Difference[] {
  const [old, now] = [before.content, after.content];
  return [
    ...plain('title', old.title, now.title),
    ...plain('text', old.text, now.text),
    ...numbered('part', old.thread, now.thread, 2),
    ...plain('language', old.language, now.language),
    ...plain('audience', old.audience, now.audience),
    ...plain('sensitive', old.sensitive, now.sensitive),
    ...plain('warning', old.warning, now.warning),
    ...files(filesOf(old), filesOf(now)),
    ...numbered('altText', altTextsOf(old), altTextsOf(now), 1),
    ...plain('time', before.scheduledAt, after.scheduledAt),
  ];
}

function plain(field: DifferenceField, before: Value, after: Value): readonly Difference[] {
  return before === after ? [] : [{ field, number: null, before, after }];
}

function numbered(
  field: DifferenceField,
  before: readonly string[],
  after: readonly string[],
  first: number,
): readonly Difference[] {
  return places(before, after).flatMap((index): readonly Difference[] => {
    const [old, now] = [before[index] ?? null, after[index] ?? null];
    return old === now ? [] : [{ field, number: index + first, before: old, after: now }];
  });
}

type File = ContentPicture & { readonly durationMs?: number };

function files(before: readonly File[], after: readonly File[]): readonly Difference[] {
  return places(before, after).flatMap((index): readonly Difference[] => {
    const [old, now] = [before[index], after[index]];
    if (old !== undefined && now !== undefined && isSameFile(old, now)) return [];
    return [{ field: 'file', number: index + 1, before: old?.sizeBytes ?? null, after: now?.sizeBytes ?? null }];
  });
}

function isSameFile(old: File, now: File): boolean {
  return (['sha256', 'mimeType', 'sizeBytes', 'width', 'height', 'durationMs'] as const).every(
    (fact) => old[fact] === now[fact],
  );
}

const filesOf = ({ pictures, video }: Content): readonly File[] => (video === null ? pictures : [...pictures, video]);
const altTextsOf = (content: Content): readonly string[] => filesOf(content).map(({ altText }) => altText);

const places = (before: readonly unknown[], after: readonly unknown[]): readonly number[] => [
  ...Array(Math.max(before.length, after.length)).keys(),
];
