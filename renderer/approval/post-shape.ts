import type { NetworkId } from '../../contract/model.ts';

/** How a network lays out a post, as far as it matters to whoever approves it. */
export interface PostShape {
  /** What the eye meets first. */
  readonly first: 'text' | 'pictures';
  /** Where the handle stands to the name. */
  readonly handle: 'beside' | 'below' | 'only';
  /** Whether the network writes a handle with an @. */
  readonly at: boolean;
}

export const postShapes: Readonly<Record<NetworkId, PostShape>> = {
  instagram: { first: 'pictures', handle: 'only', at: false },
  pixelfed: { first: 'pictures', handle: 'only', at: true },
  tiktok: { first: 'pictures', handle: 'only', at: false },
  youtube: { first: 'pictures', handle: 'below', at: true },
  threads: { first: 'text', handle: 'only', at: false },
  x: { first: 'text', handle: 'beside', at: true },
  bluesky: { first: 'text', handle: 'beside', at: true },
  mastodon: { first: 'text', handle: 'below', at: true },
  facebook: { first: 'text', handle: 'below', at: false },
  linkedin: { first: 'text', handle: 'below', at: false },
};
