/**
 * Instagram with Instagram Login: professional accounts, public only. It fetches pictures and videos from a public web
 * address; sending a video's bytes (rupload) is documented for Facebook Login alone and is not used.
 */
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

export const instagram: Network = Object.freeze<Network>({
  id: 'instagram',
  name: 'Instagram',
  instance: null,
  methods: ['token', 'window'],
  permissions: [
    { scope: 'instagram_business_basic', sentence: 'read_posts' },
    { scope: 'instagram_business_content_publish', sentence: 'publish_posts' },
  ],
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
    // Meta wants a page of the person's own, with https.
    redirects: [],
    scopes: dialect.scopes,
  },
  canRevoke: false,
  hasPublicMedia: false,
  tellsAudience: true,
  composer: 'https://www.instagram.com/',
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
  },
});
