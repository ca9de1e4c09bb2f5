/** What Google's refusals mean: developers.google.com/youtube/v3/docs/errors */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import { parsedJson } from '../http/body.ts';
import { waitAsked } from '../http/budget-headers.ts';
import { nextQuotaReset } from './quota.ts';

const envelope = z.object({
  error: z.object({
    message: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional(), message: z.string().optional() })).optional(),
  }),
});

/** By the reason that Google names, whatever the status: a missing channel comes with 401. */
const codesByReason: ReadonlyMap<string, ErrorCode> = new Map([
  ['quotaExceeded', 'quota_day'],
  ['uploadLimitExceeded', 'quota_day'],
  ['rateLimitExceeded', 'rate_limited'],
  ['userRateLimitExceeded', 'rate_limited'],
  ['youtubeSignupRequired', 'account_action_needed'],
  ['insufficientPermissions', 'missing_permission'],
  ['forbidden', 'missing_permission'],
  ['invalidTitle', 'content_rejected'],
  ['invalidDescription', 'content_rejected'],
  ['invalidTags', 'content_rejected'],
  ['invalidCategoryId', 'content_rejected'],
  ['invalidPublishAt', 'content_rejected'],
  ['invalidVideoMetadata', 'content_rejected'],
  ['defaultLanguageNotSet', 'content_rejected'],
  ['failedPrecondition', 'content_rejected'],
  ['commentsDisabled', 'content_rejected'],
  ['processingFailure', 'content_rejected'],
  ['invalidFilename', 'media_invalid'],
  ['mediaBodyRequired', 'media_invalid'],
  ['videoNotFound', 'not_found'],
  ['playlistNotFound', 'not_found'],
  // Not in YouTube's own list: the person has not switched the API on for their project.
  ['accessNotConfigured', 'keys_refused'],
]);

const codesByStatus: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'auth_expired'],
  [404, 'not_found'],
  [408, 'transient'],
  [410, 'not_found'],
  [413, 'media_invalid'],
  [429, 'rate_limited'],
]);

const longestDetail = 300;

/** What an answer outside 2xx means. */
export function explain(
  kind: HttpRequest['kind'],
  { status, headers, body }: HttpAnswer<string>,
  nowMs: number,
): Problem {
  const parsed = envelope.safeParse(parsedJson(body));
  const { errors, message } = parsed.success ? parsed.data.error : {};
  const reason = errors?.[0]?.reason ?? '';
  const code = codesByReason.get(reason) ?? codesByStatus.get(status) ?? unknownCode(kind, status);
  const said = plain(message ?? errors?.[0]?.message ?? '');
  const until = code === 'rate_limited' ? waitedUntil(headers, nowMs) : reset(reason, nowMs);
  return { code, ...(said !== '' && { detail: said }), ...(until !== null && { until }) };
}

function unknownCode(kind: HttpRequest['kind'], status: number): ErrorCode {
  if (status >= 500) return 'transient';
  return kind === 'write' && status >= 400 ? 'content_rejected' : 'bad_answer';
}

/** Only the project's budgets are known to be full again at midnight; when the account's own limit ends nobody says. */
function reset(reason: string, nowMs: number): number | null {
  return reason === 'quotaExceeded' ? nextQuotaReset(nowMs) : null;
}

function waitedUntil(headers: Headers, nowMs: number): number | null {
  const waitMs = waitAsked(headers, nowMs);
  return waitMs === null ? null : nowMs + waitMs;
}

/** Google writes links into its sentences. */
function plain(sentence: string): string {
  return sentence
    .replaceAll(/<\/?\w[^<>]*>/gu, '')
    .slice(0, longestDetail)
    .trim();
}

/** Why a file cannot be used, or is not wanted, as `failureReason` and `rejectionReason` name it. */
const codesByFate: ReadonlyMap<string, ErrorCode> = new Map([
  ['codec', 'media_invalid'],
  ['conversion', 'media_invalid'],
  ['emptyFile', 'media_invalid'],
  ['invalidFile', 'media_invalid'],
  ['tooSmall', 'media_invalid'],
  ['uploadAborted', 'media_invalid'],
  ['length', 'media_invalid'],
  ['duplicate', 'duplicate'],
  ['claim', 'content_rejected'],
  ['copyright', 'content_rejected'],
  ['inappropriate', 'content_rejected'],
  ['legal', 'content_rejected'],
  ['termsOfUse', 'content_rejected'],
  ['trademark', 'content_rejected'],
  ['uploaderAccountClosed', 'account_action_needed'],
  ['uploaderAccountSuspended', 'account_action_needed'],
]);

export interface Fate {
  readonly uploadStatus?: string | undefined;
  readonly failureReason?: string | undefined;
  readonly rejectionReason?: string | undefined;
}

/** Why YouTube will not show a video that it has; null while nothing speaks against it. */
export function problemOfVideo({ uploadStatus, failureReason, rejectionReason }: Fate): Problem | null {
  if (uploadStatus !== 'failed' && uploadStatus !== 'rejected') return null;
  const reason = (uploadStatus === 'failed' ? failureReason : rejectionReason) ?? '';
  const detail = `YouTube has ${uploadStatus === 'failed' ? 'given the video up' : 'rejected the video'}: ${reason}`;
  return { code: codesByFate.get(reason) ?? 'media_invalid', detail };
}
