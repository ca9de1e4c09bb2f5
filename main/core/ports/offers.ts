/** Originals that changed after they were copied, as the store keeps them. */
import type { AccountId, Content, PostId } from '../../../contract/model.ts';
import type { OfferAnswer, OfferKind, Revision } from '../../../contract/offers.ts';
import type { CrosspostRecord, PostRecord } from './records.ts';
import type { SourcePost } from './source.ts';
import type { DueTimes } from './queries.ts';

/** What a copy would say. */
export interface RevisedContent {
  readonly content: Content;
  /** Whether its network takes it. */
  readonly fits: boolean;
}
export interface OfferRecord {
  readonly id: number;
  readonly postId: PostId;
  readonly kind: OfferKind;
  /** The post as it was copied. */
  readonly original: Revision;
  /** The post as it is now; null: it is gone. */
  readonly revision: Revision | null;
  /** By the id of the crosspost; null while it is not worked out. */
  readonly contents: Readonly<Record<string, RevisedContent>> | null;
  readonly noticedAt: number;
  readonly answeredAt: number | null;
  readonly answer: OfferAnswer | null;
}
export type NewOffer = Pick<OfferRecord, 'postId' | 'kind' | 'original' | 'revision'> & { readonly at: number };

export interface PostToLookAt extends PostRecord {
  /** When it was not there for the first time; null: it was there. */
  readonly missingAt: number | null;
}
export interface RevisedPost extends PostRecord {
  readonly revisedAt: number;
}

export interface OfferReader {
  /** Posts of an account that are due to be looked at again, the longest due first. */
  readonly postsToLookAt: (accountId: AccountId, due: DueTimes, limit: number) => readonly PostToLookAt[];
  /** Posts that changed and whose copies are not made anew yet. */
  readonly revisedPosts: (accountId: AccountId, limit: number) => readonly RevisedPost[];
  /** What is not answered, or not done whole; at most one of a post. */
  readonly openOffer: (postId: PostId) => OfferRecord | null;
  /** Offers that wait for an answer and have a copy that people can see. */
  readonly countOffers: () => number;
  /** Published copies whose new words are due, the earliest first. */
  readonly dueUpdates: (due: DueTimes, limit: number) => readonly CrosspostRecord[];
  readonly dueUpdatesTo: (accountId: AccountId, due: DueTimes, limit: number) => readonly CrosspostRecord[];
}

export interface OfferWriter {
  readonly setNextLook: (id: PostId, at: number | null) => void;
  readonly setMissing: (id: PostId, at: number | null) => void;
  /** The post as it is now. A file that is the same stays; another one is to be fetched. */
  readonly revisePost: (id: PostId, post: SourcePost, at: number) => void;
  readonly setReplanned: (id: PostId) => void;
  /** Takes the place of the open one. */
  readonly saveOffer: (offer: NewOffer) => void;
  readonly setOfferContents: (id: number, contents: NonNullable<OfferRecord['contents']>) => void;
  readonly setOfferAnswer: (id: number, answer: OfferAnswer, at: number) => void;
  readonly endOffer: (id: number, at: number) => void;
}
