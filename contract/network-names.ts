import type { NetworkId } from './model.ts';

/** The names that the networks give themselves, the same in every language. */
export const networkNames: Readonly<Record<NetworkId, string>> = {
  instagram: 'Instagram',
  pixelfed: 'Pixelfed',
  x: 'X',
  threads: 'Threads',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  tiktok: 'TikTok',
};
