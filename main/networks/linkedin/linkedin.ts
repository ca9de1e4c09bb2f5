/** LinkedIn, as a member posts there through an app of their own: text, pictures and videos out, nothing in. */
import { registeredRedirect, type RedirectRule } from '../../core/ports/sign-in.ts';
import type { Network } from '../network.ts';
import { budgets } from './budgets.ts';
import { beginSignIn, revoke, scopes, withToken } from './auth.ts';
import { preview } from './count.ts';
import { testKeys } from './exchange.ts';
import { linkedinLimits, notices } from './limits.ts';
import { whoAmI } from './profile.ts';
import { edit, find, perform, remove, steps } from './publish.ts';

/** LinkedIn takes http for `localhost` alone, with the port that was registered. */
const redirect: RedirectRule = { host: 'localhost', port: 'registered' };
const [, profile, post] = scopes;

export const linkedin: Network = Object.freeze<Network>({
  id: 'linkedin',
  name: 'LinkedIn',
  instance: null,
  methods: ['window', 'browser', 'token'],
  // `openid` says nothing by itself: it is how LinkedIn is asked for `profile`.
  permissions: [
    { scope: profile, sentence: 'see_profile' },
    { scope: post, sentence: 'publish_posts' },
  ],
  pollEveryMs: 60 * 60_000,
  capabilities: {
    read: 'needs_approval',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'yes',
    audience: 'yes',
    warning: 'no_such_thing',
    thread: 'no_such_thing',
    edit: 'yes',
    remove: 'yes',
    once: 'no_call',
    metrics: 'needs_approval',
    follower_count: 'needs_approval',
    follower_list: 'no_call',
    messages: 'no_call',
  },
  redirect,
  keys: {
    fields: ['clientId', 'clientSecret'],
    methods: ['window', 'browser'],
    console: 'https://www.linkedin.com/developers/apps',
    redirects: [registeredRedirect(redirect)],
    scopes,
  },
  canRevoke: false,
  hasPublicMedia: false,
  tellsAudience: true,
  composer: 'https://www.linkedin.com/feed/?shareActive=true',
  signIn: { begin: beginSignIn, withToken, testKeys, revoke },
  whoAmI,
  limits: async () => linkedinLimits,
  preview,
  notices,
  budgets,
  publish: { steps, perform, find, edit, remove },
});
