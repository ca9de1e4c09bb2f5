/** Instagram's counting, parsing, reading and token, without the pretend network. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedIn } from '../../main/core/ports/network.ts';
import { defaultAddresses } from '../../main/networks/addresses.ts';
import { notices, preview } from '../../main/networks/instagram/count.ts';
import { dialect } from '../../main/networks/instagram/dialect.ts';
import { mediaSchema, sourcePost } from '../../main/networks/instagram/parse.ts';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from '../helpers/edges.ts';
import { failureOf } from '../helpers/http-client.ts';
import { answerJson, type Loopback, type Respond, startLoopback } from '../helpers/loopback.ts';
import { testVideo } from '../helpers/meta-account.ts';
import { accountOf, contentOf } from '../helpers/network-account.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-22T10:00:00Z');

const opened: Loopback[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ close }) => close()));
});

/** A stand-in for graph.instagram.com and an account on it whose token was made at `issuedAt`. */
async function linked(respond: Respond, issuedAt = start, expiresAt: number | null = issuedAt + 60 * dayMs) {
  const graph = await startLoopback(respond);
  opened.push(graph);
  const clock = { now: start };
  const instagramAt = { www: graph.url, api: graph.url, graph: graph.url, upload: graph.url };
  const addresses = { ...defaultAddresses, instagram: instagramAt };
  const network = connectors({ fetch, log: silentLog, now: () => clock.now, addresses, allowLoopbackHttp: true });
  const instagram = network.get('instagram');
  if (instagram?.read === undefined) throw new Error('Instagram reads.');
  const signedIn: SignedIn = {
    profile: { remoteId: '1784', instance: graph.url, handle: 'mara.photo', displayName: 'Mara', profileUrl: '' },
    credentials: { accessToken: 'first', scope: 'instagram_business_basic', issuedAt, expiresAt },
    grantedScopes: [],
    endsAt: null,
  };
  return { graph, clock, instagram, posts: instagram.read.posts, ...accountOf(instagram, signedIn) };
}

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

describe('reading Instagram', () => {
  it('starts with the newest posts, oldest first, and goes on from there', async () => {
    const all = [medium('2', 5), medium('1', 1)];
    const { posts, call } = await linked((_, response) => answerJson(response, { data: all }));
    const first = await posts(null, call);
    expect(first.posts.map(({ remoteId }) => remoteId)).toEqual(['1', '2']);
    all.unshift(medium('4', 9), medium('3', 5));
    const second = await posts(first.cursor, call);
    expect(second.posts.map(({ remoteId }) => remoteId)).toEqual(['3', '4']);
    expect((await posts(second.cursor, call)).posts).toEqual([]);
  });

  it('goes back page by page until it meets what it knows', async () => {
    const respond: Respond = (request, response) => {
      const isSecond = request.url?.includes('after=c1') === true;
      answerJson(response, {
        data: isSecond ? [medium('2', 4), medium('1', 1)] : [medium('4', 8), medium('3', 6)],
        paging: { cursors: { after: isSecond ? 'c2' : 'c1' }, next: 'https://graph.example/next?access_token=x' },
      });
    };
    const { posts, call, graph } = await linked(respond);
    const cursor = JSON.stringify({ at: Date.parse('2026-11-22T10:00:01Z'), seen: ['1'] });
    expect((await posts(cursor, call)).posts.map(({ remoteId }) => remoteId)).toEqual(['2', '3', '4']);
    expect(graph.asked).toHaveLength(2);
    expect(graph.asked.join()).not.toContain('first');
    expect(graph.headersOf(0)['authorization']).toBe('Bearer first');
  });

  it('goes on although the post where it stopped was deleted', async () => {
    const { posts, call } = await linked((_, response) => answerJson(response, { data: [medium('5', 9)] }));
    const cursor = JSON.stringify({ at: Date.parse('2026-11-22T10:00:05Z'), seen: ['gone'] });
    expect((await posts(cursor, call)).posts.map(({ remoteId }) => remoteId)).toEqual(['5']);
  });

  it('takes a post for gone only when Graph says so twice', async () => {
    const missing = { error: { code: 100, error_subcode: 33, message: 'Unsupported get request.' } };
    const { instagram, call, graph } = await linked((_, response, count) =>
      count === 0 ? answerJson(response, missing, 400) : answerJson(response, medium('7', 1)),
    );
    expect(await instagram.read?.post?.('7', call)).toMatchObject({ remoteId: '7' });
    expect(graph.asked).toHaveLength(2);
    const gone = await linked((_, response) => answerJson(response, missing, 400));
    expect(await gone.instagram.read?.post?.('7', gone.call)).toBeNull();
  });

  it('says what the answer lacks', async () => {
    const { posts, call } = await linked((_, response) =>
      answerJson(response, { data: [medium('1', 1, { timestamp: 'soon' })] }),
    );
    expect((await failureOf(posts(null, call))).problem).toMatchObject({ code: 'bad_answer' });
  });
});

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

describe('the token of Instagram', () => {
  const respondWith =
    (token: object): Respond =>
    (request, response) =>
      answerJson(response, request.url?.startsWith('/refresh_access_token') === true ? token : { data: [] });
  const refreshes = (graph: Loopback) => graph.asked.filter((line) => line.includes('/refresh_access_token')).length;
  const renewed = { access_token: 'second', token_type: 'bearer', expires_in: 5_184_000 };

  it('is renewed in its last ten days and saved before it is used', async () => {
    const { posts, call, graph, document } = await linked(respondWith(renewed), start - 51 * dayMs);
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', expiresAt: start + 60 * dayMs });
    expect(graph.headersOf(1)['authorization']).toBe('Bearer second');
    await posts(null, call);
    expect(refreshes(graph)).toBe(1);
  });

  it('is not used when it could not be saved', async () => {
    const { posts, call, graph } = await linked(respondWith(renewed), start - 51 * dayMs);
    const save = async () => {
      throw new Error('The disk is full.');
    };
    await expect(posts(null, { ...call, credentials: { ...call.credentials, save } })).rejects.toThrow('disk is full');
    expect(graph.asked).toHaveLength(1);
  });

  it('is renewed once for two calls at a time', async () => {
    const { posts, call, graph } = await linked(respondWith(renewed), start - 51 * dayMs);
    await Promise.all([posts(null, call), posts(null, call)]);
    expect(refreshes(graph)).toBe(1);
    expect([1, 2].map((index) => graph.headersOf(index)['authorization'])).toEqual(['Bearer second', 'Bearer second']);
  });

  it.each(['', null])('is not lost when the answer holds %j in its place', async (empty) => {
    const { posts, call, graph, document } = await linked(
      respondWith({ access_token: empty, expires_in: 5_184_000 }),
      start - 51 * dayMs,
    );
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'first' });
    expect(graph.headersOf(1)['authorization']).toBe('Bearer first');
  });

  it('is left alone while it is good for long', async () => {
    const { posts, call, graph } = await linked(respondWith({}), start - 40 * dayMs);
    await posts(null, call);
    expect(refreshes(graph)).toBe(0);
  });

  it('that was pasted is renewed as soon as it is surely a day old', async () => {
    const { posts, call, clock, graph, document } = await linked(respondWith(renewed), start, null);
    await posts(null, call);
    expect(refreshes(graph)).toBe(0);
    clock.now = start + dayMs;
    await posts(null, call);
    expect(document()).toMatchObject({ accessToken: 'second', expiresAt: start + 61 * dayMs });
  });

  it('goes on being used while it lives, though renewing fails', async () => {
    const tooYoung = { error: { code: 100, message: 'The access token must be at least 24 hours old' } };
    const respond: Respond = (request, response) =>
      request.url?.startsWith('/refresh') === true
        ? answerJson(response, tooYoung, 400)
        : answerJson(response, { data: [] });
    const { posts, call, document } = await linked(respond, start - 51 * dayMs);
    expect((await posts(null, call)).posts).toEqual([]);
    expect(document()).toMatchObject({ accessToken: 'first' });
  });

  it('is over when Graph will not renew it because it is over', async () => {
    const over = { error: { code: 190, error_subcode: 460, message: 'The password was changed.' } };
    const { posts, call } = await linked((_, response) => answerJson(response, over, 400), start - 51 * dayMs);
    expect(await failureOf(posts(null, call))).toMatchObject({ problem: { code: 'auth_revoked' }, notSent: true });
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
