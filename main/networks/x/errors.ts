/**
 * What X's refusals mean: docs.x.com/x-api/fundamentals/response-codes-and-errors. Many say the same (403, about:blank)
 * and differ in their sentence alone, so sentences come first.
 */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import { parsedJson } from '../http/body.ts';
import { waitAsked } from '../http/budget-headers.ts';
import type { HttpAnswer } from '../http.ts';

/** What a call was for: the same answer means another thing to a reader than to a writer. */
export type CallKind = 'read' | 'write' | 'media';

const text = z.string().optional().catch(undefined);
const problemSchema = z.object({
  title: text,
  detail: text,
  type: text,
  error: text,
  error_description: text,
  errors: z
    .array(z.object({ message: text, detail: text }))
    .optional()
    .catch(undefined),
});

/** Sentences and names, wherever in the answer they stand. The first that is found decides. */
const sentences: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/duplicate content/i, 'duplicate'],
  [/text (?:is )?too long/i, 'content_rejected'],
  [/maximum of one cashtag/i, 'content_rejected'],
  [/contains an invalid url/i, 'content_rejected'],
  [/only reply to or quote|reply to this conversation is not allowed/i, 'content_rejected'],
  [/post a video longer than/i, 'media_invalid'],
  [/media ids? (?:are|is) invalid/i, 'media_invalid'],
  [/user-suspended|account is suspended/i, 'account_action_needed'],
  [/not permitted to access this feature/i, 'account_action_needed'],
  // X's answer to much that it does not like and does not explain. It does not mean that the sign-in lacks anything.
  [/not permitted to perform this action/i, 'account_action_needed'],
  [/usage-capped|creditsdepleted|any credits/i, 'payment_required'],
  [/unsupported[ -]authentication/i, 'missing_permission'],
  [/rate limit exceeded/i, 'rate_limited'],
];

/** The last part of a problem's `type`. `client-forbidden`: the app is in no project that pays. */
const types: ReadonlyMap<string, ErrorCode> = new Map([
  ['resource-not-found', 'not_found'],
  ['client-forbidden', 'payment_required'],
  ['rate-limit-exceeded', 'rate_limited'],
]);

const statuses: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'auth_expired'],
  [402, 'payment_required'],
  [404, 'not_found'],
  [408, 'transient'],
  [413, 'media_invalid'],
  [425, 'transient'],
  [429, 'rate_limited'],
]);

/** What is left: a refusal that nobody has written down yet. */
const otherwise: Readonly<Record<CallKind, ErrorCode>> = {
  read: 'bad_answer',
  write: 'content_rejected',
  media: 'media_invalid',
};
const longestDetail = 300;

/** What an answer outside 2xx means; `until` where the rate headers say when (epoch seconds, never Retry-After). */
export function explain(answer: HttpAnswer<string>, now: () => number, kind: CallKind): Problem {
  const body = problemSchema.safeParse(parsedJson(answer.body)).data ?? {};
  const code = codeOf(answer.status, body, kind);
  const said = sentenceOf(body).slice(0, longestDetail);
  const waitMs = code === 'rate_limited' ? waitAsked(answer.headers, now()) : null;
  return { code, ...(said !== '' && { detail: said }), ...(waitMs !== null && { until: now() + waitMs }) };
}

type ProblemBody = Partial<z.infer<typeof problemSchema>>;

function codeOf(status: number, body: ProblemBody, kind: CallKind): ErrorCode {
  if (status >= 500) return 'transient';
  const all = [body.type, body.title, body.detail, ...(body.errors ?? []).flatMap((one) => [one.message, one.detail])];
  const whole = all.filter((part) => part !== undefined).join('\n');
  const said = sentences.find(([pattern]) => pattern.test(whole));
  const type = body.type?.split('/').at(-1) ?? '';
  const known = said?.[1] ?? types.get(type) ?? statuses.get(status);
  if (known !== undefined) return known;
  if (type === 'not-authorized-for-resource') return kind === 'read' ? 'not_found' : 'content_rejected';
  // The bare word is what a token without the scope gets.
  return status === 403 && (body.detail ?? 'Forbidden') === 'Forbidden' ? 'missing_permission' : otherwise[kind];
}

/** X's own sentence; empty when there is none. */
function sentenceOf({ title, detail, error, error_description: description, errors }: ProblemBody): string {
  return errors?.[0]?.message ?? errors?.[0]?.detail ?? detail ?? description ?? title ?? error ?? '';
}
