/** The closed vocabulary of failures, and the one thing that a person can do about each. */

export const errorCodes = [
  // answers of networks
  'auth_expired',
  'auth_revoked',
  'missing_permission',
  'rate_limited',
  'quota_day',
  'duplicate',
  'media_invalid',
  'media_unreachable',
  'content_rejected',
  'spam_block',
  'account_action_needed',
  'not_ready',
  'not_found',
  'payment_required',
  /** The person's own ceiling for a network that charges. */
  'budget_reached',
  'needs_public_address',
  'version_retired',
  'transient',
  'unknown',
  // the way there
  'unreachable',
  'timeout',
  'bad_answer',
  'answer_too_large',
  'redirected_away',
  // signing in
  'not_a_server',
  'sign_in_denied',
  'sign_in_closed',
  'sign_in_mismatch',
  'sign_in_failed',
  'wrong_password',
  'already_linked',
  'keys_missing',
  'keys_refused',
  'port_in_use',
  'wrong_field',
  'keyring_unavailable',
  'keyring_locked',
  // this machine
  'database_busy',
  'database_read_only',
  'disk_full',
  'file_not_saved',
  'approval_stale',
  'too_late',
  'not_possible_now',
  // the person's own rules for an account's times
  'quiet_hours',
  'spacing',
  'daily_cap',
  'no_free_slot',
  // the bridge
  'invalid_input',
  'forbidden_sender',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const remedies = [
  'edit',
  'link_again',
  'wait',
  'try_again',
  'open_network',
  'settle',
  'pay',
  'raise_budget',
  'by_hand',
  'keys',
  'check_address',
  'free_space',
  'report',
  'none',
] as const;
export type Remedy = (typeof remedies)[number];

/** A failure as data. `detail` is the network's own sentence (text, never HTML); `until` is when trying again makes sense. */
export interface Problem {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly until?: number;
}

const remedyOf: Readonly<Record<ErrorCode, Remedy>> = {
  auth_expired: 'link_again',
  auth_revoked: 'link_again',
  missing_permission: 'link_again',
  rate_limited: 'wait',
  quota_day: 'wait',
  duplicate: 'open_network',
  media_invalid: 'edit',
  media_unreachable: 'try_again',
  content_rejected: 'edit',
  spam_block: 'open_network',
  account_action_needed: 'open_network',
  not_ready: 'wait',
  not_found: 'open_network',
  payment_required: 'pay',
  budget_reached: 'raise_budget',
  needs_public_address: 'by_hand',
  version_retired: 'report',
  transient: 'try_again',
  unknown: 'settle',
  unreachable: 'try_again',
  timeout: 'try_again',
  bad_answer: 'check_address',
  answer_too_large: 'check_address',
  redirected_away: 'check_address',
  not_a_server: 'check_address',
  sign_in_denied: 'try_again',
  sign_in_closed: 'try_again',
  sign_in_mismatch: 'try_again',
  sign_in_failed: 'try_again',
  wrong_password: 'try_again',
  already_linked: 'none',
  keys_missing: 'keys',
  keys_refused: 'keys',
  port_in_use: 'try_again',
  wrong_field: 'none',
  keyring_unavailable: 'none',
  keyring_locked: 'try_again',
  database_busy: 'try_again',
  database_read_only: 'free_space',
  disk_full: 'free_space',
  file_not_saved: 'try_again',
  approval_stale: 'edit',
  too_late: 'none',
  not_possible_now: 'none',
  quiet_hours: 'wait',
  spacing: 'wait',
  daily_cap: 'wait',
  no_free_slot: 'none',
  invalid_input: 'report',
  forbidden_sender: 'report',
  internal: 'report',
};

/** The one action that answers a failure; windows draw its button. */
export function remedyFor(code: ErrorCode): Remedy {
  return remedyOf[code];
}

/** What every call over the bridge answers: never an exception. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | ({ readonly ok: false; readonly logId?: string } & Problem);

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failed = (problem: Problem): Result<never> => ({ ok: false, ...problem });

/** The `default` arm of a switch over a closed union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** What was thrown, as an Error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
