import type { Network } from '../network.ts';
import { budgets } from './budgets.ts';
import { preview } from './facets.ts';
import { limitsAt } from './limits.ts';
import { scopes } from './oauth-client.ts';
import { whoAmI } from './profile.ts';
import { find, perform, remove, steps } from './publish.ts';
import { readPicture, readPost, readPosts, readVideo } from './read.ts';
import { revoke } from './revoke.ts';
import { beginOAuth, withAppPassword } from './sign-in.ts';

const [seeProfile, publishPosts, uploadPictures, uploadVideos, askVideoService] = scopes;

/** Bluesky, and every other server of the AT Protocol that a Bluesky account may live on. */
export const bluesky: Network = Object.freeze({
  id: 'bluesky',
  name: 'Bluesky',
  instance: { required: true, example: 'mara.bsky.social', preset: ({ blueskyPreset }) => blueskyPreset },
  methods: ['window', 'browser', 'app_password'],
  permissions: [
    { scope: seeProfile, sentence: 'see_profile' },
    { scope: publishPosts, sentence: 'publish_posts' },
    { scope: uploadPictures, sentence: 'upload_pictures' },
    { scope: uploadVideos, sentence: 'upload_pictures' },
    { scope: askVideoService, sentence: 'upload_pictures' },
  ],
  pollEveryMs: 60_000,
  capabilities: {
    read: 'yes',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'yes',
    audience: 'public_only',
    warning: 'no_such_thing',
    thread: 'yes',
    edit: 'no_call',
    remove: 'yes',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'later',
    messages: 'later',
  },
  redirect: { host: '127.0.0.1', port: 'any' },
  keys: null,
  canRevoke: true,
  hasPublicMedia: true,
  tellsAudience: true,
  composer: 'https://bsky.app/',
  signIn: { begin: beginOAuth, withPassword: withAppPassword, revoke },
  whoAmI,
  limits: async ({ account }) => await Promise.resolve(limitsAt(account.instance)),
  preview,
  read: { posts: readPosts, post: readPost, picture: readPicture, video: readVideo },
  budgets,
  publish: { steps, perform, find, remove },
} satisfies Network);
