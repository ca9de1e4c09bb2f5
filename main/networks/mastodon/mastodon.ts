/** Mastodon and the servers that speak its API (GoToSocial, snac2, Pleroma …). */
import { publishable } from '../../../contract/audiences.ts';
import type { VideoLimits } from '../../../contract/model.ts';
import { fediverseNetwork } from '../fediverse/fediverse.ts';
import { largestFormBytes } from '../fediverse/limits.ts';
import { budgets } from './budgets.ts';

/** docs.joinmastodon.org/user/posting: up to 99 MB, and no length in time. The server makes one form of all of them. */
const video: VideoLimits = {
  bytes: largestFormBytes,
  types: ['video/mp4', 'video/quicktime', 'video/webm'],
  shortestMs: 0,
  longestMs: 24 * 60 * 60_000,
  widest: 3840,
  ratio: null,
  codecs: null,
};

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
      title: null,
      pictures: 4,
      mediaRequired: false,
      altText: 1500,
      pictureBytes: 16_777_216,
      picturePixels: 33_177_600,
      pictureTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      pictureRatio: null,
      video,
      fetches: 'nothing',
      // A direct post would call whomever its text mentions, so none is ever made.
      audiences: publishable('mastodon'),
      warnings: true,
      threads: true,
      postsPerDay: null,
    },
    video,
    hostsFiles: true,
    warningNeedsSensitive: false,
    ownShape: null,
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
  capabilities: {
    read: 'yes',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'yes',
    audience: 'yes',
    warning: 'yes',
    thread: 'yes',
    edit: 'yes',
    remove: 'yes',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'later',
    messages: 'later',
  },
  budgets,
});
