/** The form of the bucket, as pure data. */
import type { BucketRequest } from '../../contract/api.ts';
import type { Problem } from '../../contract/errors.ts';
import type { BucketView } from '../../contract/keys.ts';

export const placeFields = [
  'endpoint',
  'region',
  'bucket',
  'prefix',
  'publicBase',
  'accessKeyId',
  'secretAccessKey',
] as const satisfies readonly (keyof BucketRequest)[];
export type PlaceField = (typeof placeFields)[number];

const optional: readonly PlaceField[] = ['prefix', 'publicBase'];

/** What is kept, without its secret, which no window learns. */
export function placeAtFirst(kept: BucketView | null): BucketRequest {
  const empty = { endpoint: '', region: '', bucket: '', prefix: '', publicBase: '', accessKeyId: '' };
  return { ...(kept ?? empty), secretAccessKey: '' };
}

/** A secret that is kept may stay empty. */
export function missingPlace(form: BucketRequest, isKept: boolean): readonly PlaceField[] {
  const mayBeEmpty = (field: PlaceField): boolean =>
    optional.includes(field) || (isKept && field === 'secretAccessKey');
  return placeFields.filter((field) => form[field].trim() === '' && !mayBeEmpty(field));
}

/** The field that main found to be wrong; null for a failure that is of no one field. */
export function wrongField(problem: Problem | null): PlaceField | null {
  if (problem?.code !== 'wrong_field') return null;
  return placeFields.find((field) => field === problem.detail) ?? null;
}
