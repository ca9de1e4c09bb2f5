/** What TikTok's refusals mean. developers.tiktok.com/docs/en/content-posting-api-reference, and the login kit's for tokens */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import { parsedJson } from '../http/body.ts';
import { waitAsked } from '../http/budget-headers.ts';

const dayMs = 24 * 3_600_000;
/** Limits are told without a time: the narrow ones count by the minute. */
const minuteMs = 60_000;
const longestDetail = 300;

/** Every data answer has it; `ok` is the one code that is no refusal, whatever the status. */
export const errorSchema = z.object({ code: z.string(), message: z.string().nullish() });
const refusalSchema = z.object({ error: errorSchema });

interface Meaning {
  /** The status that the code belongs to: a refusal that comes with 200 is the same refusal. */
  readonly status: number;
  readonly code: ErrorCode;
}
const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['invalid_param', { status: 400, code: 'content_rejected' }],
  ['app_version_check_failed', { status: 400, code: 'account_action_needed' }],
  ['invalid_publish_id', { status: 400, code: 'not_found' }],
  ['token_not_authorized_for_specified_publish_id', { status: 400, code: 'not_found' }],
  ['access_token_invalid', { status: 401, code: 'auth_revoked' }],
  ['scope_not_authorized', { status: 401, code: 'missing_permission' }],
  ['spam_risk_too_many_posts', { status: 403, code: 'quota_day' }],
  ['spam_risk_too_many_pending_share', { status: 403, code: 'quota_day' }],
  ['reached_active_user_cap', { status: 403, code: 'quota_day' }],
  ['spam_risk_user_banned_from_posting', { status: 403, code: 'account_action_needed' }],
  ['unaudited_client_can_only_post_to_private_accounts', { status: 403, code: 'account_action_needed' }],
  ['url_ownership_unverified', { status: 403, code: 'needs_public_address' }],
  ['privacy_level_option_mismatch', { status: 403, code: 'content_rejected' }],
  ['rate_limit_exceeded', { status: 429, code: 'rate_limited' }],
  ['internal_error', { status: 500, code: 'transient' }],
]);

/** The status that an error code stands for. One that nobody knows is a refusal all the same. */
export function statusOf(code: string): number {
  return meanings.get(code)?.status ?? 400;
}

/** What an answer outside 2xx means, or one of 200 whose envelope holds another code than `ok`. */
export function explain(answer: HttpAnswer<string>, kind: HttpRequest['kind'], nowMs: number): Problem {
  const parsed = refusalSchema.safeParse(parsedJson(answer.body));
  const error = parsed.success ? parsed.data.error : null;
  const meant = meanings.get(error?.code ?? '')?.code ?? codeOfStatus(answer.status);
  const code = meant === 'content_rejected' && kind === 'read' ? 'bad_answer' : meant;
  const said = error === null ? '' : (error.message ?? '').trim() || error.code;
  return {
    code,
    ...(said !== '' && { detail: said.slice(0, longestDetail) }),
    ...untilOf(code, answer.headers, nowMs),
  };
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'auth_revoked';
  if (status === 429) return 'rate_limited';
  return status >= 500 || status === 408 ? 'transient' : 'content_rejected';
}

/** Daily limits count the last 24 hours, so after a day there is room for certain. */
function untilOf(code: ErrorCode, headers: Headers, nowMs: number): { readonly until?: number } {
  if (code === 'quota_day') return { until: nowMs + dayMs };
  return code === 'rate_limited' ? { until: nowMs + (waitAsked(headers, nowMs) ?? minuteMs) } : {};
}

const failures: ReadonlyMap<string, ErrorCode> = new Map([
  ['file_format_check_failed', 'media_invalid'],
  ['duration_check_failed', 'media_invalid'],
  ['frame_rate_check_failed', 'media_invalid'],
  ['picture_size_check_failed', 'media_invalid'],
  ['internal', 'transient'],
  ['video_pull_failed', 'media_unreachable'],
  ['photo_pull_failed', 'media_unreachable'],
  ['publish_cancelled', 'content_rejected'],
  ['auth_removed', 'auth_revoked'],
  ['spam_risk_too_many_posts', 'quota_day'],
  ['spam_risk_user_banned_from_posting', 'account_action_needed'],
  ['spam_risk_text', 'spam_block'],
  ['spam_risk', 'spam_block'],
]);

/** Why nothing came of a draft that TikTok had taken: `fail_reason` of `status/fetch`. */
export function explainFailure(reason: string, nowMs: number): Problem {
  const code = failures.get(reason) ?? 'content_rejected';
  return { code, ...(reason !== '' && { detail: reason }), ...untilOf(code, new Headers(), nowMs) };
}
