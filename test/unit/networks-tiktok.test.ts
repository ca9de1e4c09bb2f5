import { describe, expect, it } from 'vitest';
import type { Content, ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import { preview } from '../../main/networks/tiktok/count.ts';
import { explain, explainFailure } from '../../main/networks/tiktok/errors.ts';
import { limits, notices, problemWith } from '../../main/networks/tiktok/limits.ts';
import { sourcePost, videoSchema } from '../../main/networks/tiktok/parse.ts';
import { chunkEnd, chunkPlan, uploadedBy } from '../../main/networks/tiktok/upload.ts';
import { contentOf, testPicture } from '../helpers/network-account.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const dayMs = 86_400_000;

const picture = testPicture(new Uint8Array([1]), 'Fog', { width: 4, height: 3 });
const video: ContentVideo = {
  mediaId: 1 as MediaId,
  sha256: 'a'.repeat(64) as Sha256,
  mimeType: 'video/mp4',
  sizeBytes: 1000,
  width: 1080,
  height: 1920,
  durationMs: 6000,
  altText: '',
};

describe('a caption on TikTok', () => {
  it.each([
    ['Fog', 3],
    ['🌫️', 3],
    ['é', 1],
    ['👩‍👩‍👧', 8],
  ])('%s counts %i UTF-16 units', (text, count) => {
    expect(preview(text).count).toBe(count);
  });

  it('has tags and mentions, and no links', () => {
    const { segments } = preview('With @mara.lindt. at https://a.example/#x #fög a@b.example');
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'mention', text: '@mara.lindt' },
      { kind: 'tag', text: '#fög' },
    ]);
    expect(segments.map(({ text }) => text).join('')).toBe(
      'With @mara.lindt. at https://a.example/#x #fög a@b.example',
    );
  });
});

describe('what TikTok refuses with', () => {
  const answer = (status: number, code: string, headers = {}) => ({
    status,
    headers: new Headers(headers),
    body: JSON.stringify({ data: {}, error: { code, message: `About ${code}`, log_id: '1' } }),
  });

  it.each([
    [400, 'invalid_param', 'content_rejected'],
    [400, 'app_version_check_failed', 'account_action_needed'],
    [400, 'invalid_publish_id', 'not_found'],
    [400, 'token_not_authorized_for_specified_publish_id', 'not_found'],
    [401, 'access_token_invalid', 'auth_revoked'],
    [401, 'scope_not_authorized', 'missing_permission'],
    [403, 'spam_risk_too_many_posts', 'quota_day'],
    [403, 'spam_risk_too_many_pending_share', 'quota_day'],
    [403, 'spam_risk_user_banned_from_posting', 'account_action_needed'],
    [403, 'reached_active_user_cap', 'quota_day'],
    [403, 'unaudited_client_can_only_post_to_private_accounts', 'account_action_needed'],
    [403, 'url_ownership_unverified', 'needs_public_address'],
    [403, 'privacy_level_option_mismatch', 'content_rejected'],
    [429, 'rate_limit_exceeded', 'rate_limited'],
    [500, 'internal_error', 'transient'],
    [400, 'something_new', 'content_rejected'],
    [503, 'something_new', 'transient'],
  ])('%i %s', (status, code, meant) => {
    expect(explain(answer(status, code), 'write', now)).toMatchObject({ code: meant, detail: `About ${code}` });
  });

  it('says of a read that its answer made no sense, and nothing of a page in place of JSON', () => {
    expect(explain(answer(400, 'invalid_param'), 'read', now).code).toBe('bad_answer');
    expect(explain({ status: 403, headers: new Headers(), body: '<html>' }, 'write', now)).toEqual({
      code: 'content_rejected',
    });
    expect(explain({ status: 502, headers: new Headers(), body: '<html>' }, 'write', now)).toEqual({
      code: 'transient',
    });
  });

  it('passes in a minute, or after a day', () => {
    expect(explain(answer(429, 'rate_limit_exceeded'), 'write', now).until).toBe(now + 60_000);
    expect(explain(answer(429, 'rate_limit_exceeded', { 'retry-after': '7' }), 'write', now).until).toBe(now + 7000);
    expect(explain(answer(403, 'spam_risk_too_many_pending_share'), 'write', now).until).toBe(now + dayMs);
  });

  it.each([
    ['file_format_check_failed', 'media_invalid'],
    ['duration_check_failed', 'media_invalid'],
    ['frame_rate_check_failed', 'media_invalid'],
    ['picture_size_check_failed', 'media_invalid'],
    ['internal', 'transient'],
    ['video_pull_failed', 'media_unreachable'],
    ['photo_pull_failed', 'media_unreachable'],
    ['publish_cancelled', 'content_rejected'],
    ['auth_removed', 'auth_revoked'],
    ['spam_risk_too_many_posts', 'quota_day'],
    ['spam_risk_user_banned_from_posting', 'account_action_needed'],
    ['spam_risk_text', 'spam_block'],
    ['spam_risk', 'spam_block'],
    ['something_new', 'content_rejected'],
  ])('and a draft fails with %s', (reason, code) => {
    const until = code === 'quota_day' ? { until: now + dayMs } : {};
    expect(explainFailure(reason, now)).toEqual({ code, detail: reason, ...until });
  });
});

describe('a video of TikTok', () => {
  const given = { id: '7512345678901234567', title: 'T', create_time: 1_700_000_000 };

  it('is a public post whose file is not handed out', () => {
    const full = { ...given, video_description: 'Fog #sea', share_url: 'https://www.tiktok.com/@m/video/7?utm=1' };
    const post = sourcePost(videoSchema.parse({ ...full, play_count: 4 }));
    expect(post).toMatchObject({
      remoteId: given.id,
      url: 'https://www.tiktok.com/@m/video/7',
      text: 'Fog #sea',
      audience: 'public',
      publishedAt: 1_700_000_000_000,
      pictures: [],
      video: null,
      otherMedia: 'not_handed_out',
    });
  });

  it('may lack what it says, and never its id or time', () => {
    expect(sourcePost(videoSchema.parse(given))).toMatchObject({ text: 'T', url: '' });
    expect(sourcePost(videoSchema.parse({ ...given, title: null, share_url: '' })).text).toBe('');
    expect(videoSchema.safeParse({ ...given, id: undefined }).success).toBe(false);
    expect(videoSchema.safeParse({ ...given, create_time: null }).success).toBe(false);
  });
});

describe('the chunks of a video', () => {
  it.each([
    [1000, 1000, 1],
    [4_999_999, 4_999_999, 1],
    [19_999_999, 19_999_999, 1],
    [20_000_000, 10_000_000, 2],
    [50_000_123, 10_000_000, 5],
    [4_000_000_000, 10_000_000, 400],
  ])('of %i bytes have %i and are %i', (size, chunk, count) => {
    expect(chunkPlan(size)).toEqual({ video_size: size, chunk_size: chunk, total_chunk_count: count });
  });

  it('end where the next begins, and the last carries what is left over', () => {
    const plan = chunkPlan(25_000_000);
    expect([0, 9_999_999, 10_000_000, 24_000_000].map((at) => chunkEnd(at, plan))).toEqual([
      10_000_000, 10_000_000, 25_000_000, 25_000_000,
    ]);
  });

  it.each([
    ['bytes 0-9999999/25000000', 10_000_000],
    ['bytes 0-10000000/25000000', 10_000_000],
    ['bytes 0-24999999/25000000', 25_000_000],
    ['bytes 0-25000000/25000000', 25_000_000],
    ['', null],
    ['bytes */25000000', null],
  ])('are there by “%s”', (header, count) => {
    expect(uploadedBy(new Headers({ 'content-range': header }), chunkPlan(25_000_000))).toBe(count);
  });
});

describe('what TikTok has to say of a content', () => {
  it('tells that it is finished in the app, and how much of the text stays behind', () => {
    expect(notices(contentOf('Fog 🌫️', [], { video }))).toEqual([
      { level: 'warning', code: 'finished_in_app', values: { count: 7 } },
    ]);
    expect(notices(contentOf('Fog', [picture]))).toEqual([
      { level: 'warning', code: 'finished_in_app', values: { count: 0 } },
    ]);
    expect(notices(contentOf('Fog'))).toEqual([]);
  });

  it('warns of a text that is too long to be pasted under a video', () => {
    const codes = (text: string, more: Partial<Content>, pictures = [picture]) =>
      notices(contentOf(text, pictures, more)).map(({ code }) => code);
    expect(codes('x'.repeat(2200), { video }, [])).toEqual(['finished_in_app']);
    expect(codes('x'.repeat(2201), { video }, [])).toEqual(['finished_in_app', 'text_too_long']);
    expect(codes('x'.repeat(2201), {})).toEqual(['finished_in_app']);
  });

  it.each<[string, Content, boolean]>([
    ['a video', contentOf('Fog', [], { video }), true],
    ['photos with a title', contentOf('Fog', [picture], { title: 't'.repeat(90) }), true],
    ['a title that is too long', contentOf('Fog', [picture], { title: 't'.repeat(91) }), false],
    ['a title on a video', contentOf('Fog', [], { video, title: 'T' }), false],
    ['text alone', contentOf('Fog'), false],
    ['both kinds', contentOf('Fog', [picture], { video }), false],
    ['a narrower audience', contentOf('Fog', [], { video, audience: 'followers' }), false],
    ['a thread', contentOf('Fog', [], { video, thread: ['more'] }), false],
    ['a warning', contentOf('Fog', [], { video, warning: 'Food' }), false],
    ['too long a description', contentOf('x'.repeat(limits.text + 1), [picture]), false],
    [
      '36 photos',
      contentOf(
        'Fog',
        Array.from({ length: 36 }, () => picture),
      ),
      false,
    ],
  ])('sends %s only as it is meant', (_name, content, isSendable) => {
    expect(problemWith(content)).toEqual(isSendable ? null : { code: 'content_rejected' });
  });
});
