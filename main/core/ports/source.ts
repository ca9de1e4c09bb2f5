/** Posts as their networks tell them. */
import type { Audience } from '../../../contract/model.ts';

export interface SourcePicture {
  readonly remoteId: string;
  readonly url: string;
  readonly altText: string;
}
export interface SourceVideo {
  readonly remoteId: string;
  readonly url: string;
  readonly altText: string;
  /** A still picture of it, for windows; null where the network has none. */
  readonly posterUrl: string | null;
}
/**
 * Media of a post that cannot be carried: pictures and videos in one post, a kind that Crosstie does not know, or files
 * that the network's API does not hand out.
 */
export const otherMediaKinds = ['mixed', 'unsupported', 'not_handed_out'] as const;
export type OtherMedia = (typeof otherMediaKinds)[number];

/** A post as its network tells it, text plain. `audience` is never wider than what the network said. */
export interface SourcePost {
  readonly remoteId: string;
  readonly url: string;
  readonly text: string;
  readonly language: string | null;
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  readonly publishedAt: number;
  readonly isReply: boolean;
  /** Shown for a day and gone then. */
  readonly isStory: boolean;
  /** How many other people are tagged in its pictures, as far as the network tells. */
  readonly tagged: number;
  /** The name of the place that the post is pinned to; null: none, or not told. */
  readonly place: string | null;
  readonly pictures: readonly SourcePicture[];
  readonly video: SourceVideo | null;
  readonly otherMedia: OtherMedia | null;
}
export interface ReadResult {
  /** Newer than the cursor, oldest first. */
  readonly posts: readonly SourcePost[];
  /** Where the next read goes on; committed with the posts. */
  readonly cursor: string;
}
