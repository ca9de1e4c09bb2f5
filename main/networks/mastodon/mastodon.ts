/** Mastodon and the servers that speak its API (GoToSocial, snac2, Pleroma …). */
import { fediverseNetwork } from '../fediverse/fediverse.ts';

export const mastodon = fediverseNetwork({
  dialect: {
    id: 'mastodon',
    name: 'Mastodon',
    speaks: (version) => !/pixelfed/i.test(version),
    // `profile` shows the least; it is known since Mastodon 4.3. docs.joinmastodon.org/api/oauth-scopes
    scopes: [
      ['profile', 'read:statuses', 'write:statuses', 'write:media'],
      ['read:accounts', 'read:statuses', 'write:statuses', 'write:media'],
    ],
    tokenRefused: 'auth_revoked',
    canRevoke: true,
    permissionsPage: '/oauth/authorized_applications',
    counting: { countsMentionDomain: false },
    limits: {
      text: 500,
      textUnit: 'graphemes',
      textBytes: null,
      linkLength: 23,
      pictures: 4,
      pictureRequired: false,
      altText: 1500,
      pictureBytes: 16_777_216,
      picturePixels: 33_177_600,
      pictureTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      // A direct post would call whomever its text mentions, so none is ever made.
      audiences: ['followers', 'unlisted', 'public'],
      warnings: true,
    },
    warningNeedsSensitive: false,
  },
  permissions: [
    { scope: 'profile', sentence: 'see_profile' },
    { scope: 'read:statuses', sentence: 'read_posts' },
    { scope: 'write:statuses', sentence: 'publish_posts' },
    { scope: 'write:media', sentence: 'upload_pictures' },
  ],
  instance: {
    required: true,
    example: 'mastodon.social',
    preset: ({ mastodonPreset }) => mastodonPreset,
  },
  pollEveryMs: 2 * 60_000,
});
