/** Pixelfed: Mastodon's API for pictures, with Laravel's tokens and errors. github.com/pixelfed/pixelfed */
import { publishable } from '../../../contract/audiences.ts';
import { fediverseNetwork } from '../fediverse/fediverse.ts';
import { budgets } from './budgets.ts';

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
      title: null,
      pictures: 4,
      mediaRequired: true,
      altText: 1000,
      pictureBytes: 15_000_000,
      picturePixels: null,
      pictureTypes: ['image/jpeg', 'image/png', 'image/gif'],
      pictureRatio: null,
      // None, unless a server lists MP4 among its types: most do not.
      video: null,
      fetches: 'nothing',
      audiences: publishable('pixelfed'),
      warnings: true,
      threads: false,
      // The number in Pixelfed's code; beyond it a server answers 429.
      postsPerDay: 1000,
    },
    video: {
      bytes: 15_000_000,
      types: ['video/mp4'],
      shortestMs: 0,
      longestMs: 24 * 60 * 60_000,
      widest: null,
      ratio: null,
      codecs: null,
    },
    hostsFiles: false,
    warningNeedsSensitive: true,
    // PF_API_ENTITY_KEY in its source: adds the place and who is tagged.
    ownShape: '_pe',
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
  capabilities: {
    read: 'yes',
    text: 'needs_media',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'yes',
    alt_text: 'yes',
    audience: 'yes',
    warning: 'yes',
    thread: 'no_such_thing',
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
