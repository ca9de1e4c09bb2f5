import { describe, expect, it } from 'vitest';
import type { ContentVideo, MediaId, Sha256 } from '../../contract/model.ts';
import { countOf, preview } from '../../main/networks/youtube/count.ts';
import { notices, problemWith, youtubeLimits } from '../../main/networks/youtube/limits.ts';
import { isScheduled, isShown, sourcePost, videoSchema } from '../../main/networks/youtube/parse.ts';
import { nextQuotaReset, quota, units } from '../../main/networks/youtube/quota.ts';
import { youtube } from '../../main/networks/youtube/youtube.ts';
import { contentOf } from '../helpers/network-account.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const video: ContentVideo = {
  mediaId: 1 as MediaId,
  sha256: 'a'.repeat(64) as Sha256,
  mimeType: 'video/mp4',
  sizeBytes: 1000,
  width: 1080,
  height: 1920,
  durationMs: 4000,
  altText: '',
};
const content = (more = {}) => contentOf('Words', [], { title: 'A title', video, ...more });

describe('a description on YouTube', () => {
  it.each([
    ['', 0],
    ['fog', 3],
    ['Nebel über Kiel', 16],
    ['👩‍👩‍👧', 18],
  ])('counts in bytes: %j', (text, count) => {
    expect(preview(text).count).toBe(count);
  });

  it('shows links and hashtags, and is the text when put together again', () => {
    const text = 'See https://mara-lindt.example/a?b=c#d. And #fog, C# or a&#b; #nebel_42';
    const { segments } = preview(text);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'link', text: 'https://mara-lindt.example/a?b=c#d', href: 'https://mara-lindt.example/a?b=c#d' },
      { kind: 'tag', text: '#fog' },
      { kind: 'tag', text: '#nebel_42' },
    ]);
  });
});

describe('what YouTube says of a content', () => {
  const codes = (more: object) => notices(content(more), youtubeLimits).map(({ code, level }) => `${code} ${level}`);

  it('is that a project of one’s own makes private videos, whatever was approved', () => {
    expect(codes({})).toEqual(['stays_private warning']);
  });

  it.each([{ title: 'a < b' }, { title: 'a > b' }, { text: 'a < b' }, { text: '->' }])('holds %j', (more) => {
    expect(codes(more)).toContain('forbidden_characters hold');
  });

  it('warns of more hashtags than YouTube reads', () => {
    const tags = (count: number) => Array.from({ length: count }, (_, index) => `#tag${index}`).join(' ');
    expect(codes({ text: tags(60) })).not.toContain('too_many_tags warning');
    expect(notices(content({ text: tags(61) }), youtubeLimits)).toContainEqual({
      code: 'too_many_tags',
      level: 'warning',
      values: { count: 61, limit: 60 },
    });
  });

  it.each([
    ['no title', { title: null }],
    ['an empty title', { title: '  ' }],
    ['a long title', { title: 'ä'.repeat(101) }],
    ['angle brackets', { text: '<b>' }],
    ['a long description', { text: 'ä'.repeat(2501) }],
    ['no video', { video: null }],
    ['pictures', { pictures: [video] }],
    ['a thread', { thread: ['more'] }],
    ['a content warning', { warning: 'Spiders' }],
    ['followers alone', { audience: 'followers' }],
    ['one reader', { audience: 'direct' }],
  ])('refuses %s before anything is sent', (_, more) => {
    expect(problemWith(content(more))).toMatchObject({ code: 'content_rejected' });
  });

  it('takes what is just within the limits', () => {
    const edge = { title: 'ä'.repeat(100), text: 'ä'.repeat(2500), audience: 'unlisted' };
    expect(countOf(edge.text)).toBe(youtubeLimits.text);
    expect(problemWith(content(edge))).toBeNull();
    const huge = { ...video, sizeBytes: 256_000_000_001 };
    expect(problemWith(content({ video: huge }))).toMatchObject({ code: 'media_invalid' });
  });
});

describe('a video as a post', () => {
  const resource = (more: { snippet?: object; status?: object } = {}) =>
    videoSchema.parse({
      kind: 'youtube#video',
      id: 'abcdefghijk',
      snippet: {
        publishedAt: '2026-11-22T09:00:00Z',
        channelId: 'UC1',
        title: 'Fog',
        description: 'Words\n',
        ...more.snippet,
      },
      status: { privacyStatus: 'public', uploadStatus: 'processed', ...more.status },
    });
  const post = (more = {}) => sourcePost(resource(more), 'https://www.youtube.com');

  it('is title and description, with no file that could be carried', () => {
    expect(post({ snippet: { defaultLanguage: 'de' } })).toEqual({
      remoteId: 'abcdefghijk',
      url: 'https://www.youtube.com/watch?v=abcdefghijk',
      text: 'Fog\n\nWords',
      language: 'de',
      audience: 'public',
      sensitive: false,
      warning: null,
      publishedAt: Date.parse('2026-11-22T09:00:00Z'),
      isReply: false,
      isStory: false,
      tagged: 0,
      place: null,
      pictures: [],
      video: null,
      otherMedia: 'not_handed_out',
    });
    expect(post({ snippet: { description: undefined } })).toMatchObject({ text: 'Fog', language: null });
  });

  it.each([
    ['public', 'public'],
    ['unlisted', 'unlisted'],
    ['private', 'direct'],
    ['members', 'direct'],
  ])('%s is for %s', (privacyStatus, audience) => {
    expect(post({ status: { privacyStatus } }).audience).toBe(audience);
  });

  it('does not count before its time, nor when YouTube will not show it', () => {
    const planned = resource({ status: { privacyStatus: 'private', publishAt: '2026-11-22T11:00:00Z' } });
    expect([isScheduled(planned, now), isScheduled(planned, now + 3_600_000)]).toEqual([true, false]);
    expect(
      ['uploaded', 'processed', 'failed', 'rejected', 'deleted'].map((uploadStatus) =>
        isShown(resource({ status: { uploadStatus } })),
      ),
    ).toEqual([true, true, false, false, false]);
  });

  it('wants an id, a time and a privacy', () => {
    expect(() => resource({ snippet: { publishedAt: 'soon' } })).toThrow(/not a time/);
    expect(() => resource({ status: { privacyStatus: undefined } })).toThrow(/privacyStatus/);
  });
});

describe('the day’s quota', () => {
  it.each([
    ['in winter', '2026-11-22T10:00:00Z', '2026-11-23T08:00:00Z'],
    ['in summer', '2026-07-01T06:59:59Z', '2026-07-01T07:00:00Z'],
    ['at the very midnight', '2026-07-01T07:00:00Z', '2026-07-02T07:00:00Z'],
    ['on the night the clocks go forward', '2026-03-08T08:30:00Z', '2026-03-09T07:00:00Z'],
    ['before the night the clocks go forward', '2026-03-08T07:30:00Z', '2026-03-08T08:00:00Z'],
    ['on the night the clocks go back', '2026-11-01T07:30:00Z', '2026-11-02T08:00:00Z'],
    ['before the night the clocks go back', '2026-11-01T06:30:00Z', '2026-11-01T07:00:00Z'],
    ['at the turn of the year', '2026-12-31T20:00:00.123Z', '2027-01-01T08:00:00Z'],
  ])('is full again at midnight in California, %s', (_, from, until) => {
    expect(new Date(nextQuotaReset(Date.parse(from))).toISOString()).toBe(new Date(until).toISOString());
  });

  it('is enough for reading all day, with something new at each check, and much more', () => {
    const checks = 86_400_000 / youtube.pollEveryMs;
    expect(checks * 2 * units.list).toBeLessThan(quota.unitsPerDay / 10);
    expect(youtubeLimits.postsPerDay).toBe(100);
  });
});
