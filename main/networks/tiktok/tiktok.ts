/** TikTok: one's own videos are noticed, and drafts are put into its inbox. */
import { callbackPath } from '../../core/ports/sign-in.ts';
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network } from '../network.ts';
import { budgets } from './budgets.ts';
import { beginSignIn, redirect, revoke, scopes, testKeys, whoAmI } from './auth.ts';
import { preview } from './count.ts';
import { limits, notices } from './limits.ts';
import { find, perform, steps } from './publish.ts';
import { readPost, readPosts } from './read.ts';

export const tiktok: Network = Object.freeze<Network>({
  id: 'tiktok',
  name: 'TikTok',
  instance: null,
  methods: ['window', 'browser'],
  permissions: [
    { scope: scopes[0], sentence: 'see_profile' },
    { scope: scopes[1], sentence: 'see_profile' },
    { scope: scopes[2], sentence: 'read_posts' },
    { scope: scopes[3], sentence: 'put_drafts' },
  ],
  pollEveryMs: 5 * 60_000,
  capabilities: {
    read: 'yes',
    text: 'needs_media',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    // Videos alone: photos are fetched by address, as `limits.fetches` says.
    local_files: 'yes',
    alt_text: 'no_call',
    audience: 'draft_only',
    warning: 'no_call',
    thread: 'no_such_thing',
    edit: 'no_call',
    remove: 'no_call',
    once: 'read_back',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'no_call',
    messages: 'no_call',
  },
  redirect,
  keys: {
    fields: ['clientId', 'clientSecret'],
    methods: ['window', 'browser'],
    console: 'https://developers.tiktok.com/apps/',
    // A desktop app may register any port.
    redirects: [`http://${redirect.host}:*${callbackPath}`],
    scopes,
  },
  canRevoke: true,
  hasPublicMedia: false,
  tellsAudience: true,
  // Known from use, not from its documentation.
  composer: 'https://www.tiktok.com/upload',
  signIn: { begin: beginSignIn, testKeys, revoke },
  whoAmI,
  limits: async () => limits,
  preview,
  notices,
  read: { posts: readPosts, post: readPost, picture: fetchPicture, video: fetchVideo },
  budgets,
  publish: { steps, perform, find },
});
