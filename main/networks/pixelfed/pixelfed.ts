/** Pixelfed: Mastodon's API for pictures, with Laravel's tokens and errors. github.com/pixelfed/pixelfed */
import { fediverseNetwork } from '../fediverse/fediverse.ts';

export const pixelfed = fediverseNetwork({
  dialect: {
    id: 'pixelfed',
    name: 'Pixelfed',
    speaks: (version) => /pixelfed/i.test(version),
    // Its checks know no finer names.
    scopes: [['read', 'write']],
    tokenRefused: 'auth_expired',
    canRevoke: false,
    permissionsPage: '/settings/applications',
    counting: { countsMentionDomain: true },
    limits: {
      text: 500,
      textUnit: 'characters',
      textBytes: null,
      linkLength: null,
      pictures: 4,
      pictureRequired: true,
      altText: 1000,
      pictureBytes: 15_000_000,
      picturePixels: null,
      pictureTypes: ['image/jpeg', 'image/png', 'image/gif'],
      audiences: ['followers', 'unlisted', 'public'],
      warnings: true,
    },
    warningNeedsSensitive: true,
  },
  permissions: [
    { scope: 'read', sentence: 'read_posts' },
    { scope: 'write', sentence: 'whole_account' },
  ],
  instance: {
    required: true,
    example: 'pixelfed.social',
    preset: ({ pixelfedPreset }) => pixelfedPreset,
  },
  pollEveryMs: 5 * 60_000,
});
