/** Graph's error envelope. developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { HttpAnswer } from '../http.ts';
import { parsedJson } from '../http/body.ts';
import { codeMeanings, subcodeMeanings } from './error-codes.ts';

const envelope = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});
/** `api.instagram.com` answers in an older shape. */
const exchangeEnvelope = z.object({ error_message: z.string() });
const usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number() })));

const rateLimits: ReadonlySet<number> = new Set([4, 17, 32, 613, 80001, 80002]);
/** Suspected spam shares code 4 with the rate limit. */
const spamSubcode = 2207051;
const expiredSubcode = 463;
const goneSubcode = 33;
/** Meta names no time for a medium that it still works on; its guide asks for 30 seconds to two minutes. */
export const notReadyMs = 30_000;

export function explain(answer: HttpAnswer<string>, now: () => number): Problem {
  const body = parsedJson(answer.body);
  const parsed = envelope.safeParse(body);
  if (!parsed.success) {
    const said = exchangeEnvelope.safeParse(body);
    const detail = said.success ? { detail: said.data.error_message } : {};
    return { code: answer.status >= 500 ? 'transient' : 'bad_answer', ...detail };
  }
  const { error } = parsed.data;
  const said = error.error_user_msg ?? error.message;
  const code = codeOf(error, answer.status);
  const until = untilOf(code, answer.headers, now());
  return { code, ...(said !== undefined && { detail: said.slice(0, 300) }), ...(until !== null && { until }) };
}

/** The same for a write: what Graph refuses without a number that we know is the content's fault. */
export function explainWrite(answer: HttpAnswer<string>, now: () => number): Problem {
  const problem = explain(answer, now);
  const isRefusal = answer.status >= 400 && answer.status < 500 && envelope.safeParse(parsedJson(answer.body)).success;
  return isRefusal && problem.code === 'bad_answer' ? { ...problem, code: 'content_rejected' } : problem;
}

function untilOf(code: ErrorCode, headers: Headers, nowMs: number): number | null {
  if (code === 'not_ready') return nowMs + notReadyMs;
  return code === 'rate_limited' ? regainedAt(headers, nowMs) : null;
}

function codeOf(error: z.infer<typeof envelope>['error'], status: number): ErrorCode {
  const { code, error_subcode: subcode } = error;
  if (code === 190) return subcode === expiredSubcode ? 'auth_expired' : 'auth_revoked';
  if (subcode === spamSubcode) return 'spam_block';
  const meaning = subcodeMeanings.get(subcode ?? 0);
  if (meaning !== undefined) return meaning;
  if (rateLimits.has(code)) return 'rate_limited';
  if (code === 3 || code === 10 || (code >= 200 && code <= 299)) return 'missing_permission';
  if (code === 25) return 'account_action_needed';
  if (code === 24 || (code === 100 && subcode === goneSubcode)) return 'not_found';
  if (error.is_transient === true || code === 1 || code === 2 || status >= 500) return 'transient';
  return codeMeanings.get(code) ?? 'bad_answer';
}

/** The header counts in minutes. */
function regainedAt(headers: Headers, nowMs: number): number | null {
  const parsed = usage.safeParse(parsedJson(headers.get('x-business-use-case-usage') ?? ''));
  const minutes = parsed.success ? Object.values(parsed.data).flat() : [];
  const longest = Math.max(0, ...minutes.map((entry) => entry.estimated_time_to_regain_access));
  return longest === 0 ? null : nowMs + longest * 60_000;
}
