/**
 * Instagram with Instagram Login: professional accounts, public only. It fetches pictures and videos from a public web
 * address; sending a video's bytes (rupload) is documented for Facebook Login alone and is not used.
 */
import { metaNetwork } from '../meta/network.ts';
import type { Network } from '../network.ts';
import { notices, preview } from './count.ts';
import { dialect } from './dialect.ts';
import { limits } from './limits.ts';
import { reading } from './read.ts';

export const instagram: Network = Object.freeze<Network>({
  id: 'instagram',
  name: 'Instagram',
  ...metaNetwork(dialect, { reading }),
  permissions: [
    { scope: 'instagram_business_basic', sentence: 'read_posts' },
    { scope: 'instagram_business_content_publish', sentence: 'publish_posts' },
  ],
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
  tellsAudience: true,
  composer: 'https://www.instagram.com/',
  limits,
  preview,
  notices,
});
