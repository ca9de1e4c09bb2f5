/** What the sample person posted before the rehearsal began, and what she will post next. */
import { mastodonPosts, pixelfedPosts } from './sample-fediverse.ts';
import { instagramPosts } from './sample-instagram.ts';

export const samplePosts = { instagram: instagramPosts, mastodon: mastodonPosts, pixelfed: pixelfedPosts } as const;
