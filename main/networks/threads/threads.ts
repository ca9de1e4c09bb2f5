/** Threads: text, pictures and videos, public. It fetches files from a public web address and takes none otherwise. */
import { fetchPicture, fetchVideo } from '../http/media.ts';
import { beginSignIn, revoke, signInWithToken, testKeys, whoAmI } from '../meta/auth.ts';
import { findPublished } from '../meta/find.ts';
import { performStep } from '../meta/publish.ts';
import { stepsOf } from '../meta/steps.ts';
import type { Network } from '../network.ts';
import { notices, preview } from './count.ts';
import { dialect } from './dialect.ts';
import { limits } from './limits.ts';
import { reading } from './read.ts';
import { removePost } from './remove.ts';

export const threads: Network = Object.freeze<Network>({
  id: 'threads',
  name: 'Threads',
  instance: null,
  methods: ['token', 'window'],
  // `threads_read_replies` is asked for too: one's own replies are posts that are read.
  permissions: [
    { scope: 'threads_basic', sentence: 'read_posts' },
    { scope: 'threads_content_publish', sentence: 'publish_posts' },
    { scope: 'threads_delete', sentence: 'change_posts' },
  ],
  pollEveryMs: 5 * 60_000,
  capabilities: {
    read: 'yes',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'by_address',
    alt_text: 'yes',
    audience: 'public_only',
    warning: 'no_call',
    thread: 'yes',
    edit: 'no_call',
    remove: 'yes',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'no_call',
    messages: 'no_call',
  },
  redirect: { host: '127.0.0.1', port: 'any' },
  keys: {
    fields: ['clientId', 'clientSecret', 'redirectUri'],
    methods: ['window'],
    console: 'https://developers.facebook.com/apps/',
    // Meta wants a page of the person's own, with https.
    redirects: [],
    scopes: dialect.scopes,
  },
  canRevoke: false,
  hasPublicMedia: false,
  // A profile may be private, and nothing that Meta answers says so.
  tellsAudience: false,
  composer: 'https://www.threads.com/',
  signIn: {
    begin: (input, context) => beginSignIn(dialect, input, context),
    withToken: (input, context) => signInWithToken(dialect, input, context),
    testKeys: (keys, signal, context) => testKeys(dialect, keys, signal, context),
    revoke: () => revoke(dialect),
  },
  whoAmI: (call, context) => whoAmI(dialect, call, context),
  limits,
  preview,
  notices,
  read: { ...reading, picture: fetchPicture, video: fetchVideo },
  publish: {
    steps: (content) => stepsOf(dialect.publishing.plan(content)),
    perform: (input, call, context) => performStep(dialect, input, call, context),
    find: (input, call, context) => findPublished(dialect, input, call, context),
    remove: removePost,
  },
});
