import type { Network } from '../network.ts';
import { preview } from './facets.ts';
import { blueskyLimits } from './limits.ts';
import { scopes } from './oauth-client.ts';
import { whoAmI } from './profile.ts';
import { find, perform, remove, steps } from './publish.ts';
import { readPicture, readPosts } from './read.ts';
import { revoke } from './revoke.ts';
import { beginOAuth, withAppPassword } from './sign-in.ts';

const [seeProfile, publishPosts, uploadPictures] = scopes;

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
  ],
  pollEveryMs: 60_000,
  signIn: { begin: beginOAuth, withPassword: withAppPassword, revoke },
  whoAmI,
  limits: async () => await Promise.resolve(blueskyLimits),
  preview,
  read: { posts: readPosts, picture: readPicture },
  publish: { steps, perform, find, remove },
} satisfies Network);
