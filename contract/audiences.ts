/**
 * Who sees a post, in each network's own words: what its API says, what its app calls it, and which of Crosstie's audiences
 * that is. The one table for reading, for publishing and for the pages about networks.
 */
import type { Audience, NetworkId } from './model.ts';

export interface OwnAudience {
  /** The word of the API; null where it has none, since there is nothing to choose. */
  readonly own: string | null;
  /** What the network's own app calls it. */
  readonly name: string;
  readonly is: Audience;
  /** Whether the API shows posts of this audience, and says so. */
  readonly read: boolean;
  /** Whether Crosstie publishes for it through the API. */
  readonly publish: boolean;
}

const both = { read: true, publish: true } as const;
const onlyRead = { read: true, publish: false } as const;
const neither = { read: false, publish: false } as const;

/**
 * A word that several could be meant by is taken for the narrowest. Sources: docs.joinmastodon.org/entities/Status,
 * developers.facebook.com/docs/graph-api/reference/privacy, developers.google.com/youtube/v3/docs/videos,
 * developers.tiktok.com/doc/content-posting-api-reference-direct-post, learn.microsoft.com/linkedin (Posts API),
 * docs.x.com (User object).
 */
export const ownAudiences: Readonly<Record<NetworkId, readonly OwnAudience[]>> = {
  instagram: [{ own: null, name: 'Public', is: 'public', ...both }],
  pixelfed: [
    { own: 'public', name: 'Public', is: 'public', ...both },
    { own: 'unlisted', name: 'Unlisted', is: 'unlisted', ...both },
    { own: 'private', name: 'Followers only', is: 'followers', ...both },
    { own: 'direct', name: 'Direct message', is: 'direct', ...onlyRead },
  ],
  // A setting of the whole account: `protected` of the user.
  x: [
    { own: 'false', name: 'Public', is: 'public', ...both },
    { own: 'true', name: 'Protected', is: 'followers', ...both },
  ],
  threads: [{ own: null, name: 'Public', is: 'public', ...both }],
  mastodon: [
    { own: 'public', name: 'Public', is: 'public', ...both },
    { own: 'unlisted', name: 'Quiet public', is: 'unlisted', ...both },
    { own: 'private', name: 'Followers', is: 'followers', ...both },
    { own: 'direct', name: 'Private mention', is: 'direct', ...onlyRead },
  ],
  bluesky: [{ own: null, name: 'Everybody', is: 'public', ...both }],
  // A Page publishes for everybody; what its older posts say else is of people whom it cannot name.
  facebook: [
    { own: 'EVERYONE', name: 'Public', is: 'public', ...both },
    { own: 'ALL_FRIENDS', name: 'Friends', is: 'direct', ...onlyRead },
    { own: 'FRIENDS_OF_FRIENDS', name: 'Friends of friends', is: 'direct', ...onlyRead },
    { own: 'CUSTOM', name: 'Custom', is: 'direct', ...onlyRead },
    { own: 'SELF', name: 'Only me', is: 'direct', ...onlyRead },
  ],
  linkedin: [
    { own: 'PUBLIC', name: 'Anyone', is: 'public', read: false, publish: true },
    { own: 'CONNECTIONS', name: 'Connections only', is: 'followers', read: false, publish: true },
    // Every member of LinkedIn is no smaller audience.
    { own: 'LOGGED_IN', name: 'LinkedIn members', is: 'public', ...neither },
  ],
  // A private video is for its owner and for whom they invite.
  youtube: [
    { own: 'public', name: 'Public', is: 'public', ...both },
    { own: 'unlisted', name: 'Unlisted', is: 'unlisted', ...both },
    { own: 'private', name: 'Private', is: 'direct', ...onlyRead },
  ],
  // Only public videos are listed. What is sent is a draft, whose audience the person chooses in the app.
  tiktok: [
    { own: 'PUBLIC_TO_EVERYONE', name: 'Everyone', is: 'public', ...both },
    { own: 'FOLLOWER_OF_CREATOR', name: 'Followers', is: 'followers', ...neither },
    { own: 'MUTUAL_FOLLOW_FRIENDS', name: 'Friends', is: 'close_friends', ...neither },
    { own: 'SELF_ONLY', name: 'Only you', is: 'direct', ...neither },
  ],
};

/** Who sees a post of which the API says this. A word that is not in the table is taken for the narrowest. */
export function audienceFrom(network: NetworkId, own: string | null): Audience {
  return ownAudiences[network].find((audience) => audience.own === own && audience.read)?.is ?? 'direct';
}

/** The network's word to publish with; null where it has none for this audience: nothing wider is put in its place. */
export function wordFor(network: NetworkId, audience: Audience): string | null {
  return ownAudiences[network].find(({ is, publish }) => publish && is === audience)?.own ?? null;
}

/** What the network can be asked to publish for, from the widest to the narrowest. */
export function publishable(network: NetworkId): readonly Audience[] {
  return ownAudiences[network].filter(({ publish }) => publish).map(({ is }) => is);
}

export const canPublishFor = (network: NetworkId, audience: Audience): boolean =>
  publishable(network).includes(audience);
