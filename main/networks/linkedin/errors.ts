/** What LinkedIn's refusals mean. learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import { parsedJson } from '../http/body.ts';
import { waitAsked } from '../http/budget-headers.ts';
import type { HttpAnswer } from '../http.ts';

/** `upload`: bytes, or what is said of them before and after. */
export type CallKind = 'read' | 'write' | 'upload';

const text = z.string().optional().catch(undefined);
const bodySchema = z.object({
  code: text,
  message: text,
  serviceErrorCode: z.number().optional().catch(undefined),
  errorDetails: z
    .object({ inputErrors: z.array(z.object({ code: text })) })
    .optional()
    .catch(undefined),
});
type ErrorBody = z.infer<typeof bodySchema>;

const dayMs = 86_400_000;
const longestDetail = 300;

/** The words come first: the numbers 65600 to 65602 are told differently by different sources. */
const byCode: ReadonlyMap<string, ErrorCode> = new Map([
  ['INVALID_ACCESS_TOKEN', 'auth_revoked'],
  ['REVOKED_ACCESS_TOKEN', 'auth_revoked'],
  ['EXPIRED_ACCESS_TOKEN', 'auth_expired'],
  ['ACCESS_DENIED', 'missing_permission'],
  ['NONEXISTENT_VERSION', 'version_retired'],
  ['DUPLICATE_POST', 'duplicate'],
]);
const byServiceCode: ReadonlyMap<number, ErrorCode> = new Map([
  [65600, 'auth_revoked'],
  [65601, 'auth_revoked'],
  [65602, 'auth_expired'],
  [100, 'missing_permission'],
]);
const byStatus: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'auth_expired'],
  [403, 'missing_permission'],
  [404, 'not_found'],
  [408, 'transient'],
  [413, 'media_invalid'],
  [415, 'media_invalid'],
  [426, 'version_retired'],
]);
const unknownRefusal: Readonly<Record<CallKind, ErrorCode>> = {
  read: 'bad_answer',
  write: 'content_rejected',
  upload: 'media_invalid',
};
/** The day's budget of a resource is used up. */
const throttled = 101;
export const revokedCode = 65601;

export function explain(answer: HttpAnswer<string>, kind: CallKind, nowMs: number): Problem {
  const body = readError(answer.body);
  const said = body.message === undefined ? {} : { detail: sentenceOf(body.message) };
  if (answer.status === 429) return { ...waitOf(body, answer.headers, nowMs), ...said };
  return { code: codeOf(answer.status, body, kind), ...said };
}

export function readError(body: string): ErrorBody {
  const parsed = bodySchema.safeParse(parsedJson(body));
  return parsed.success ? parsed.data : { code: undefined, message: undefined, serviceErrorCode: undefined };
}

function codeOf(status: number, body: ErrorBody, kind: CallKind): ErrorCode {
  const { message = '' } = body;
  if (status === 403 && /restricted|suspended/i.test(message)) return 'account_action_needed';
  if (status === 422) return unprocessable(body, kind);
  if (status === 403 && kind === 'upload' && body.code === undefined) return 'media_unreachable';
  if (status >= 500) return 'transient';
  const named = byCode.get(body.code ?? '');
  if (named !== undefined) return named;
  if (status === 401 && /expired/i.test(message)) return 'auth_expired';
  return byServiceCode.get(body.serviceErrorCode ?? 0) ?? byStatus.get(status) ?? unknownRefusal[kind];
}

/** A repeat of what is there, a file that LinkedIn is still at work on, or one that it could not use. */
function unprocessable({ message = '', errorDetails }: ErrorBody, kind: CallKind): ErrorCode {
  const isRepeat = errorDetails?.inputErrors.some(({ code }) => code === 'DUPLICATE_POST') ?? false;
  if (isRepeat || /duplicate of/i.test(message)) return 'duplicate';
  if (/fail/i.test(message)) return 'media_invalid';
  return /process|not (?:yet )?(?:ready|available)/i.test(message) ? 'not_ready' : unknownRefusal[kind];
}

/** No header says when. The day's counts begin anew at midnight UTC. */
function waitOf({ serviceErrorCode }: ErrorBody, headers: Headers, nowMs: number): Problem {
  if (serviceErrorCode === throttled) return { code: 'quota_day', until: (Math.floor(nowMs / dayMs) + 1) * dayMs };
  const waitMs = waitAsked(headers, nowMs);
  return { code: 'rate_limited', ...(waitMs !== null && { until: nowMs + waitMs }) };
}

/** Without the name of the Java class that some sentences begin with. */
const sentenceOf = (message: string): string =>
  message.replace(/^com\.linkedin\.[\w.]+:\s*/, '').slice(0, longestDetail);
