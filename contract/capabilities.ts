/**
 * What each network offers through its API, as data. Where it offers less, the reason is a word of a closed list, so that
 * windows say “Instagram offers no way to do this through its API” instead of failing.
 */
import type { NetworkId } from './model.ts';

export const capabilities = [
  'read',
  'text',
  'picture',
  'carousel',
  'video',
  'local_files',
  'alt_text',
  'audience',
  'warning',
  'thread',
  'edit',
  'remove',
  'once',
  'metrics',
  'follower_count',
  'follower_list',
  'messages',
] as const;
/** `local_files`: takes files from this machine. `once`: a key or session makes a repeated request harmless. */
export type Capability = (typeof capabilities)[number];

export const lackReasons = [
  /** Its API has no call for it. */
  'no_call',
  /** The network itself has no such thing. */
  'no_such_thing',
  /** Only apps that the network has looked at and approved may. */
  'needs_approval',
  /** It takes no post without a picture or video. */
  'needs_media',
  /** It takes videos and nothing else. */
  'video_only',
  /** Files are fetched from a public web address. */
  'by_address',
  /** Everything that the API publishes is public. */
  'public_only',
  /** It arrives as a draft that the person finishes in the network's own app. */
  'draft_only',
  /** Repeating is not recognised, so Crosstie reads the timeline back instead. */
  'read_back',
] as const;
export type LackReason = (typeof lackReasons)[number];

/** Networks with a mark of their own that hides pictures and videos behind a click, and a call that sets it. */
export const sensitiveMarks: readonly NetworkId[] = ['mastodon', 'pixelfed', 'bluesky', 'threads'];

/** `later`: the network offers it, and Crosstie does not use it yet. */
export type Offer = 'yes' | 'later' | LackReason;
export type Capabilities = Readonly<Record<Capability, Offer>>;
