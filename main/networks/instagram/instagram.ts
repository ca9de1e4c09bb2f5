/** Instagram with Instagram Login: read only, since its pictures can be published from a public address alone. */
import type { AccountLimits, TextSegment } from '../../../contract/model.ts';
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network } from '../network.ts';
import { beginSignIn, revoke, scopes, whoAmI } from './auth.ts';
import { readPosts } from './media.ts';

/** developers.facebook.com/docs/instagram-platform/content-publishing */
const limits: AccountLimits = {
  text: 2200,
  textUnit: 'characters',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 10,
  mediaRequired: true,
  altText: 1000,
  pictureBytes: 8_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg'],
  pictureRatio: null,
  video: null,
  fetches: 'everything',
  audiences: ['public'],
  warnings: false,
  threads: false,
  postsPerDay: null,
};

const marks = /(?<![\p{L}\p{N}_&#])#[\p{L}\p{M}\p{N}_]+|(?<![\p{L}\p{N}_.@])@[a-z\d_](?:[\w.]*\w)?/giu;

export const instagram: Network = Object.freeze<Network>({
  id: 'instagram',
  name: 'Instagram',
  instance: null,
  methods: ['window'],
  permissions: [{ scope: scopes[0], sentence: 'read_posts' }],
  pollEveryMs: 5 * 60_000,
  capabilities: {
    read: 'yes',
    text: 'needs_media',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'by_address',
    alt_text: 'yes',
    audience: 'public_only',
    warning: 'no_call',
    thread: 'no_such_thing',
    edit: 'no_call',
    remove: 'no_call',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'no_call',
    messages: 'later',
  },
  redirect: { host: '127.0.0.1', port: 'any' },
  keys: {
    fields: ['clientId', 'clientSecret', 'redirectUri'],
    methods: ['window'],
    console: 'https://developers.facebook.com/apps/',
    redirects: [],
    scopes,
  },
  canRevoke: false,
  hasPublicMedia: false,
  composer: 'https://www.instagram.com/',
  signIn: { begin: beginSignIn, revoke },
  whoAmI,
  limits: async () => limits,
  preview: (text) => ({ count: Array.from(text).length, segments: segmentsOf(text) }),
  read: { posts: readPosts, picture: fetchPicture, video: fetchVideo },
});

/** Instagram makes links of tags and mentions alone; an address in a caption stays text. */
function segmentsOf(text: string): readonly TextSegment[] {
  const segments: TextSegment[] = [];
  let at = 0;
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (index > at) segments.push({ kind: 'text', text: text.slice(at, index) });
    segments.push({ kind: mark.startsWith('#') ? 'tag' : 'mention', text: mark });
    at = index + mark.length;
  }
  return at < text.length ? [...segments, { kind: 'text', text: text.slice(at) }] : segments;
}
