import { describe, expect, it, test } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import type { Content } from '../../contract/model.ts';
import { preview } from '../../main/networks/facebook/count.ts';
import { byCode, bySubcode, explainFor } from '../../main/networks/facebook/errors.ts';
import { facebook } from '../../main/networks/facebook/facebook.ts';
import { facebookLimits, problemWith } from '../../main/networks/facebook/limits.ts';
import { isShare, postSchema, sourcePost } from '../../main/networks/facebook/parse.ts';
import { contentOf, testPicture } from '../helpers/network-account.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const answer = (status: number, error: object, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: new Headers(headers),
  body: JSON.stringify({ error: { message: 'Words', type: 'OAuthException', ...error } }),
});
const codeOf = (status: number, error: object, kind: 'read' | 'write' = 'write') =>
  explainFor(kind, () => now)(answer(status, error)).code;

describe('what Facebook says', () => {
  const codes: readonly (readonly [code: number, subcode: number | undefined, means: ErrorCode])[] = [
    [190, undefined, 'auth_revoked'],
    [190, 460, 'auth_revoked'],
    [190, 463, 'auth_expired'],
    [190, 458, 'auth_revoked'],
    [190, 467, 'auth_revoked'],
    [10, undefined, 'missing_permission'],
    [200, undefined, 'missing_permission'],
    [283, undefined, 'missing_permission'],
    [299, undefined, 'missing_permission'],
    [3, undefined, 'missing_permission'],
    [100, undefined, 'content_rejected'],
    [100, 33, 'not_found'],
    [4, undefined, 'rate_limited'],
    [17, undefined, 'rate_limited'],
    [32, undefined, 'rate_limited'],
    [613, undefined, 'rate_limited'],
    [80001, undefined, 'rate_limited'],
    [368, undefined, 'spam_block'],
    [389, undefined, 'media_unreachable'],
    [506, undefined, 'duplicate'],
    [6000, undefined, 'media_invalid'],
    [6001, undefined, 'media_invalid'],
    [1609005, undefined, 'content_rejected'],
    [1500, undefined, 'content_rejected'],
    [2635, undefined, 'version_retired'],
    [1, undefined, 'transient'],
    [2, undefined, 'transient'],
    [100, 1366046, 'media_invalid'],
    [368, 1390008, 'spam_block'],
    [368, 1346003, 'spam_block'],
    [200, 1404006, 'account_action_needed'],
    [200, 1404112, 'account_action_needed'],
    [200, 1404078, 'account_action_needed'],
    [100, 1404102, 'content_rejected'],
    [100, 1366051, 'duplicate'],
    [100, 1609008, 'content_rejected'],
    [100, 2061006, 'content_rejected'],
    [100, 1363047, 'transient'],
    [100, 1609010, 'transient'],
    [100, 2069019, 'media_invalid'],
    [100, 4854002, 'account_action_needed'],
  ];
  test.each(codes)('%i/%s of a write is %s', (code, subcode, means) => {
    expect(codeOf(400, { code, ...(subcode !== undefined && { error_subcode: subcode }) })).toBe(means);
  });

  it('has a row here for every code of its tables', () => {
    const tried = new Set(codes.flatMap(([code, subcode]) => [code, subcode ?? code]));
    expect([...Object.keys(byCode), ...Object.keys(bySubcode)].filter((code) => !tried.has(Number(code)))).toEqual([]);
  });

  it('means by an unknown refusal that a write was not liked, and of a read that it makes no sense', () => {
    expect(codeOf(400, { code: 99_999 })).toBe('content_rejected');
    expect(codeOf(400, { code: 99_999 }, 'read')).toBe('bad_answer');
    expect(codeOf(500, { code: 99_999 })).toBe('transient');
    const page = { status: 502, headers: new Headers(), body: '<html>' };
    expect(explainFor('write', () => now)(page)).toEqual({ code: 'transient' });
  });

  it('passes on the sentence that is meant for the person', () => {
    const said = explainFor(
      'write',
      () => now,
    )(answer(400, { code: 506, error_user_msg: 'Identical to the last one.' }));
    expect(said).toEqual({ code: 'duplicate', detail: 'Identical to the last one.' });
  });

  it('says until when a Page must wait, and not a conversation', () => {
    const entry = (type: string, minutes: number) => ({
      type,
      call_count: 100,
      estimated_time_to_regain_access: minutes,
    });
    const usage = JSON.stringify({ '1042': [entry('pages', 7), entry('messenger', 90)] });
    const said = explainFor('read', () => now)(answer(403, { code: 32 }, { 'x-business-use-case-usage': usage }));
    expect(said).toEqual({ code: 'rate_limited', detail: 'Words', until: now + 7 * 60_000 });
    expect(explainFor('read', () => now)(answer(403, { code: 32 }))).not.toHaveProperty('until');
    const appUsage = { 'x-app-usage': '{"call_count":100}' };
    expect(explainFor('read', () => now)(answer(403, { code: 4 }, appUsage))).not.toHaveProperty('until');
  });
});

describe('the text of a post', () => {
  test.each([
    ['', 0],
    ['Nebel', 5],
    ['👍🏽', 2],
    ['a'.repeat(63_206), 63_206],
  ])('%.12s counts as its characters', (text, count) => {
    expect(preview(text).count).toBe(count);
  });

  it('shows links and tags, and a name as what it is', () => {
    const text = 'Fog (https://mara.example/fog_(1)), see #harbour and #42 by @jonas: https://mara.example/a.';
    const { segments } = preview(text);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'link', text: 'https://mara.example/fog_(1)', href: 'https://mara.example/fog_(1)' },
      { kind: 'tag', text: '#harbour' },
      { kind: 'link', text: 'https://mara.example/a', href: 'https://mara.example/a' },
    ]);
  });
});

describe('a content that Facebook has no place for', () => {
  const { picture } = testPicture(new Uint8Array([1]), 'Fog', { width: 1, height: 1 });
  const video = { ...picture, mimeType: 'video/mp4', durationMs: 4_000, altText: '' };
  test.each<[string, Partial<Content>, ErrorCode]>([
    ['a smaller audience', { audience: 'followers' }, 'content_rejected'],
    ['sensitive pictures', { sensitive: true, pictures: [picture] }, 'content_rejected'],
    ['a sensitive video', { sensitive: true, video }, 'content_rejected'],
    ['a warning', { warning: 'Food' }, 'content_rejected'],
    ['a title', { title: 'Fog' }, 'content_rejected'],
    ['a thread', { thread: ['and on'] }, 'content_rejected'],
    ['nothing', { text: ' ' }, 'content_rejected'],
    ['too long a text', { text: 'a'.repeat(63_207) }, 'content_rejected'],
    ['eleven pictures', { pictures: Array.from({ length: 11 }, () => picture) }, 'media_invalid'],
    ['a picture over 4 MB', { pictures: [{ ...picture, sizeBytes: 4_000_001 }] }, 'media_invalid'],
    ['a video over 1 GB', { video: { ...video, sizeBytes: 1_000_000_001 } }, 'media_invalid'],
    ['pictures and a video', { pictures: [picture], video }, 'media_invalid'],
  ])('is refused: %s', (_name, more, code) => {
    expect(problemWith(contentOf('Fog', [], more))?.code).toBe(code);
  });

  it('is told of before', () => {
    const said = (content: Content) => facebook.notices?.(content, facebookLimits);
    const pan = contentOf('Pan', [], { video: { ...video, altText: 'A pan' } });
    expect(said(pan)).toEqual([{ code: 'alt_text_not_taken', level: 'warning' }]);
    expect(said({ ...pan, video, sensitive: true })).toEqual([{ code: 'sensitive_not_taken', level: 'hold' }]);
    expect(said({ ...pan, video })).toEqual([]);
    expect(said(contentOf('Fog', [], { sensitive: true }))).toEqual([]);
  });

  it('is none that has a language, pictures, a video, or a warning in its text', () => {
    expect(problemWith(contentOf('Fog', [], { language: 'de', pictures: [picture] }))).toBeNull();
    expect(problemWith(contentOf('', [], { video: { ...video, altText: 'A pan' } }))).toBeNull();
    expect(problemWith(contentOf('Spoilers: it was fog', [], { sensitive: true }))).toBeNull();
  });
});

describe('a post of a Page', () => {
  const base = { id: '1_2', created_time: '2026-11-22T10:00:00+0000', privacy: { value: 'EVERYONE' } };
  const parsed = (more: object) => sourcePost(postSchema.parse({ ...base, ...more }), 'https://www.example');
  const photo = (name: string) => ({
    media_type: 'photo',
    media: { image: { src: `https://cdn.example/${name}.jpg` } },
  });
  const clip = {
    media_type: 'video',
    media: { source: 'https://cdn.example/a.mp4', image: { src: 'https://cdn.example/a.jpg' } },
  };
  const attached = (...data: object[]) => ({ attachments: { data } });

  it('needs little and passes over what it does not know', () => {
    expect(parsed({ story_tags: [], message: undefined })).toMatchObject({
      remoteId: '1_2',
      url: 'https://www.example/1_2',
      text: '',
      audience: 'public',
      publishedAt: now,
      pictures: [],
      video: null,
      otherMedia: null,
    });
    expect(postSchema.safeParse({ ...base, created_time: 'soon' }).success).toBe(false);
    expect(postSchema.safeParse({ id: '1_2' }).success).toBe(false);
  });

  test.each([
    [{ privacy: { value: 'ALL_FRIENDS' } }],
    [{ privacy: { value: 'CUSTOM' } }],
    [{ privacy: { value: 'SELF' } }],
    [{ privacy: { value: 'SOMETHING_NEW' } }],
    [{ privacy: { value: '' } }],
    [{ privacy: null }],
    [{ is_hidden: true }],
  ])('is for the narrowest audience with %j', (more) => {
    expect(parsed(more).audience).toBe('direct');
  });

  it('has one photo in its full size, and those of an album one by one', () => {
    const one = parsed({ full_picture: 'https://cdn.example/full.jpg', ...attached(photo('small')) });
    expect(one.pictures).toEqual([{ remoteId: '1_2_1', url: 'https://cdn.example/full.jpg', altText: '' }]);
    const album = { ...photo('a'), media_type: 'album', subattachments: { data: [photo('a'), photo('b')] } };
    const several = parsed({ full_picture: 'https://cdn.example/full.jpg', ...attached(album) });
    expect(several.pictures.map(({ url }) => url)).toEqual(['https://cdn.example/a.jpg', 'https://cdn.example/b.jpg']);
    expect(several.otherMedia).toBeNull();
  });

  it('has a video with its still where Facebook hands the file out', () => {
    expect(parsed(attached(clip))).toMatchObject({
      video: { remoteId: '1_2_1', url: 'https://cdn.example/a.mp4', posterUrl: 'https://cdn.example/a.jpg' },
      pictures: [],
      otherMedia: null,
    });
    const withheld = { media_type: 'video', media: { image: { src: 'https://cdn.example/a.jpg' } } };
    expect(parsed(attached(withheld))).toMatchObject({ video: null, otherMedia: 'not_handed_out' });
  });

  test.each([
    ['photos and a video', attached(photo('a'), clip), 'mixed'],
    ['two videos', attached(clip, clip), 'unsupported'],
    ['something new', attached({ media_type: 'hologram' }), 'unsupported'],
    ['a photo without a file', attached({ media_type: 'photo' }), 'not_handed_out'],
    [
      'a card of a link that the text lacks',
      { message: 'Read this', ...attached({ media_type: 'link' }) },
      'unsupported',
    ],
    ['a card of a link of the text', { message: 'https://a.example', ...attached({ media_type: 'link' }) }, null],
  ])('says what cannot be carried: %s', (_name, more, other) => {
    expect(parsed(more).otherMedia).toBe(other);
  });

  it('is somebody else’s when it shares something, and its own when it only has a link', () => {
    const shared = (...data: object[]) =>
      postSchema.parse({ ...base, status_type: 'shared_story', ...attached(...data) });
    expect(isShare(shared(photo('a')))).toBe(true);
    expect(isShare(shared({ media_type: 'link' }))).toBe(false);
    expect(isShare(postSchema.parse({ ...base, ...attached(photo('a')) }))).toBe(false);
  });
});
