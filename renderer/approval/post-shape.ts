import type { NetworkId } from '../../contract/model.ts';

/** How a network lays out a post, as far as it matters to whoever approves it. */
export interface PostShape {
  /** What the eye meets first. */
  readonly first: 'text' | 'pictures';
  /** Where the handle stands to the name. */
  readonly handle: 'beside' | 'below' | 'only';
}

export const postShapes: Readonly<Record<NetworkId, PostShape>> = {
  instagram: { first: 'pictures', handle: 'only' },
  pixelfed: { first: 'pictures', handle: 'only' },
  tiktok: { first: 'pictures', handle: 'only' },
  youtube: { first: 'pictures', handle: 'below' },
  threads: { first: 'text', handle: 'only' },
  x: { first: 'text', handle: 'beside' },
  bluesky: { first: 'text', handle: 'beside' },
  mastodon: { first: 'text', handle: 'below' },
  facebook: { first: 'text', handle: 'below' },
  linkedin: { first: 'text', handle: 'below' },
};
