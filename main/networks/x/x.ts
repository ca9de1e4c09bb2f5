/** X, through its API v2 with the person's own app, which the person pays for by the call. */
import { registeredRedirect } from '../../core/ports/sign-in.ts';
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network } from '../network.ts';
import { budgets } from './budgets.ts';
import { beginSignIn, redirect, revoke, scopes, testKeys, whoAmI } from './auth.ts';
import { preview } from './count.ts';
import { find } from './find.ts';
import { limits } from './limits.ts';
import { notices } from './notices.ts';
import { perform, remove } from './publish.ts';
import { price } from './price.ts';
import { readPost, readPosts } from './read.ts';
import { steps } from './steps.ts';

const [seeProfile, readOwn, publish, uploadMedia, staySignedIn] = scopes;

export const x: Network = Object.freeze<Network>({
  id: 'x',
  name: 'X',
  instance: null,
  methods: ['window', 'browser'],
  permissions: [
    { scope: seeProfile, sentence: 'see_profile' },
    { scope: readOwn, sentence: 'read_posts' },
    { scope: publish, sentence: 'publish_posts' },
    { scope: uploadMedia, sentence: 'upload_pictures' },
    { scope: staySignedIn, sentence: 'stay_signed_in' },
  ],
  // A look that finds nothing new costs nothing; X bills the posts that it hands out.
  pollEveryMs: 5 * 60_000,
  capabilities: {
    read: 'yes',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'yes',
    audience: 'public_only',
    warning: 'no_call',
    thread: 'yes',
    // Paying accounts alone may, for half an hour or an hour, under a new id; what becomes of the pictures is not said.
    edit: 'needs_approval',
    remove: 'yes',
    once: 'read_back',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'later',
    messages: 'later',
  },
  redirect,
  keys: {
    fields: ['clientId'],
    methods: ['window', 'browser'],
    console: 'https://console.x.com/',
    redirects: [registeredRedirect(redirect)],
    scopes,
  },
  canRevoke: true,
  hasPublicMedia: true,
  tellsAudience: true,
  composer: 'https://x.com/compose/post',
  signIn: { begin: beginSignIn, testKeys, revoke },
  whoAmI,
  limits,
  preview,
  notices,
  read: { posts: readPosts, post: readPost, picture: fetchPicture, video: fetchVideo },
  budgets,
  publish: { steps, price, perform, find, remove },
});
