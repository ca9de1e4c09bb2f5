import { describe, expect, it } from 'vitest';
import { explain, problemOfVideo } from '../../main/networks/youtube/errors.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

describe('what Google refuses with', () => {
  const answer = (status: number, reason: string, message = 'No.', headers = {}) => ({
    status,
    headers: new Headers(headers),
    body: JSON.stringify({ error: { code: status, message, errors: [{ reason, domain: 'youtube.x', message }] } }),
  });

  it.each([
    [403, 'quotaExceeded', 'quota_day'],
    [400, 'uploadLimitExceeded', 'quota_day'],
    [429, 'rateLimitExceeded', 'rate_limited'],
    [403, 'userRateLimitExceeded', 'rate_limited'],
    [401, 'youtubeSignupRequired', 'account_action_needed'],
    [403, 'insufficientPermissions', 'missing_permission'],
    [403, 'forbidden', 'missing_permission'],
    [403, 'accessNotConfigured', 'keys_refused'],
    [400, 'invalidTitle', 'content_rejected'],
    [400, 'invalidDescription', 'content_rejected'],
    [400, 'invalidTags', 'content_rejected'],
    [400, 'invalidCategoryId', 'content_rejected'],
    [400, 'invalidPublishAt', 'content_rejected'],
    [400, 'invalidVideoMetadata', 'content_rejected'],
    [400, 'defaultLanguageNotSet', 'content_rejected'],
    [400, 'failedPrecondition', 'content_rejected'],
    [403, 'commentsDisabled', 'content_rejected'],
    [400, 'processingFailure', 'content_rejected'],
    [400, 'invalidFilename', 'media_invalid'],
    [400, 'mediaBodyRequired', 'media_invalid'],
    [404, 'videoNotFound', 'not_found'],
    [404, 'playlistNotFound', 'not_found'],
    [401, 'authError', 'auth_expired'],
    [404, 'something new', 'not_found'],
    [410, 'something new', 'not_found'],
    [413, 'something new', 'media_invalid'],
    [429, 'something new', 'rate_limited'],
    [408, 'something new', 'transient'],
    [500, 'backendError', 'transient'],
    [503, 'something new', 'transient'],
  ])('%i %s', (status, reason, code) => {
    expect(explain('write', answer(status, reason), now).code).toBe(code);
    expect(explain('read', answer(status, reason), now).code).toBe(code);
  });

  it('takes what it does not know for the content’s fault when writing, and for nonsense when reading', () => {
    expect(explain('write', answer(403, 'new'), now).code).toBe('content_rejected');
    expect(explain('read', answer(403, 'new'), now).code).toBe('bad_answer');
    const page = { status: 502, headers: new Headers(), body: '<html>Bad gateway</html>' };
    expect(explain('read', page, now)).toEqual({ code: 'transient' });
  });

  it('is told as text, though Google writes links into it', () => {
    const message = 'You have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>, 1 < 2.';
    expect(explain('write', answer(403, 'quotaExceeded', message), now)).toEqual({
      code: 'quota_day',
      detail: 'You have exceeded your quota, 1 < 2.',
      until: Date.parse('2026-11-23T08:00:00Z'),
    });
  });

  it('names an end only where there is one', () => {
    expect(explain('write', answer(400, 'uploadLimitExceeded'), now)).not.toHaveProperty('until');
    const waits = answer(429, 'rateLimitExceeded', 'No.', { 'retry-after': '90' });
    expect(explain('read', waits, now)).toMatchObject({ until: now + 90_000 });
    expect(explain('read', answer(429, 'rateLimitExceeded'), now)).not.toHaveProperty('until');
  });
});

describe('the fate of an uploaded video', () => {
  it.each([
    ['failed', 'codec', 'media_invalid'],
    ['failed', 'conversion', 'media_invalid'],
    ['failed', 'emptyFile', 'media_invalid'],
    ['failed', 'invalidFile', 'media_invalid'],
    ['failed', 'tooSmall', 'media_invalid'],
    ['failed', 'uploadAborted', 'media_invalid'],
    ['failed', 'something new', 'media_invalid'],
    ['rejected', 'length', 'media_invalid'],
    ['rejected', 'duplicate', 'duplicate'],
    ['rejected', 'claim', 'content_rejected'],
    ['rejected', 'copyright', 'content_rejected'],
    ['rejected', 'inappropriate', 'content_rejected'],
    ['rejected', 'legal', 'content_rejected'],
    ['rejected', 'termsOfUse', 'content_rejected'],
    ['rejected', 'trademark', 'content_rejected'],
    ['rejected', 'uploaderAccountClosed', 'account_action_needed'],
    ['rejected', 'uploaderAccountSuspended', 'account_action_needed'],
  ])('%s: %s', (uploadStatus, reason, code) => {
    const problem = problemOfVideo({
      uploadStatus,
      [uploadStatus === 'failed' ? 'failureReason' : 'rejectionReason']: reason,
    });
    expect(problem).toMatchObject({ code, detail: expect.stringContaining(reason) });
  });

  it.each(['uploaded', 'processed', 'deleted', undefined])('is open or good: %s', (uploadStatus) => {
    expect(problemOfVideo({ uploadStatus })).toBeNull();
  });
});
