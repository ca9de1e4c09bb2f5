/** Instagram's media, captions and steps: what is pure of it. */
import { describe, expect, it } from 'vitest';
import { notices, preview } from '../../main/networks/instagram/count.ts';
import { dialect } from '../../main/networks/instagram/dialect.ts';
import { mediaSchema, sourcePost } from '../../main/networks/instagram/parse.ts';
import { testVideo } from '../helpers/meta-account.ts';
import { contentOf } from '../helpers/network-account.ts';

const medium = (id: string, second: number, more: object = {}) => ({
  id,
  caption: `Caption ${id}`,
  media_type: 'IMAGE',
  media_url: `https://cdn.example/${id}.jpg`,
  permalink: `https://www.instagram.com/p/${id}/`,
  timestamp: `2026-11-22T10:00:${String(second).padStart(2, '0')}+0000`,
  alt_text: `Alt ${id}`,
  ...more,
});
const parsed = (...given: Parameters<typeof medium>) => sourcePost(mediaSchema.parse(medium(...given)));

describe('a medium of Instagram', () => {
  const image = { id: 'a', media_type: 'IMAGE', media_url: 'https://cdn.example/a.jpg', alt_text: 'A gull' };
  const clip = { id: 'b', media_type: 'VIDEO', media_url: 'https://cdn.example/b.mp4' };
  const album = (...data: readonly object[]) => ({ media_type: 'CAROUSEL_ALBUM', children: { data } });

  it('has the pictures of a carousel with their alt texts, and unknown fields do no harm', () => {
    const post = parsed('9', 1, { ...album(image, { ...image, id: 'c' }), boost_ads_list: [] });
    expect(post).toMatchObject({ audience: 'public', otherMedia: null, text: 'Caption 9', video: null });
    expect(post.pictures.map(({ remoteId, altText }) => [remoteId, altText])).toEqual([
      ['a', 'A gull'],
      ['c', 'A gull'],
    ]);
  });

  it('has a reel as its video, with a still', () => {
    const reel = {
      media_type: 'VIDEO',
      media_url: 'https://cdn.example/r.mp4',
      thumbnail_url: 'https://cdn.example/r.jpg',
    };
    expect(parsed('6', 1, { ...reel, alt_text: undefined })).toMatchObject({
      pictures: [],
      otherMedia: null,
      video: { remoteId: '6', url: reel.media_url, posterUrl: reel.thumbnail_url, altText: '' },
    });
  });

  it.each([
    ['pictures and a video together', album(image, clip), 'mixed'],
    ['a picture that is flagged', { media_url: undefined }, 'not_handed_out'],
    ['a video with protected sound', { media_type: 'VIDEO', media_url: undefined }, 'not_handed_out'],
    ['two videos', album(clip, { ...clip, id: 'd' }), 'unsupported'],
    ['a kind that is new', { media_type: 'HOLOGRAM' }, 'unsupported'],
    ['a carousel without its parts', album(), 'unsupported'],
  ])('says of %s why it cannot be carried', (_, more, otherMedia) => {
    expect(parsed('8', 1, more)).toMatchObject({ otherMedia, video: null });
  });

  it('may have neither caption nor address', () => {
    expect(parsed('5', 1, { caption: null, permalink: undefined })).toMatchObject({ text: '', url: '' });
  });
});

describe('a caption', () => {
  it.each([
    ['plain', 5],
    ['👩‍👩‍👧', 5],
    ['ä', 1],
    ['一二三', 3],
  ])('%s counts %i', (text, count) => {
    expect(preview(text).count).toBe(count);
  });

  it('links tags and mentions and leaves addresses alone', () => {
    const text = 'Fog #kiel_ä by @mara.photo, see https://x.example/no and mail@x.example.';
    const { segments } = preview(text);
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'tag', text: '#kiel_ä' },
      { kind: 'mention', text: '@mara.photo' },
    ]);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
  });

  const limits = {} as Parameters<typeof notices>[1];
  const many = (count: number, mark: string) =>
    Array.from({ length: count }, (_, index) => `${mark}w${index}`).join(' ');

  it('holds at the 31st tag and the 21st mention', () => {
    expect(notices(contentOf(many(30, '#')), limits)).toEqual([]);
    expect(notices(contentOf(many(31, '#')), limits)).toEqual([
      { code: 'too_many_tags', level: 'hold', values: { count: 31, limit: 30 } },
    ]);
    expect(notices(contentOf(many(20, '@')), limits)).toEqual([]);
    expect(notices(contentOf(many(21, '@')), limits)).toEqual([
      { code: 'too_many_mentions', level: 'hold', values: { count: 21, limit: 20 } },
    ]);
  });

  it('is held when the original is marked as sensitive', () => {
    expect(notices(contentOf('Text', [], { sensitive: true }), limits)).toEqual([
      { code: 'sensitive_not_taken', level: 'hold' },
    ]);
  });

  it('warns that the alt text of a video is not taken', () => {
    const { video } = testVideo('A pan');
    expect(notices(contentOf('', [], { video }), limits)).toEqual([{ code: 'alt_text_not_taken', level: 'warning' }]);
    expect(notices(contentOf('', [], { video: { ...video, altText: '' } }), limits)).toEqual([]);
  });
});

describe('the steps to Instagram', () => {
  const { plan, status } = dialect.publishing;
  const { video } = testVideo('');
  const picture = { ...video, mimeType: 'image/jpeg' };
  const names = (content: ReturnType<typeof contentOf>) => plan(content).map(({ name }) => name);

  it('are a container, the wait for it, and the post', () => {
    expect(names(contentOf('', [], { pictures: [picture] }))).toEqual(['picture-1', 'picture-1-ready', 'post']);
    expect(names(contentOf('', [], { video }))).toEqual(['video', 'video-ready', 'post']);
  });

  it('make a carousel when all its pictures are ready', () => {
    expect(names(contentOf('', [], { pictures: [picture, picture] }))).toEqual([
      'picture-1',
      'picture-2',
      'picture-1-ready',
      'picture-2-ready',
      'carousel',
      'carousel-ready',
      'post',
    ]);
  });

  it.each([
    ['Error: Media upload has failed with error code 2207026', 'media_invalid'],
    ['Error: Media upload has failed with error code 2207077', 'media_unreachable'],
    ['Error: 2207053', 'transient'],
    ['Something new', 'media_invalid'],
    ['', 'media_invalid'],
  ])('understand the reason “%s”', (said, code) => {
    expect(status.explain(said).code).toBe(code);
  });

  it.each([
    ['a smaller audience', { audience: 'followers' }],
    ['a sensitive mark', { sensitive: true }],
    ['a warning', { warning: 'Food' }],
    ['a thread', { thread: ['More'] }],
    ['a title', { title: 'Fog' }],
    ['no picture', { pictures: [] }],
    ['pictures beside a video', { video }],
  ] as const)('are refused with %s', (_, more) => {
    const content = contentOf('Text', [], { pictures: [picture], ...more });
    expect(dialect.publishing.refuses(content)).toMatchObject({ code: 'content_rejected' });
    expect(dialect.publishing.refuses(contentOf('Text', [], { pictures: [picture] }))).toBeNull();
  });
});
