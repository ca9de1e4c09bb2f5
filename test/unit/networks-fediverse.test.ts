import { describe, expect, it } from 'vitest';
import { NetworkFailure } from '../../main/core/ports/network.ts';
import { explain } from '../../main/networks/fediverse/errors.ts';
import type { Dialect } from '../../main/networks/fediverse/dialect.ts';
import { serverOrigin } from '../../main/networks/fediverse/instance.ts';
import { instanceSchema, limitsOf } from '../../main/networks/fediverse/limits.ts';
import { audienceOf, sourcePost, statusSchema } from '../../main/networks/fediverse/parse.ts';
import { compareIds } from '../../main/networks/fediverse/read.ts';
import { plainLimits } from '../helpers/records.ts';
import { roomyVideo } from '../helpers/videos.ts';

const limits: Dialect['limits'] = {
  ...plainLimits,
  textUnit: 'graphemes',
  pictureBytes: 16_777_216,
  pictureTypes: ['image/jpeg'],
  audiences: ['followers', 'unlisted', 'public'],
};
const dialect: Dialect = {
  id: 'mastodon',
  name: 'Mastodon',
  speaks: () => true,
  scopes: [['profile']],
  tokenRefused: 'auth_revoked',
  canRevoke: true,
  permissionsPage: '/oauth/authorized_applications',
  counting: { countsMentionDomain: false },
  limits,
  video: roomyVideo,
  hostsFiles: true,
  warningNeedsSensitive: false,
  ownShape: null,
};

describe('the server that a person means', () => {
  it.each([
    ['mastodon.social', 'https://mastodon.social'],
    ['  HTTPS://Mastodon.Social/@mara?x#y ', 'https://mastodon.social'],
    ['@mara@one.example', 'https://one.example'],
    ['mara@one.example:8443', 'https://one.example:8443'],
    ['https://one.example/@ada@two.example', 'https://one.example'],
    ['http://one.example', 'https://one.example'],
    ['münchen.social', 'https://xn--mnchen-3ya.social'],
    ['localhost:4000', 'http://localhost:4000'],
  ])('%s', (typed, origin) => {
    expect(serverOrigin(typed)).toBe(origin);
  });

  it.each(['', '@', 'mara', '192.168.1.1', '[fe80::1]', '0xc0.0xa8.1.1', 'one..example', 'a b c', 'http://', '@mara@'])(
    'is none: %j',
    (typed) => {
      expect(() => serverOrigin(typed)).toThrow(NetworkFailure);
    },
  );
});

describe('a status as a post', () => {
  const status = (more: object = {}) =>
    statusSchema.parse({
      id: '1',
      created_at: '2026-11-22T10:00:00.000Z',
      visibility: 'public',
      content: '<p>Fog</p>',
      url: 'https://one.example/@mara/1',
      account: { id: '7' },
      media_attachments: [
        { id: '2', type: 'image', url: 'https://one.example/2.jpg', description: null },
        { id: '3', type: 'image', url: 'https://one.example/3.jpg', description: 'A gull' },
      ],
      unknown_field: { anything: true },
      ...more,
    });

  it('carries text, pictures with alt text, and marks', () => {
    const post = sourcePost(
      status({ sensitive: true, spoiler_text: 'Weather', in_reply_to_id: '9', language: 'de' }),
      'one.example',
    );
    expect(post).toMatchObject({ text: 'Fog', sensitive: true, warning: 'Weather', isReply: true, language: 'de' });
    expect(post.pictures.map(({ altText }) => altText)).toEqual(['', 'A gull']);
    expect(post.otherMedia).toBe(null);
  });

  it('says when it has what cannot be carried', () => {
    expect(sourcePost(status({ poll: { id: '4' } }), 'one.example').otherMedia).toBe('unsupported');
  });

  it('tells who is tagged and where it was, where a Pixelfed server says so', () => {
    const place = { id: 1, slug: 'kiel', name: 'Kiel', country: 'Germany' };
    const told = sourcePost(status({ taggedPeople: [{ username: 'ada' }, { username: 'bo' }], place }), 'one.example');
    expect(told).toMatchObject({ tagged: 2, place: 'Kiel, Germany' });
    const untold = sourcePost(status({ taggedPeople: null, place: { name: 'Kiel' } }), 'one.example');
    expect(untold).toMatchObject({ tagged: 0, place: 'Kiel' });
    expect(sourcePost(status(), 'one.example')).toMatchObject({ tagged: 0, place: null });
  });

  const file = (type: string, id: string = type) => ({
    id,
    type,
    url: `https://one.example/${id}`,
    preview_url: `https://one.example/small/${id}`,
    description: `About ${id}`,
  });
  it.each([
    ['a video', [file('video')], { video: 'video', pictures: 0, otherMedia: null }],
    ['a GIF, which is one too', [file('gifv')], { video: 'gifv', pictures: 0, otherMedia: null }],
    ['a sound', [file('audio')], { video: null, pictures: 0, otherMedia: 'unsupported' }],
    ['a kind of tomorrow', [file('scent')], { video: null, pictures: 0, otherMedia: 'unsupported' }],
    ['a picture and a video', [file('image'), file('video')], { video: null, pictures: 1, otherMedia: 'mixed' }],
    ['two videos', [file('video', '1'), file('video', '2')], { video: null, pictures: 0, otherMedia: 'mixed' }],
    [
      'a video without a file',
      [{ ...file('video'), url: null }],
      { video: null, pictures: 0, otherMedia: 'unsupported' },
    ],
  ])('with %s is taken for what it is', (_what, media_attachments, expected) => {
    const { video, pictures, otherMedia } = sourcePost(status({ media_attachments }), 'one.example');
    expect({ video: video?.remoteId ?? null, pictures: pictures.length, otherMedia }).toEqual(expected);
    if (video === null) return;
    const { url, preview_url: posterUrl, description: altText } = file(video.remoteId);
    expect(video).toEqual({ remoteId: video.remoteId, url, posterUrl, altText });
  });

  it('is never shown to more people than the server said', () => {
    expect(['public', 'unlisted', 'private', 'direct', 'circle', ''].map(audienceOf)).toEqual([
      'public',
      'unlisted',
      'followers',
      'direct',
      'direct',
      'direct',
    ]);
  });

  it('orders ids as numbers of any length', () => {
    expect(['113', '99', '99999999999999999999', '100000000000000000000'].toSorted(compareIds)).toEqual([
      '99',
      '113',
      '99999999999999999999',
      '100000000000000000000',
    ]);
  });
});

describe('what a server says', () => {
  it.each([
    ['lists no types', {}, dialect.limits.video],
    ['lists only pictures', { supported_mime_types: ['image/png'] }, null],
    [
      'takes more than a form may be large',
      { supported_mime_types: ['video/mp4', 'audio/ogg'], video_size_limit: 900_000_000 },
      { ...roomyVideo, types: ['video/mp4'], bytes: 103_809_024 },
    ],
    [
      'takes little and says how wide',
      { supported_mime_types: ['video/webm'], video_size_limit: 40_000_000, video_matrix_limit: 8_294_400 },
      { ...roomyVideo, types: ['video/webm'], bytes: 40_000_000, widest: 3840 },
    ],
  ])('of videos is followed where it %s', (_what, media_attachments, expected) => {
    const answer = instanceSchema.parse({ version: '4.5.0', configuration: { media_attachments } });
    expect(limitsOf(answer, dialect).video).toEqual(expected);
  });

  it('takes its own limits, and the usual ones only where it is silent', () => {
    const answer = instanceSchema.parse({
      version: '4.5.0',
      configuration: {
        statuses: { max_characters: 5000, max_media_attachments: 'six' },
        media_attachments: { image_size_limit: 1_000_000, supported_mime_types: ['video/mp4', 'image/avif'] },
      },
    });
    expect(limitsOf(answer, dialect)).toMatchObject({
      text: 5000,
      pictures: 4,
      altText: 1500,
      pictureBytes: 1_000_000,
      pictureTypes: ['image/avif'],
    });
    expect(limitsOf(instanceSchema.parse({ version: '2.9.0', max_toot_chars: 1024 }), dialect).text).toBe(1024);
  });

  it.each([
    [401, '{"error":"The access token is invalid"}', 'auth_revoked'],
    [422, '', 'auth_revoked'],
    [403, '{"error":"This action is outside the authorized scopes"}', 'missing_permission'],
    [403, '{"error":"Your login is currently disabled"}', 'account_action_needed'],
    [403, '{"message":"Empty statuses are not allowed"}', 'content_rejected'],
    [404, '{"error":"Record not found"}', 'not_found'],
    [422, '{"error":"Validation failed: Text character limit of 500 exceeded"}', 'content_rejected'],
    [422, '{"error":"Validation failed: File content type is invalid, File is invalid"}', 'media_invalid'],
    [422, '{"error":"Cannot attach files that have not finished processing. Try again in a moment!"}', 'not_ready'],
    [422, '{"message":"The given data was invalid.","errors":{"status":["Too long."]}}', 'content_rejected'],
    [400, '{"error":"Duplicate idempotency key."}', 'duplicate'],
    [500, '<h1>Oops</h1>', 'transient'],
  ])('%i %s', (status, body, code) => {
    expect(explain(dialect, { status, headers: new Headers(), body }, () => 0).code).toBe(code);
  });

  it('says when to come back, and repeats the server as text', () => {
    const headers = new Headers({ 'x-ratelimit-reset': '2026-11-22T10:05:00.000Z' });
    const now = () => Date.parse('2026-11-22T10:00:00Z');
    expect(explain(dialect, { status: 429, headers, body: '{"error":"Too <b>many</b> requests"}' }, now)).toEqual({
      code: 'rate_limited',
      detail: 'Too many requests',
      until: Date.parse('2026-11-22T10:05:00.000Z'),
    });
  });
});
