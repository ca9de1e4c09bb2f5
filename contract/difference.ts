/** What is not as it was approved, field by field, for the person to look at. */

export const differenceFields = [
  'title',
  'text',
  /** A later part of a thread, by its number from 2 on. */
  'part',
  'language',
  'audience',
  'sensitive',
  'warning',
  /** A picture, or the video, by its number from 1 on: other bytes, one more, one less. */
  'file',
  'altText',
  'time',
] as const;
export type DifferenceField = (typeof differenceFields)[number];

/** Null is nothing: no title, no warning, no such file, no chosen time. Of a file the values say its size in bytes. */
export interface Difference {
  readonly field: DifferenceField;
  readonly number: number | null;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}
