/**
 * What Graph's numbers mean. 2207xxx: developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes;
 * 2207077, 2207081, 2207082 and 4279013 are seen in clients only.
 */
import type { ErrorCode } from '../../../contract/errors.ts';

/** By subcode, which says more than the code that it comes with. */
export const subcodeMeanings: ReadonlyMap<number, ErrorCode> = new Map([
  [2207001, 'transient'],
  [2207003, 'transient'],
  [2207004, 'media_invalid'],
  [2207005, 'media_invalid'],
  [2207006, 'not_found'],
  [2207008, 'not_found'],
  [2207009, 'media_invalid'],
  [2207010, 'content_rejected'],
  [2207020, 'not_found'],
  [2207023, 'content_rejected'],
  [2207026, 'media_invalid'],
  [2207027, 'not_ready'],
  [2207028, 'content_rejected'],
  [2207032, 'transient'],
  [2207035, 'content_rejected'],
  [2207036, 'content_rejected'],
  [2207037, 'content_rejected'],
  [2207040, 'content_rejected'],
  [2207042, 'quota_day'],
  [2207050, 'account_action_needed'],
  [2207051, 'spam_block'],
  [2207052, 'media_unreachable'],
  [2207053, 'transient'],
  [2207057, 'content_rejected'],
  [2207073, 'content_rejected'],
  [2207077, 'media_unreachable'],
  [2207081, 'content_rejected'],
  [2207082, 'transient'],
  [4279013, 'account_action_needed'],
]);

/** By code, where the subcode is missing or says nothing. Tokens, permissions and rate limits are `errors.ts`'s. */
export const codeMeanings: ReadonlyMap<number, ErrorCode> = new Map([
  [-2, 'transient'],
  [-1, 'transient'],
  [9, 'quota_day'],
  [352, 'media_invalid'],
  [9004, 'media_unreachable'],
  [9007, 'not_ready'],
  [36000, 'media_invalid'],
  [36001, 'media_invalid'],
  [36003, 'media_invalid'],
  [36004, 'content_rejected'],
]);
