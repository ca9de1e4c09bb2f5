/** Reads that fail in passing are tried again a little, here and nowhere else. */
import ky, { isHTTPError } from 'ky';
import { NetworkFailure } from '../../core/ports/network.ts';
import { waitAsked } from './budget-headers.ts';

export interface Retrying {
  readonly now: () => number;
  /** How long after a failed read it is tried again, and twice as long the next time. Default 300 ms. */
  readonly retryMs?: number;
}
export type Init = RequestInit & { readonly method: string; readonly headers: Headers };

/** A read waits at most this long for a server that says when to come back; a longer wait is the scheduler's. */
const longestWaitMs = 10_000;
const retries = 2;
const defaultRetryMs = 300;
const statusesWorthARetry: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** The first answer in 2xx. Rejects with ky's HTTPError for the last other one, and with what `send` rejected with. */
export async function retried(
  url: string | URL,
  init: Init,
  send: (request: Request) => Promise<Response>,
  { now, retryMs = defaultRetryMs }: Retrying,
): Promise<Response> {
  return await ky(url, {
    ...init,
    fetch: (input, options) => send(new Request(input, options)),
    timeout: false,
    parseJson: (text) => text,
    retry: {
      limit: retries,
      methods: [init.method.toLowerCase()],
      delay: (attempt) => retryMs * 2 ** (attempt - 1),
      jitter: true,
      shouldRetry: ({ error }) => isWorthARetry(error, now()),
    },
  });
}

/** `undefined` lets ky decide by status, with the server's own wait before the next try. */
function isWorthARetry(error: Error, nowMs: number): boolean | undefined {
  if (!isHTTPError(error)) {
    return error instanceof NetworkFailure && error.problem.code === 'unreachable' && !error.notSent;
  }
  const { status, headers } = error.response;
  if (!statusesWorthARetry.has(status)) return false;
  const waitMs = waitAsked(headers, nowMs);
  if (status === 429 && waitMs === null) return false;
  return waitMs === null || waitMs <= longestWaitMs ? undefined : false;
}
