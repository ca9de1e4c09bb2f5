import * as library from '@atproto/oauth-client-node';
import { describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import { explainOAuth, explainXrpc } from '../../main/networks/bluesky/errors.ts';
import { finishFailure } from '../../main/networks/bluesky/sign-in.ts';

const now = 1_700_000_000_000;
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  explainXrpc(
    { status, headers: new Headers(headers), body: typeof body === 'string' ? body : JSON.stringify(body) },
    now,
  );

describe('an error of a Bluesky server', () => {
  it.each([
    [400, 'ExpiredToken', 'auth_expired'],
    [400, 'InvalidToken', 'auth_revoked'],
    [401, 'InvalidToken', 'auth_revoked'],
    [401, 'invalid_token', 'auth_revoked'],
    [401, 'AuthMissing', 'auth_revoked'],
    [403, 'ScopeMissingError', 'missing_permission'],
    [401, 'AccountTakedown', 'account_action_needed'],
    [400, 'AccountDeactivated', 'account_action_needed'],
    [400, 'RecordNotFound', 'not_found'],
    [404, 'RecordNotFound', 'not_found'],
    [400, 'BlobTooLarge', 'media_invalid'],
    [400, 'InvalidMimeType', 'media_invalid'],
    [400, 'InvalidRequest', 'content_rejected'],
    [400, 'UnsupportedContentType', 'media_invalid'],
    [400, 'VideoTooLarge', 'media_invalid'],
    [400, 'VideoTooLong', 'media_invalid'],
    [400, 'BadAspectRatio', 'media_invalid'],
    [400, 'InvalidPartNumber', 'media_invalid'],
    [400, 'PartSizeMismatch', 'media_invalid'],
    [400, 'DailyLimitExceeded', 'quota_day'],
    [400, 'TooManyOpenUploads', 'not_ready'],
    [400, 'UploadNotReady', 'not_ready'],
    [400, 'UploadForbidden', 'account_action_needed'],
    [503, 'ServiceOverloaded', 'transient'],
    [502, 'UpstreamFailure', 'transient'],
    [500, 'InternalServerError', 'transient'],
    [503, 'SomethingNew', 'transient'],
    [418, 'SomethingNew', 'unknown'],
  ])('%i %s is %s, in the server’s own words', (status, error, code) => {
    expect(answer(status, { error, message: 'Its words' })).toEqual({ code, detail: 'Its words' });
  });

  it.each([
    [401, 'auth_revoked'],
    [404, 'not_found'],
    [413, 'media_invalid'],
    [502, 'transient'],
  ])('%i with a page instead of an error is %s', (status, code) => {
    expect(answer(status, '<html>Bad gateway</html>')).toEqual({ code });
  });

  it('says until when to wait', () => {
    const body = { error: 'RateLimitExceeded', message: 'Rate Limit Exceeded' };
    const short = { 'ratelimit-reset': '1700000090', 'ratelimit-policy': '30;w=300' };
    expect(answer(429, body, short)).toMatchObject({ code: 'rate_limited', until: now + 90_000 });
    const day = { 'ratelimit-reset': '1700050000', 'ratelimit-policy': '300;w=86400' };
    expect(answer(429, body, day)).toMatchObject({ code: 'quota_day', until: now + 50_000_000 });
    expect(answer(429, '')).toEqual({ code: 'rate_limited' });
  });

  it('does not flood the interface with a long message', () => {
    expect(answer(400, { error: 'InvalidRequest', message: 'x'.repeat(9000) }).detail).toHaveLength(300);
  });
});

describe('an error of the OAuth library', () => {
  const explained = (thrown: unknown) => explainOAuth(thrown, library);

  it.each([
    [new library.TokenRefreshError('did:plc:mara', 'Session expired'), 'auth_expired'],
    [new library.TokenRefreshError('did:plc:mara', 'The session was revoked'), 'auth_revoked'],
    [new library.TokenInvalidError('did:plc:mara'), 'auth_revoked'],
    [new library.TokenRevokedError('did:plc:mara'), 'auth_revoked'],
  ])('%s ends the sign-in before anything was sent', (thrown, code) => {
    expect(explained(thrown)).toMatchObject({ problem: { code }, notSent: true });
  });

  it('ends the sign-in when the account has moved to another server', () => {
    expect(explained(new TypeError('Issuer mismatch')).problem.code).toBe('auth_revoked');
  });

  it('of a server that answers nonsense does not end the sign-in', () => {
    const nonsense = new library.FetchResponseError(new Response('<html>'), 502, 'Unexpected response Content-Type');
    expect(explained(nonsense)).toMatchObject({ problem: { code: 'bad_answer' }, notSent: true });
    const page = new library.OAuthResolverError('Failed to resolve OAuth server metadata');
    expect(explained(page).problem.code).toBe('bad_answer');
  });

  it('that nobody foresaw is reported as a bug', () => {
    expect(explained(new RangeError('Surprise')).problem.code).toBe('internal');
  });

  it('of a server that stumbles does not end the sign-in', () => {
    const stumbled = new library.OAuthResponseError(new Response(null, { status: 503 }), {});
    expect(explained(stumbled)).toMatchObject({ problem: { code: 'transient' }, notSent: true });
  });

  it('tells the failure of the way there that it wraps', () => {
    const timeout = new NetworkFailure({ code: 'timeout' });
    const wrapped = library.OAuthResolverError.from(new Error('resolving', { cause: timeout }), 'No');
    expect(explained(wrapped)).toBe(timeout);
  });
});

describe('the answer of a sign-in page', () => {
  const failure = (parameters: Record<string, string>, message?: string) => {
    const answered = new URLSearchParams(parameters);
    return finishFailure(new library.OAuthCallbackError(answered, message), answered).problem;
  };

  it('is a no, another sign-in’s, or a failure in the server’s words', () => {
    expect(failure({ error: 'access_denied', error_description: 'The user said no' }).code).toBe('sign_in_denied');
    expect(failure({}, 'Unknown authorization session "x"').code).toBe('sign_in_mismatch');
    expect(failure({ error: 'access_denied' }, 'Unknown authorization session "x"').code).toBe('sign_in_mismatch');
    expect(failure({ error: 'server_error', error_description: 'Out of order' })).toEqual({
      code: 'sign_in_failed',
      detail: 'Out of order',
    });
  });
});
