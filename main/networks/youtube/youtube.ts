/** YouTube: one video with title and description, through the person's own Google project. */
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network } from '../network.ts';
import { budgets } from './budgets.ts';
import { beginSignIn, scopes, testKeys, whoAmI } from './auth.ts';
import { edit, remove } from './change.ts';
import { preview } from './count.ts';
import { find } from './find.ts';
import { audit, notices, youtubeLimits } from './limits.ts';
import { perform, steps } from './publish.ts';
import { readPost, readPosts } from './read.ts';
import { revoke } from './revoke.ts';

export const youtube: Network = Object.freeze<Network>({
  id: 'youtube',
  name: 'YouTube',
  instance: null,
  // Google turns away a page that is shown in a window within a program (`disallowed_useragent`).
  methods: ['browser'],
  permissions: [
    { scope: scopes.upload, sentence: 'publish_posts' },
    { scope: scopes.read, sentence: 'read_posts' },
    { scope: scopes.change, sentence: 'change_posts' },
  ],
  // A check is one call, and one more where something is new: some hundred of the day's ten thousand units.
  pollEveryMs: 5 * 60_000,
  capabilities: {
    read: 'yes',
    text: 'video_only',
    picture: 'video_only',
    carousel: 'video_only',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'no_such_thing',
    audience: audit.capability,
    warning: 'no_such_thing',
    thread: 'no_such_thing',
    edit: 'yes',
    remove: 'yes',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'later',
    messages: 'no_such_thing',
  },
  redirect: { host: '127.0.0.1', port: 'any' },
  keys: {
    fields: ['clientId', 'clientSecret'],
    methods: ['browser'],
    console: 'https://console.cloud.google.com/apis/credentials',
    // A client of the type "Desktop app" comes back to any port of this machine; there is no field for an address.
    redirects: [],
    scopes: Object.values(scopes),
  },
  canRevoke: true,
  hasPublicMedia: false,
  tellsAudience: true,
  composer: 'https://studio.youtube.com/',
  signIn: { begin: beginSignIn, testKeys, revoke },
  whoAmI,
  limits: async () => youtubeLimits,
  preview,
  notices,
  read: { posts: readPosts, post: readPost, picture: fetchPicture, video: fetchVideo },
  budgets,
  publish: { steps, perform, find, edit, remove },
});
