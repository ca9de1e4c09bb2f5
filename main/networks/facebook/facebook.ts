/** Facebook: the Pages that a person looks after. Profiles and groups have no API to publish with. */
import { registeredRedirect } from '../../core/ports/sign-in.ts';
import { fetchPicture, fetchVideo } from '../http/media.ts';
import type { Network } from '../network.ts';
import { beginSignIn, redirect, scopes, testKeys } from './auth.ts';
import { preview } from './count.ts';
import { findPost } from './find.ts';
import { facebookLimits, notices } from './limits.ts';
import { whoAmI } from './pages.ts';
import { editPost, performStep, publishSteps, removePost } from './publish.ts';
import { readPost, readPosts } from './read.ts';
import { revoke } from './revoke.ts';

const [seePages, readPages, publishPages] = scopes;

export const facebook: Network = Object.freeze<Network>({
  id: 'facebook',
  name: 'Facebook',
  instance: null,
  methods: ['window', 'browser'],
  permissions: [
    { scope: seePages, sentence: 'see_pages' },
    { scope: readPages, sentence: 'read_posts' },
    { scope: publishPages, sentence: 'publish_posts' },
  ],
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
    warning: 'no_such_thing',
    thread: 'no_such_thing',
    edit: 'yes',
    remove: 'yes',
    once: 'read_back',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'no_call',
    messages: 'later',
  },
  redirect,
  keys: {
    fields: ['clientId', 'clientSecret'],
    methods: ['window', 'browser'],
    console: 'https://developers.facebook.com/apps/',
    redirects: [registeredRedirect(redirect)],
    scopes,
  },
  canRevoke: true,
  // Addresses are signed and end after a while, and Meta refuses them where it fetches files itself.
  hasPublicMedia: false,
  tellsAudience: true,
  composer: 'https://www.facebook.com/',
  signIn: { begin: beginSignIn, testKeys, revoke },
  whoAmI,
  limits: async () => facebookLimits,
  preview,
  notices,
  read: { posts: readPosts, post: readPost, picture: fetchPicture, video: fetchVideo },
  publish: { steps: publishSteps, perform: performStep, find: findPost, edit: editPost, remove: removePost },
});
