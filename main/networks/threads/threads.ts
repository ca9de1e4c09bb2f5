/** Threads: text, pictures and videos, public. It fetches files from a public web address and takes none otherwise. */
import { metaNetwork } from '../meta/network.ts';
import type { Network } from '../network.ts';
import { notices, preview } from './count.ts';
import { dialect } from './dialect.ts';
import { limits } from './limits.ts';
import { reading } from './read.ts';
import { removePost } from './remove.ts';

export const threads: Network = Object.freeze<Network>({
  id: 'threads',
  name: 'Threads',
  ...metaNetwork(dialect, { reading, remove: removePost }),
  // `threads_read_replies` is asked for too: one's own replies are posts that are read.
  permissions: [
    { scope: 'threads_basic', sentence: 'read_posts' },
    { scope: 'threads_content_publish', sentence: 'publish_posts' },
    { scope: 'threads_delete', sentence: 'change_posts' },
  ],
  capabilities: {
    read: 'yes',
    text: 'yes',
    picture: 'yes',
    carousel: 'yes',
    video: 'yes',
    local_files: 'by_address',
    alt_text: 'yes',
    audience: 'public_only',
    warning: 'no_call',
    thread: 'yes',
    edit: 'no_call',
    remove: 'yes',
    once: 'yes',
    metrics: 'later',
    follower_count: 'later',
    follower_list: 'no_call',
    messages: 'no_call',
  },
  // A profile may be private, and nothing that Meta answers says so.
  tellsAudience: false,
  composer: 'https://www.threads.com/',
  limits,
  preview,
  notices,
});
