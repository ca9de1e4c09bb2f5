/** XRPC's errors and rate limits (networks.md: Bluesky, limits and errors). */
import { json, Refusal, type Answer, type ServerAnswers } from '../server.ts';
import type { RateVerdict } from '../rate-limits.ts';

export const xrpcError = (
  status: number,
  error: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => json(status, { error, message }, headers);
export const refused = (status: number, error: string, message: string): Refusal =>
  new Refusal(xrpcError(status, error, message));
export const invalidRequest = (message: string): Refusal => refused(400, 'InvalidRequest', message);

/** Bluesky's reset is in Unix seconds. */
export const rateHeaders = (verdict: RateVerdict, windowMs: number): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(verdict.limit),
  'ratelimit-remaining': String(verdict.remaining),
  'ratelimit-reset': String(Math.ceil(verdict.resetAt / 1000)),
  'ratelimit-policy': `${verdict.limit};w=${windowMs / 1000}`,
});

export const rateLimitExceeded = (headers: Readonly<Record<string, string>>): Answer =>
  xrpcError(429, 'RateLimitExceeded', 'Rate Limit Exceeded', headers);

export const xrpcAnswers = (now: () => number): ServerAnswers => ({
  notFound: () => xrpcError(501, 'MethodNotImplemented', 'Method Not Implemented'),
  tooLarge: () => xrpcError(413, 'PayloadTooLarge', 'request entity too large'),
  badRequest: () => xrpcError(400, 'InvalidRequest', 'Unable to parse the request'),
  rateLimited: (resetInMs) => {
    const windowMs = 300_000;
    const headers = rateHeaders({ allowed: false, limit: 3000, remaining: 0, resetAt: now() + resetInMs }, windowMs);
    return rateLimitExceeded({ ...headers, 'retry-after': String(Math.ceil(resetInMs / 1000)) });
  },
  serverError: (status) =>
    status === 502
      ? xrpcError(502, 'UpstreamFailure', 'Upstream Failure')
      : xrpcError(status, 'InternalServerError', 'Internal Server Error'),
});
