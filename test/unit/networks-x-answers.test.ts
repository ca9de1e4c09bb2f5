/** X, what it makes of answers: refusals and posts. */
import { describe, expect, it, test } from 'vitest';
import { type CallKind, explain } from '../../main/networks/x/errors.ts';
import { plainText, postSchema, sourcePost } from '../../main/networks/x/parse.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const type = (name: string) => `https://api.x.com/2/problems/${name}`;
const blank = (detail: string) => ({ title: 'Forbidden', type: 'about:blank', status: 403, detail });
const invalid = (message: string) => ({
  title: 'Invalid Request',
  detail: 'One or more parameters to your request was invalid.',
  type: type('invalid-request'),
  errors: [{ parameters: {}, message }],
});

describe('what X’s refusals mean', () => {
  test.each<[number, unknown, CallKind, string]>([
    [401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' }, 'write', 'auth_expired'],
    [402, { title: 'CreditsDepleted', detail: 'No credits', type: type('credits') }, 'write', 'payment_required'],
    [402, '', 'read', 'payment_required'],
    [403, { title: 'Client Forbidden', type: type('client-forbidden') }, 'read', 'payment_required'],
    [429, { title: 'UsageCapExceeded', type: type('usage-capped') }, 'read', 'payment_required'],
    [403, { title: 'Usage Capped', type: type('usage-capped') }, 'write', 'payment_required'],
    [403, blank('You are not allowed to create a Tweet with duplicate content.'), 'write', 'duplicate'],
    [403, blank('Text too long'), 'write', 'content_rejected'],
    [403, blank('Posts may contain a maximum of one cashtag.'), 'write', 'content_rejected'],
    [403, blank('The Tweet contains an invalid URL.'), 'write', 'content_rejected'],
    [403, blank('You are not allowed to post a video longer than 2 minutes.'), 'write', 'media_invalid'],
    [403, blank('Your account is not permitted to access this feature.'), 'write', 'account_action_needed'],
    [403, blank('You are not permitted to perform this action.'), 'write', 'account_action_needed'],
    [403, { title: 'Forbidden', type: type('user-suspended') }, 'write', 'account_action_needed'],
    [
      403,
      { title: 'Unsupported Authentication', type: type('unsupported-authentication') },
      'read',
      'missing_permission',
    ],
    [
      403,
      {
        type: type('not-authorized-for-resource'),
        detail: 'You can only reply to or quote posts where you are mentioned or are the author',
      },
      'write',
      'content_rejected',
    ],
    [
      403,
      blank(
        'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
      ),
      'write',
      'content_rejected',
    ],
    [403, { type: type('not-authorized-for-resource'), detail: 'Not yours' }, 'write', 'content_rejected'],
    [403, { type: type('not-authorized-for-resource'), detail: 'Not yours' }, 'read', 'not_found'],
    [403, blank('Forbidden'), 'write', 'missing_permission'],
    [403, blank('A new rule about names'), 'write', 'content_rejected'],
    [404, { title: 'Not Found Error', type: type('resource-not-found') }, 'write', 'not_found'],
    [404, '', 'read', 'not_found'],
    [413, '', 'media', 'media_invalid'],
    [400, invalid('Your media IDs are invalid.'), 'write', 'media_invalid'],
    [400, invalid('Something else'), 'write', 'content_rejected'],
    [400, invalid('Something else'), 'media', 'media_invalid'],
    [400, invalid('Something else'), 'read', 'bad_answer'],
    [408, '', 'write', 'transient'],
    [429, { errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 'read', 'rate_limited'],
    [429, { title: 'Too Many Requests', type: 'about:blank', status: 429 }, 'write', 'rate_limited'],
    [503, { title: 'Service Unavailable' }, 'write', 'transient'],
    [500, blank('You are not allowed to create a Tweet with duplicate content.'), 'write', 'transient'],
    [418, '<html>', 'write', 'content_rejected'],
  ])('%i %j to a %s', (status, body, kind, code) => {
    expect(explain(answer(status, body), () => now, kind).code).toBe(code);
  });

  it('says when calls are free again, by the headers with two hyphens', () => {
    const headers = { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(now / 1000 + 300) };
    const problem = explain(answer(429, { title: 'Too Many Requests' }, headers), () => now, 'write');
    expect(problem).toEqual({ code: 'rate_limited', detail: 'Too Many Requests', until: now + 300_000 });
    expect(explain(answer(402, '', headers), () => now, 'write')).toEqual({ code: 'payment_required' });
  });

  it('shows X’s own sentence, the one about the parameter first, and no more than a little of it', () => {
    expect(explain(answer(400, invalid('Bad text')), () => now, 'write').detail).toBe('Bad text');
    expect(explain(answer(403, blank('x'.repeat(900))), () => now, 'write').detail).toHaveLength(300);
    expect(explain(answer(502, '<html>'), () => now, 'write')).toEqual({ code: 'transient' });
  });
});

const url = 'https://x.com/mara/status/7';
const rawPost = { id: '7', text: 'Fog', created_at: '2026-11-22T09:00:00.000Z', author_id: '42' };
const open = { users: [{ id: '42', protected: false }] };
const read = (more: object, includes: Parameters<typeof sourcePost>[1] = open) =>
  sourcePost(postSchema.parse({ ...rawPost, ...more }), includes, url);
const photo = (key: string) => ({
  media_key: key,
  type: 'photo',
  url: `https://pbs.example/${key}`,
  alt_text: `Alt ${key}`,
});
const clip = (key: string) => ({
  media_key: key,
  type: 'video',
  preview_image_url: 'https://pbs.example/still',
  variants: [
    { content_type: 'application/x-mpegURL', url: 'https://video.example/list' },
    { bit_rate: 256_000, content_type: 'video/mp4', url: 'https://video.example/small' },
    { bit_rate: 2_000_000, content_type: 'video/mp4', url: 'https://video.example/large' },
  ],
});
const withMedia = (...media: readonly { readonly media_key: string; readonly type: string }[]) =>
  read({ attachments: { media_keys: media.map(({ media_key: key }) => key) } }, { ...open, media: [...media] });

describe('a post as X tells it', () => {
  it('has its pictures with their alt texts, in order', () => {
    expect(withMedia(photo('3_1'), photo('3_2'))).toMatchObject({
      remoteId: '7',
      url,
      text: 'Fog',
      audience: 'public',
      publishedAt: Date.parse(rawPost.created_at),
      isReply: false,
      isStory: false,
      tagged: 0,
      place: null,
      otherMedia: null,
      pictures: [
        { remoteId: '3_1', altText: 'Alt 3_1' },
        { remoteId: '3_2', altText: 'Alt 3_2' },
      ],
    });
  });

  it('has the best file of its video', () => {
    expect(withMedia(clip('7_1'))).toMatchObject({
      video: { remoteId: '7_1', url: 'https://video.example/large', posterUrl: 'https://pbs.example/still' },
      pictures: [],
      otherMedia: null,
    });
  });

  test.each([
    ['a video beside a picture', withMedia(photo('3_1'), clip('7_1')), 'mixed'],
    ['two videos', withMedia(clip('7_1'), clip('7_2')), 'unsupported'],
    ['a video without a file', withMedia({ media_key: '7_1', type: 'video' }), 'not_handed_out'],
    ['media that the answer leaves out', read({ attachments: { media_keys: ['3_1'] } }), 'not_handed_out'],
    ['a kind of tomorrow', withMedia({ media_key: '9_1', type: 'hologram' }), 'unsupported'],
    ['a poll', read({ attachments: { poll_ids: ['1'] } }), 'unsupported'],
    ['a quote', read({ referenced_posts: [{ type: 'quoted', id: '1' }] }), 'unsupported'],
  ])('says what it cannot carry: %s', (_, post, otherMedia) => {
    expect(post.otherMedia).toBe(otherMedia);
  });

  test.each(['referenced_tweets', 'referenced_posts'])('is a reply by %s', (name) => {
    expect(read({ [name]: [{ type: 'replied_to', id: '1' }] }).isReply).toBe(true);
  });

  test.each(['edit_history_tweet_ids', 'edit_history_post_ids'])('keeps its first id through edits, by %s', (name) => {
    expect(read({ [name]: ['5', '7'] }).remoteId).toBe('5');
  });

  it('is for nobody more than X says', () => {
    expect(read({}, { users: [{ id: '42', protected: true }] }).audience).toBe('followers');
    expect(read({}, { users: [{ id: '42' }] }).audience).toBe('direct');
    expect(read({}, null).audience).toBe('direct');
  });

  it('has the text as it was written', () => {
    const text = plainText({
      text: 'Salt &amp; fog &lt;3 https://t.co/aaa https://t.co/bbb https://t.co/ccc',
      entities: {
        urls: [
          { url: 'https://t.co/aaa', expanded_url: 'https://a.de/?x=1&y=$&', media_key: null },
          { url: 'https://t.co/bbb', expanded_url: 'https://x.com/mara/status/7/photo/1', media_key: null },
          { url: 'https://t.co/ccc', expanded_url: 'https://x.com/i/7', media_key: '3_1' },
        ],
      },
    });
    expect(text).toBe('Salt & fog <3 https://a.de/?x=1&y=$&');
  });

  test.each(['note_tweet', 'note_post'])('has the whole of a long text, by %s', (name) => {
    const entities = { urls: [{ url: 'https://t.co/a', expanded_url: 'https://a.de' }] };
    expect(read({ text: 'Short…', [name]: { text: 'Long https://t.co/a', entities } }).text).toBe('Long https://a.de');
  });

  it('may have new fields, and must have the ones that matter', () => {
    expect(postSchema.safeParse({ ...rawPost, mood: 'foggy' }).success).toBe(true);
    for (const name of ['id', 'text', 'created_at'] as const)
      expect(postSchema.safeParse({ ...rawPost, [name]: undefined }).success).toBe(false);
    expect(postSchema.safeParse({ ...rawPost, created_at: 'soon' }).success).toBe(false);
  });
});
