/** What a server's refusal means. Bodies: docs.joinmastodon.org/api/guidelines and Laravel's for Pixelfed. */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import { parsedJson } from '../http/body.ts';
import { waitAsked } from '../http/budget-headers.ts';
import type { HttpAnswer } from '../http.ts';
import type { Dialect } from './dialect.ts';
import { plainText } from './html.ts';

const errorBody = z.object({
  error: z.string().optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).optional(),
});

export function explain(dialect: Dialect, answer: HttpAnswer<string>, now: () => number): Problem {
  const said = sentenceIn(answer.body);
  const detail = said === '' ? {} : { detail: said };
  if (answer.status === 429) {
    const waitMs = waitAsked(answer.headers, now());
    return { code: 'rate_limited', ...detail, ...(waitMs !== null && { until: now() + waitMs }) };
  }
  return { code: codeOf(dialect, answer.status, said), ...detail };
}

function codeOf(dialect: Dialect, status: number, said: string): ErrorCode {
  if (status === 401) return dialect.tokenRefused;
  if (status === 403) return forbidden(said);
  if (status === 404 || status === 410) return 'not_found';
  if (status === 413 || status === 415) return 'media_invalid';
  if (status === 422) return unprocessable(dialect, said);
  if (status === 400 && /duplicate idempotency/i.test(said)) return 'duplicate';
  if (status >= 500 || status === 408 || status === 425) return 'transient';
  return status >= 400 ? 'content_rejected' : 'bad_answer';
}

function forbidden(said: string): ErrorCode {
  if (/empty status|not allowed/i.test(said)) return 'content_rejected';
  return /disabled|suspend|confirm|limit reached|pending/i.test(said) ? 'account_action_needed' : 'missing_permission';
}

/** snac2 answers a token it does not know with 422 and an empty body; every other 422 gives its reason. */
function unprocessable(dialect: Dialect, said: string): ErrorCode {
  if (said === '') return dialect.tokenRefused;
  if (/not finished processing/i.test(said)) return 'not_ready';
  return /\b(?:file|media|image|thumbnail|content type)\b/i.test(said) ? 'media_invalid' : 'content_rejected';
}

/** The server's own sentence, as text; empty when it says nothing that can be read. */
function sentenceIn(body: string): string {
  const parsed = errorBody.safeParse(parsedJson(body));
  if (!parsed.success) return '';
  const { error_description, error, errors, message } = parsed.data;
  const [first] = Object.values(errors ?? {}).flat();
  return plainText(first ?? error_description ?? error ?? message ?? '').slice(0, 300);
}
