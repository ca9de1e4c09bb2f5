import { describe, expect, it, test } from 'vitest';
import type { Content, ContentVideo } from '../../contract/model.ts';
import { type CallKind, explain } from '../../main/networks/linkedin/errors.ts';
import { linkedinLimits, notices, problemWith, visibilityOf } from '../../main/networks/linkedin/limits.ts';
import { postUrn, tokenSchema, userinfoSchema, videoStartSchema } from '../../main/networks/linkedin/parse.ts';
import { steps } from '../../main/networks/linkedin/publish.ts';
import { contentOf, testPicture } from '../helpers/network-account.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const picture = (altText = 'Fog') => testPicture(new Uint8Array([1, 2, 3]), altText, { width: 4, height: 3 });
const videoOf = (more: Partial<ContentVideo> = {}): ContentVideo => ({
  ...picture().picture,
  mimeType: 'video/mp4',
  sizeBytes: 100_000,
  durationMs: 6_000,
  altText: '',
  ...more,
});

describe('what LinkedIn says', () => {
  const duplicate = JSON.stringify({
    errorDetailType: 'com.linkedin.common.error.BadRequest',
    message:
      'com.linkedin.content.common.exception.BadRequestResponseException: Content is a duplicate of urn:li:share:7295588489876647936',
    errorDetails: { inputErrors: [{ description: 'Duplicate post is detected', input: {}, code: 'DUPLICATE_POST' }] },
    status: 422,
  });
  const said = (code: string, serviceErrorCode?: number, message = 'Said') =>
    JSON.stringify({ code, serviceErrorCode, message });

  test.each<[number, string, CallKind, string]>([
    [401, said('INVALID_ACCESS_TOKEN', 65600), 'read', 'auth_revoked'],
    [401, said('REVOKED_ACCESS_TOKEN', 65601), 'read', 'auth_revoked'],
    [401, said('EXPIRED_ACCESS_TOKEN', 65602), 'write', 'auth_expired'],
    [401, said('EXPIRED_ACCESS_TOKEN', 65601), 'write', 'auth_expired'],
    [401, said('', 65600), 'write', 'auth_revoked'],
    [401, said('', 65601), 'write', 'auth_revoked'],
    [401, said('', 65601, 'The token used in the request has expired'), 'write', 'auth_expired'],
    [401, said('', 65602), 'write', 'auth_expired'],
    [401, '', 'write', 'auth_expired'],
    [
      403,
      said('ACCESS_DENIED', 100, 'Not enough permissions to access: posts.CREATE.20260901'),
      'write',
      'missing_permission',
    ],
    [403, said('', 100), 'write', 'missing_permission'],
    [403, '', 'write', 'missing_permission'],
    [403, said('ACCESS_DENIED', 100, 'Member is restricted'), 'write', 'account_action_needed'],
    [403, '', 'upload', 'media_unreachable'],
    [403, said('ACCESS_DENIED', 100), 'upload', 'missing_permission'],
    [400, said('MISSING_FIELD'), 'write', 'content_rejected'],
    [400, said('INVALID_VALUE_FOR_FIELD'), 'write', 'content_rejected'],
    [400, said('FIELD_LENGTH_TOO_LONG'), 'write', 'content_rejected'],
    [400, said('INVALID_URN_TYPE'), 'write', 'content_rejected'],
    [400, said('INVALID_VALUE_FOR_FIELD'), 'upload', 'media_invalid'],
    [400, said('INVALID_VALUE_FOR_FIELD'), 'read', 'bad_answer'],
    [418, 'teapot', 'write', 'content_rejected'],
    [418, 'teapot', 'read', 'bad_answer'],
    [404, said('NOT_FOUND'), 'write', 'not_found'],
    [413, '', 'upload', 'media_invalid'],
    [415, '', 'upload', 'media_invalid'],
    [422, duplicate, 'write', 'duplicate'],
    [422, '{"message":"Content is a duplicate of urn:li:share:1","status":422}', 'write', 'duplicate'],
    [422, '{"message":"Media asset urn:li:image:C4 is still processing"}', 'write', 'not_ready'],
    [422, '{"message":"Media asset urn:li:image:C4 is not yet available"}', 'write', 'not_ready'],
    [422, '{"message":"Media asset urn:li:image:C4 failed processing: CORRUPT"}', 'write', 'media_invalid'],
    [422, '{"message":"Something else"}', 'write', 'content_rejected'],
    [
      426,
      said('NONEXISTENT_VERSION', undefined, 'Requested version 20250701 is not active'),
      'write',
      'version_retired',
    ],
    [426, '', 'read', 'version_retired'],
    [429, '{}', 'write', 'rate_limited'],
    [408, '', 'write', 'transient'],
    [500, said('INTERNAL_SERVER_ERROR'), 'write', 'transient'],
    [503, '<h1>Sorry</h1>', 'read', 'transient'],
  ])('%i %s (%s) is %s', (status, body, kind, code) => {
    expect(explain({ status, headers: new Headers(), body }, kind, now).code).toBe(code);
  });

  it('names the post that is there, without the name of a Java class', () => {
    const { detail } = explain({ status: 422, headers: new Headers(), body: duplicate }, 'write', now);
    expect(detail).toBe('Content is a duplicate of urn:li:share:7295588489876647936');
  });

  it('ends a day at midnight UTC, since no header says when', () => {
    const body = said('TOO_MANY_REQUESTS', 101, 'Resource level throttle limit for calls to this resource is reached.');
    expect(explain({ status: 429, headers: new Headers(), body }, 'write', now)).toEqual({
      code: 'quota_day',
      until: Date.parse('2026-11-23T00:00:00Z'),
      detail: 'Resource level throttle limit for calls to this resource is reached.',
    });
    const headers = new Headers({ 'retry-after': '30' });
    expect(explain({ status: 429, headers, body: '' }, 'write', now)).toEqual({
      code: 'rate_limited',
      until: now + 30_000,
    });
  });
});

describe('answers that lack or add something', () => {
  it('are read as far as they go', () => {
    expect(tokenSchema.parse({ access_token: 'AQ', expires_in: '5184000', extra: 1 })).toMatchObject({
      access_token: 'AQ',
      expires_in: 5_184_000,
    });
    expect(tokenSchema.safeParse({ expires_in: 1 }).success).toBe(false);
    expect(userinfoSchema.parse({ sub: '782', locale: { country: 'DE' } })).toEqual({ sub: '782' });
    expect(userinfoSchema.safeParse({ name: 'Mara' }).success).toBe(false);
    const value = { video: 'urn:li:video:1', uploadInstructions: [] };
    expect(videoStartSchema.safeParse({ value }).success).toBe(false);
  });

  test.each([
    ['urn:li:share:7295588489876647936', true],
    ['urn:li:ugcPost:7295588489876647936', true],
    ['7295588489876647936', false],
    ['urn:li:share:1/../2', false],
  ])('%s names a post: %s', (urn, isOne) => {
    expect(postUrn.safeParse(urn).success).toBe(isOne);
  });
});

describe('what LinkedIn cannot say', () => {
  const media = contentOf('Fog', [picture()]);
  test.each<[string, Content]>([
    ['a list of close friends', contentOf('x', [], { audience: 'close_friends' })],
    ['a direct post', contentOf('x', [], { audience: 'direct' })],
    ['an unlisted post', contentOf('x', [], { audience: 'unlisted' })],
    ['a title', contentOf('x', [], { title: 'Title' })],
    ['a thread', contentOf('x', [], { thread: ['more'] })],
    ['a content warning', contentOf('x', [], { warning: 'Spiders' })],
    ['a sensitive picture', { ...media, sensitive: true }],
    ['a long text', contentOf('x'.repeat(3001))],
    ['a long alt text', contentOf('x', [picture('x'.repeat(4087))])],
    [
      'twenty-one pictures',
      contentOf(
        'x',
        Array.from({ length: 21 }, () => picture()),
      ),
    ],
    ['pictures beside a video', contentOf('x', [picture()], { video: videoOf() })],
  ])('%s is refused before anything is sent', (_, content) => {
    expect(problemWith(content)?.code).toBe('content_rejected');
  });

  test.each<[string, Content]>([
    ['a tiny video', contentOf('x', [], { video: videoOf({ sizeBytes: 76_799 }) })],
    ['a huge video', contentOf('x', [], { video: videoOf({ sizeBytes: 500_000_001 }) })],
    ['a heavy picture', { ...media, pictures: media.pictures.map((one) => ({ ...one, sizeBytes: 5_000_001 })) }],
  ])('%s is no use', (_, content) => {
    expect(problemWith(content)?.code).toBe('media_invalid');
  });

  it('takes everything else', () => {
    const whole = contentOf(
      'x'.repeat(3000),
      Array.from({ length: 20 }, () => picture('y'.repeat(4086))),
    );
    expect(problemWith(whole)).toBeNull();
    expect(problemWith(contentOf('Spiders', [], { sensitive: true }))).toBeNull();
    expect(problemWith(contentOf('', [], { video: videoOf({ sizeBytes: 76_800 }), audience: 'followers' }))).toBeNull();
  });

  it('never widens an audience, and has a word for all that it says it has', () => {
    expect(linkedinLimits.audiences.map(visibilityOf)).toEqual(['PUBLIC', 'CONNECTIONS']);
    expect((['unlisted', 'close_friends', 'direct'] as const).map(visibilityOf)).toEqual([null, null, null]);
  });

  it('says so ahead', () => {
    expect(notices(contentOf('x', [picture()]))).toEqual([]);
    expect(notices(contentOf('x', [], { video: videoOf({ altText: 'A pan', sizeBytes: 10 }) }))).toEqual([
      { code: 'video_unsupported', level: 'hold' },
      { code: 'alt_text_not_taken', level: 'warning' },
    ]);
  });
});

describe('the steps of a publish', () => {
  const told = (content: Content) => steps(content).map(({ name, safety }) => `${name} ${safety}`);
  it('repeat what nobody sees and never the post', () => {
    expect(told(contentOf('x'))).toEqual(['post never']);
    expect(told(contentOf('x', [picture(), picture()]))).toEqual([
      'picture-1 repeat',
      'picture-2 repeat',
      'pictures-ready repeat',
      'post never',
    ]);
  });

  it('part a video by its size alone', () => {
    expect(told(contentOf('x', [], { video: videoOf({ sizeBytes: 33_554_433 }) }))).toEqual([
      'video-start repeat',
      'video-part-1 repeat',
      'video-part-2 repeat',
      'video-end repeat',
      'video-ready repeat',
      'post never',
    ]);
  });
});
