/** Bluesky's failures in Crosstie's words. */
import { z } from 'zod';
import { toError, type ErrorCode, type Problem } from '../../../contract/errors.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer } from '../http.ts';
import { waitAsked } from '../http/budget-headers.ts';
import { classify } from '../http/failure.ts';
import type { OAuthLibrary } from './oauth-client.ts';

/** The errors of the XRPC methods that Crosstie calls, by name (atproto.com/specs/xrpc). */
const codes: ReadonlyMap<string, ErrorCode> = new Map([
  ['ExpiredToken', 'auth_expired'],
  ['InvalidToken', 'auth_revoked'],
  ['invalid_token', 'auth_revoked'],
  ['AuthMissing', 'auth_revoked'],
  ['AuthenticationRequired', 'auth_revoked'],
  ['ScopeMissingError', 'missing_permission'],
  ['AccountTakedown', 'account_action_needed'],
  ['AccountDeactivated', 'account_action_needed'],
  ['AccountSuspended', 'account_action_needed'],
  ['AuthFactorTokenRequired', 'account_action_needed'],
  ['RepoTakendown', 'account_action_needed'],
  ['RepoSuspended', 'account_action_needed'],
  ['RepoDeactivated', 'account_action_needed'],
  ['RateLimitExceeded', 'rate_limited'],
  ['RecordNotFound', 'not_found'],
  ['RepoNotFound', 'not_found'],
  ['BlobNotFound', 'media_invalid'],
  ['BlobTooLarge', 'media_invalid'],
  ['InvalidMimeType', 'media_invalid'],
  ['PayloadTooLarge', 'media_invalid'],
  ['InvalidRequest', 'content_rejected'],
  // The video service's own.
  ['UnsupportedContentType', 'media_invalid'],
  ['VideoTooLarge', 'media_invalid'],
  ['VideoTooLong', 'media_invalid'],
  ['BadAspectRatio', 'media_invalid'],
  ['InvalidPartNumber', 'media_invalid'],
  ['PartSizeMismatch', 'media_invalid'],
  ['DailyLimitExceeded', 'quota_day'],
  ['TooManyOpenUploads', 'not_ready'],
  ['UploadForbidden', 'account_action_needed'],
  ['UploadNotReady', 'not_ready'],
  ['ServiceOverloaded', 'transient'],
  ['InvalidSwap', 'transient'],
  ['InternalServerError', 'transient'],
  ['UpstreamFailure', 'transient'],
  ['UpstreamTimeout', 'transient'],
  ['NotEnoughResources', 'transient'],
]);

const codesByStatus: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'auth_revoked'],
  [403, 'missing_permission'],
  [404, 'not_found'],
  [413, 'media_invalid'],
  [429, 'rate_limited'],
]);

const xrpcErrorSchema = z.object({ error: z.string(), message: z.string().optional() });
const longestDetail = 300;

export interface XrpcError {
  readonly error: string;
  readonly message: string | null;
}

/** The name and sentence that an XRPC server put into its answer; an empty name when there is none. */
export function xrpcError(body: string): XrpcError {
  try {
    const { error, message } = xrpcErrorSchema.parse(JSON.parse(body));
    return { error, message: message ?? null };
  } catch {
    return { error: '', message: null };
  }
}

/** A limit for a whole day says so in its policy, e.g. `300;w=86400`. */
function waitProblem(headers: Headers, nowMs: number): Problem {
  const waitMs = waitAsked(headers, nowMs);
  const isForTheDay = headers.get('ratelimit-policy')?.includes('w=86400') ?? false;
  return { code: isForTheDay ? 'quota_day' : 'rate_limited', ...(waitMs !== null && { until: nowMs + waitMs }) };
}

/** What an answer outside 2xx means. */
export function explainXrpc({ status, headers, body }: HttpAnswer<string>, nowMs: number): Problem {
  const { error, message } = xrpcError(body);
  const code = codes.get(error) ?? codesByStatus.get(status) ?? (status >= 500 ? 'transient' : 'unknown');
  const detail = message === null ? {} : { detail: message.slice(0, longestDetail) };
  return code === 'rate_limited' ? { ...waitProblem(headers, nowMs), ...detail } : { code, ...detail };
}

function causes(thrown: unknown): readonly unknown[] {
  return thrown instanceof Error && thrown.cause !== undefined ? [thrown, ...causes(thrown.cause)] : [thrown];
}

/** A failure of the way there that a library wrapped in errors of its own. */
export function wrappedFailure(thrown: unknown): NetworkFailure | null {
  return causes(thrown).find((cause) => cause instanceof NetworkFailure) ?? null;
}

/** Whether the session itself is over: ended by the server, or bound to a server that the account has left. */
function hasEnded(thrown: unknown, library: OAuthLibrary): boolean {
  const { TokenInvalidError, TokenRefreshError, TokenRevokedError } = library;
  const endings = [TokenInvalidError, TokenRefreshError, TokenRevokedError];
  return endings.some((ending) => thrown instanceof ending) || toError(thrown).message === 'Issuer mismatch';
}

function oauthProblem(thrown: unknown, library: OAuthLibrary): Problem | null {
  const { FetchError, OAuthResolverError, OAuthResponseError } = library;
  const detail = toError(thrown).message.slice(0, longestDetail);
  if (hasEnded(thrown, library)) return { code: /expired/i.test(detail) ? 'auth_expired' : 'auth_revoked', detail };
  if (thrown instanceof OAuthResponseError) {
    const code = thrown.status >= 500 ? 'transient' : (codesByStatus.get(thrown.status) ?? 'auth_revoked');
    return { code, detail: thrown.errorDescription ?? detail };
  }
  const isNonsense = thrown instanceof OAuthResolverError || thrown instanceof FetchError;
  return isNonsense ? { code: 'bad_answer', detail } : null;
}

/**
 * What the OAuth library threw while a call was made. Its own errors all come before the call itself goes out, while it
 * looks for the server or renews the token; a server that ended a sign-in because of its age says "expired".
 */
export function explainOAuth(thrown: unknown, library: OAuthLibrary): NetworkFailure {
  const failure = wrappedFailure(thrown);
  if (failure !== null) return failure;
  const problem = oauthProblem(thrown, library);
  if (problem === null) return classify(thrown, { started: true });
  return new NetworkFailure(problem, { notSent: true, cause: thrown });
}
