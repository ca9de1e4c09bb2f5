/** Threads' counting, parsing and steps, without the pretend network. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { Content } from '../../contract/model.ts';
import type { PublishInput } from '../../main/core/ports/network.ts';
import { notices, preview } from '../../main/networks/threads/count.ts';
import { dialect } from '../../main/networks/threads/dialect.ts';
import { postSchema, sourcePost } from '../../main/networks/threads/parse.ts';
import { failureOf } from '../helpers/http-client.ts';
import { testVideo } from '../helpers/meta-account.ts';
import { contentOf } from '../helpers/network-account.ts';

describe('a text on Threads', () => {
  it.each([
    ['plain', 5],
    ['äöü', 3],
    ['一二三', 3],
    ['12:30 #7 *', 10],
    ['😀', 4],
    ['❤️', 6],
    ['🇩🇪', 8],
    ['1️⃣', 7],
    ['👩‍👩‍👧', 18],
    ['👍🏽', 8],
    ['Fog 🌫️ & sea', 17],
    ['', 0],
  ])('“%s” counts %i', (text, count) => {
    expect(preview(text).count).toBe(count);
  });

  it('links addresses and mentions, and leaves tags alone', () => {
    const text = 'See (https://x.example/a_(b)). By @mara.photo, not me@x.example, #fog.';
    const { segments } = preview(text);
    expect(segments.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'link', text: 'https://x.example/a_(b)', href: 'https://x.example/a_(b)' },
      { kind: 'mention', text: '@mara.photo' },
    ]);
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
  });

  const limits = {} as Parameters<typeof notices>[1];
  const links = (count: number) => Array.from({ length: count }, (_, index) => `https://x.example/${index}`).join(' ');

  it('is held at the sixth different link of one part', () => {
    expect(notices(contentOf(`${links(5)} ${links(5)}`), limits)).toEqual([]);
    expect(notices(contentOf(links(6)), limits)).toEqual([
      { code: 'too_many_links', level: 'hold', values: { count: 6, limit: 5 } },
    ]);
    expect(notices(contentOf(links(3), [], { thread: [links(3), links(3)] }), limits)).toEqual([]);
    expect(notices(contentOf('', [], { thread: [links(7)] }), limits)).toMatchObject([{ values: { count: 7 } }]);
  });
});

describe('a post of Threads', () => {
  const parsed = (more: object) =>
    sourcePost(
      postSchema.parse({
        id: '1',
        media_type: 'TEXT_POST',
        text: 'Words',
        permalink: 'https://threads.com/@mara.photo/post/a',
        timestamp: '2026-11-22T10:00:00+0000',
        ...more,
      }),
    );
  const image = { id: 'a', media_type: 'IMAGE', media_url: 'https://cdn.example/a.jpg', alt_text: 'A gull' };
  const clip = { id: 'b', media_type: 'VIDEO', media_url: 'https://cdn.example/b.mp4', alt_text: 'A pan' };
  const album = (...data: readonly object[]) => ({ media_type: 'CAROUSEL_ALBUM', children: { data } });

  it('may be text alone, and unknown fields do no harm', () => {
    expect(parsed({ quality_score: 1 })).toMatchObject({
      text: 'Words',
      audience: 'public',
      pictures: [],
      video: null,
      otherMedia: null,
      publishedAt: Date.parse('2026-11-22T10:00:00Z'),
    });
  });

  it('has its pictures or its video, with alt texts', () => {
    expect(parsed(image)?.pictures).toMatchObject([{ url: image.media_url, altText: 'A gull' }]);
    expect(parsed(album(image, { ...image, id: 'c' }))?.pictures.map(({ remoteId }) => remoteId)).toEqual(['a', 'c']);
    expect(parsed({ ...clip, thumbnail_url: 'https://cdn.example/b.jpg' })).toMatchObject({
      video: { url: clip.media_url, altText: 'A pan', posterUrl: 'https://cdn.example/b.jpg' },
      otherMedia: null,
    });
  });

  it('is none when it is somebody else’s', () => {
    expect(parsed({ media_type: 'REPOST_FACADE' })).toBeNull();
  });

  it.each([
    ['a quote', { is_quote_post: true }, 'unsupported'],
    ['a poll', { poll_attachment: { option_a: 'Yes' } }, 'unsupported'],
    ['an animation', { gif_url: 'https://gif.example/1' }, 'unsupported'],
    ['sound', { media_type: 'AUDIO', media_url: 'https://cdn.example/a.mp3' }, 'unsupported'],
    ['a carousel without its parts', album(), 'unsupported'],
    ['two videos', album(clip, { ...clip, id: 'd' }), 'unsupported'],
    ['pictures beside a video', album(image, clip), 'mixed'],
    ['a video without its file', { ...clip, media_url: undefined }, 'not_handed_out'],
  ])('says of %s why it cannot be carried', (_, more, otherMedia) => {
    expect(parsed(more)).toMatchObject({ otherMedia, video: null });
  });

  it('keeps the link of its card, once', () => {
    const link = 'https://mara-lindt.example/journal';
    expect(parsed({ link_attachment_url: link })?.text).toBe(`Words\n\n${link}`);
    expect(parsed({ text: `Words ${link}`, link_attachment_url: link })?.text).toBe(`Words ${link}`);
    expect(parsed({ text: null, link_attachment_url: link })?.text).toBe(link);
  });
});

describe('the steps to Threads', () => {
  const { plan, status, refuses } = dialect.publishing;
  const { video } = testVideo('A pan');
  const picture = { ...video, mimeType: 'image/jpeg', altText: 'A gull' };
  const names = (content: Content) => plan(content).map(({ name }) => name);
  const formOf = async (content: Content, name: string, results: Record<string, Json> = {}) => {
    const step = plan(content).find((candidate) => candidate.name === name);
    if (step?.kind !== 'container') throw new Error(`${name} makes no container.`);
    const address: PublishInput['address'] = async (sha256) => `https://files.example/${sha256.slice(0, 4)}`;
    const input = { step: { name, safety: 'repeat' }, content, results, key: '', startedAt: 0, address } as const;
    return step.form({ ...input, file: async () => new Blob([]) });
  };
  const made = { id: '5', madeAt: 0 };

  it('are two calls for a text, so that its container can be asked', () => {
    expect(names(contentOf('Words'))).toEqual(['text', 'text-ready', 'post']);
  });

  it('go on with a reply to the part before', async () => {
    const content = contentOf('One', [], { thread: ['Two', 'Three'] });
    expect(names(content).join(' ')).toBe(
      'text text-ready post part-2-text part-2-text-ready part-2 part-3-text part-3-text-ready part-3',
    );
    expect(await formOf(content, 'part-2-text', { post: { id: '11' } })).toEqual({
      media_type: 'TEXT',
      text: 'Two',
      reply_to_id: '11',
    });
    expect(await formOf(content, 'part-3-text', { 'part-2': { id: '12' } })).toMatchObject({ reply_to_id: '12' });
    expect(await failureOf(formOf(content, 'part-3-text', { 'part-2': null }))).toMatchObject({ notSent: true });
  });

  it('give each picture its alt text, and the whole its text and its cover', async () => {
    const content = contentOf('Words', [], { pictures: [picture, picture], sensitive: true });
    expect(await formOf(content, 'picture-1')).toEqual({
      media_type: 'IMAGE',
      image_url: `https://files.example/${picture.sha256.slice(0, 4)}`,
      alt_text: 'A gull',
      is_carousel_item: 'true',
    });
    expect(await formOf(content, 'carousel', { 'picture-1': made, 'picture-2': { ...made, id: '6' } })).toEqual({
      media_type: 'CAROUSEL',
      children: '5,6',
      text: 'Words',
      is_spoiler_media: 'true',
    });
    expect(await formOf(contentOf('', [], { video }), 'video')).toEqual({
      media_type: 'VIDEO',
      video_url: `https://files.example/${video.sha256.slice(0, 4)}`,
      alt_text: 'A pan',
    });
  });

  it.each([
    ['FAILED_DOWNLOADING_VIDEO', 'media_unreachable'],
    ['FAILED_PROCESSING_AUDIO', 'media_invalid'],
    ['FAILED_PROCESSING_VIDEO', 'media_invalid'],
    ['INVALID_ASPEC_RATIO', 'media_invalid'],
    ['INVALID_BIT_RATE', 'media_invalid'],
    ['INVALID_DURATION', 'media_invalid'],
    ['INVALID_FRAME_RATE', 'media_invalid'],
    ['INVALID_AUDIO_CHANNELS', 'media_invalid'],
    ['INVALID_AUDIO_CHANNEL_LAYOUT', 'media_invalid'],
    ['UNKNOWN', 'transient'],
    ['', 'transient'],
  ])('understand the reason “%s”', (said, code) => {
    expect(status.explain(said).code).toBe(code);
  });

  it.each([
    ['a smaller audience', { audience: 'unlisted' }],
    ['a warning', { warning: 'Food' }],
    ['a title', { title: 'Fog' }],
    ['nothing in it', { text: '' }],
    ['pictures beside a video', { pictures: [picture], video }],
  ] as const)('are refused with %s', (_, more) => {
    expect(refuses({ ...contentOf('Words'), ...more })).toMatchObject({ code: 'content_rejected' });
    expect(refuses(contentOf('Words'))).toBeNull();
  });
});
