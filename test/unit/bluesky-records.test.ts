import { describe, expect, it } from 'vitest';
import type { Content, MediaId, Sha256 } from '../../contract/model.ts';
import { cidOf } from '../../main/networks/bluesky/cid.ts';
import { parsePost, postSchema, withWholeLinks } from '../../main/networks/bluesky/parse.ts';
import { isSamePost, postRecord } from '../../main/networks/bluesky/record.ts';
import { aContent } from '../helpers/records.ts';

const startedAt = Date.parse('2026-11-20T18:30:00.250Z');
const picture = (letter: string, altText: string): Content['pictures'][number] => ({
  mediaId: 1 as MediaId,
  sha256: letter.repeat(64) as Sha256,
  mimeType: 'image/jpeg',
  sizeBytes: 9,
  width: 30,
  height: 20,
  altText,
});
const content: Content = aContent({
  text: 'Autumn fog #fog',
  pictures: [picture('a', 'A harbour'), picture('b', 'A pier')],
});
const blobOf = ({ sha256 }: { readonly sha256: Sha256 }) => ({
  $type: 'blob' as const,
  ref: { $link: cidOf(sha256) },
  mimeType: 'image/jpeg',
  size: 9,
});
const recordOf = (of: Content = content) => postRecord(of, of.pictures.map(blobOf), startedAt);
const place = {
  service: 'https://pds.example',
  did: 'did:plc:mara',
  remoteId: 'at://x',
  url: 'https://bsky.app/x',
  videoService: 'https://video.example',
};
const parse = (record: unknown) => parsePost(postSchema.parse(record), place);

describe('the record of a post', () => {
  it('has the text, the date, the language and each picture with its alt text and shape', () => {
    expect(recordOf()).toMatchObject({
      $type: 'app.bsky.feed.post',
      text: 'Autumn fog #fog',
      createdAt: '2026-11-20T18:30:00.250Z',
      langs: ['en'],
      embed: {
        images: [
          { alt: 'A harbour', aspectRatio: { width: 30, height: 20 } },
          { alt: 'A pier', image: { ref: { $link: cidOf('b'.repeat(64) as Sha256) } } },
        ],
      },
    });
    expect(recordOf()).not.toHaveProperty('labels');
  });

  it('leaves out what there is not', () => {
    const record = recordOf({ ...content, text: 'Fog', language: null, pictures: [] });
    expect(Object.keys(record).toSorted()).toEqual(['$type', 'createdAt', 'text']);
  });

  it('does without a language rather than with one that no server knows', () => {
    expect(recordOf({ ...content, language: 'de-CH' }).langs).toEqual(['de-CH']);
    expect(recordOf({ ...content, language: 'zh_TW' })).not.toHaveProperty('langs');
  });

  it('says that pictures are sensitive in the one way that claims nothing more', () => {
    expect(recordOf({ ...content, sensitive: true }).labels?.values).toEqual([{ val: 'graphic-media' }]);
  });

  it('is known again on the server by its text, date, bytes and alt texts', () => {
    const same = (value: unknown) => isSamePost(value, { content, at: startedAt, parent: null, video: null });
    expect(same(recordOf())).toBe(true);
    expect(same({ ...recordOf(), via: 'added by the server' })).toBe(true);
    expect(same(recordOf({ ...content, text: 'Another text' }))).toBe(false);
    expect(same({ ...recordOf(), createdAt: '2026-11-20T18:30:00.251Z' })).toBe(false);
    expect(same(recordOf({ ...content, pictures: content.pictures.toReversed() }))).toBe(false);
    expect(same(recordOf({ ...content, pictures: content.pictures.slice(0, 1) }))).toBe(false);
    const [first, second] = content.pictures;
    if (first === undefined || second === undefined) throw new Error('There are two pictures.');
    expect(same(recordOf({ ...content, pictures: [{ ...first, altText: 'Other words' }, second] }))).toBe(false);
    expect(same('not a record')).toBe(false);
  });

  const ref = (key: string) => ({ uri: `at://did:plc:mara/app.bsky.feed.post/${key}`, cid: `cid of ${key}` });
  it('names the posts that it goes on from, and is known again only in that place', () => {
    const part = { ...content, text: 'And then', pictures: [] };
    const reply = { root: ref('1'), parent: ref('2') };
    const record = postRecord(part, [], startedAt, reply);
    expect(record.reply).toEqual(reply);
    const isSame = (parent: string | null) => isSamePost(record, { content: part, at: startedAt, parent, video: null });
    expect([isSame(ref('2').uri), isSame(ref('1').uri), isSame(null)]).toEqual([true, false, false]);
  });

  it('shows a video with its alt text and shape, and is known again by the file that the service made', () => {
    const video = { ...picture('c', 'A ridge of sand'), mimeType: 'video/mp4', durationMs: 4000 };
    const blob = { ...blobOf(video), ref: { $link: 'made by the service' }, mimeType: 'video/mp4' };
    const withVideo = { ...content, pictures: [], video };
    const record = postRecord(withVideo, [blob], startedAt);
    expect(record.embed).toEqual({
      $type: 'app.bsky.embed.video',
      video: blob,
      alt: 'A ridge of sand',
      aspectRatio: { width: 30, height: 20 },
    });
    const isSame = (changed: object, uploaded: typeof blob | null = blob) =>
      isSamePost(record, { content: { ...withVideo, ...changed }, at: startedAt, parent: null, video: uploaded });
    expect([isSame({}), isSame({}, null), isSame({}, blobOf(video))]).toEqual([true, true, false]);
    expect([isSame({ video: null }), isSame({ video: { ...video, altText: 'Other' } })]).toEqual([false, false]);
  });
});

describe('a post that is read', () => {
  it('has its video with alt text, file and still, and nothing else', () => {
    const video = { $type: 'blob', ref: { $link: 'cid-of-video' }, mimeType: 'video/mp4', size: 9 };
    const embed = { $type: 'app.bsky.embed.video', video, alt: 'A ridge of sand', presentation: 'default' };
    const post = { ...recordOf({ ...content, pictures: [] }), embed };
    expect(parse(post)).toMatchObject({
      pictures: [],
      otherMedia: null,
      video: {
        remoteId: 'cid-of-video',
        url: 'https://pds.example/xrpc/com.atproto.sync.getBlob?did=did%3Aplc%3Amara&cid=cid-of-video',
        altText: 'A ridge of sand',
        posterUrl: 'https://video.example/watch/did%3Aplc%3Amara/cid-of-video/thumbnail.jpg',
      },
    });
    expect(parse({ ...post, embed: { ...embed, alt: undefined } }).video?.altText).toBe('');
    const quoting = { $type: 'app.bsky.embed.recordWithMedia', record: {}, media: embed };
    expect(parse({ ...post, embed: quoting })).toMatchObject({ otherMedia: 'unsupported', video: {} });
  });

  it('comes back as it was written', () => {
    expect(parse(recordOf({ ...content, sensitive: true }))).toEqual({
      remoteId: 'at://x',
      url: 'https://bsky.app/x',
      text: 'Autumn fog #fog',
      language: 'en',
      audience: 'public',
      sensitive: true,
      warning: null,
      publishedAt: startedAt,
      isReply: false,
      isStory: false,
      tagged: 0,
      place: null,
      otherMedia: null,
      video: null,
      pictures: content.pictures.map(({ sha256, altText }) => ({
        remoteId: cidOf(sha256),
        url: `https://pds.example/xrpc/com.atproto.sync.getBlob?did=did%3Aplc%3Amara&cid=${cidOf(sha256)}`,
        altText,
      })),
    });
  });

  const post = { text: 'Fog', createdAt: '2026-11-20T18:30:00Z' };
  const image = { image: blobOf(picture('a', '')), alt: 'A harbour' };

  it.each([
    ['a video', { $type: 'app.bsky.embed.video', video: {} }, 0],
    ['a link card', { $type: 'app.bsky.embed.external', external: { uri: 'https://a.example' } }, 0],
    ['a quoted post', { $type: 'app.bsky.embed.record', record: {} }, 0],
    ['something of tomorrow', { $type: 'app.bsky.embed.hologram' }, 0],
    [
      'pictures beside a quoted post',
      { $type: 'app.bsky.embed.recordWithMedia', media: { $type: 'app.bsky.embed.images', images: [image] } },
      1,
    ],
  ])('says that %s cannot be carried', (_name, embed, pictureCount) => {
    const parsed = parse({ ...post, embed });
    expect(parsed.otherMedia).toBe('unsupported');
    expect(parsed.pictures).toHaveLength(pictureCount);
  });

  it('has the pictures of a gallery', () => {
    const parsed = parse({ ...post, embed: { $type: 'app.bsky.embed.gallery', items: [image, image] } });
    expect([parsed.pictures.length, parsed.otherMedia]).toEqual([2, null]);
  });

  it('is a reply when it has a parent', () => {
    expect(parse({ ...post, reply: { root: {}, parent: {} } }).isReply).toBe(true);
  });

  it('is refused when it has no date, and read when its labels make no sense', () => {
    expect(postSchema.safeParse({ text: 'Fog' }).success).toBe(false);
    expect(parse({ ...post, labels: 'strange' }).sensitive).toBe(false);
  });

  it('gets links back that an app had shortened, and leaves the others as they are', () => {
    const text = 'é see pixels.example/p… and [here]';
    const link = (shownText: string, uri: string) => {
      const byteStart = Buffer.from(text).indexOf(shownText);
      const features = [{ $type: 'app.bsky.richtext.facet#link', uri }];
      return { index: { byteStart, byteEnd: byteStart + Buffer.byteLength(shownText) }, features };
    };
    const facets = [
      link('pixels.example/p…', 'https://pixels.example/p/1'),
      link('[here]', 'https://a.example'),
      { index: {}, features: [] },
    ];
    expect(withWholeLinks(text, facets)).toBe('é see https://pixels.example/p/1 and [here]');
  });
});
