/** What became of an original after it was copied, and what the person can do about the copies. No type here can hold a secret. */
import type { Problem } from './errors.ts';
import type { Audience, CrosspostId, NetworkId, Sha256 } from './model.ts';

/** `narrowed`: fewer people may see the original than see a copy. */
export const offerKinds = ['edited', 'narrowed', 'removed'] as const;
export type OfferKind = (typeof offerKinds)[number];

/** Bring the copies up to date, take them away, or leave them as they are. */
export const offerAnswers = ['update', 'remove', 'leave'] as const;
export type OfferAnswer = (typeof offerAnswers)[number];

/** What of an original can change. Likes and replies are nobody's business here. */
export const revisionParts = ['text', 'alt_texts', 'media', 'sensitive', 'warning', 'audience'] as const;
export type RevisionPart = (typeof revisionParts)[number];

/** An original as it was, or is. */
export interface Revision {
  readonly text: string;
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  /** In order; `name` tells a file from another one and never has what ends after hours. */
  readonly media: readonly {
    readonly kind: 'picture' | 'video';
    readonly name: string;
    readonly altText: string;
  }[];
}

/** What can be changed of a copy: everything but its files and its audience. */
export interface CopyWords {
  readonly title: string | null;
  readonly text: string;
  readonly warning: string | null;
  readonly sensitive: boolean;
  readonly altTexts: readonly string[];
}

/** Why a copy stays as it is when the others are brought up to date. */
export const staleReasons = [
  /** What changed is nothing that the copy says, or can be made to say. */
  'same',
  /** The network has no such call. */
  'no_call',
  /** Crosstie made no post there that it knows of. */
  'not_ours',
  /** Its account is not linked any more. */
  'unlinked',
  /** It goes on in several posts. */
  'thread',
  /** Taking it back began. */
  'taking_back',
  /** More people see it than may see the original now. */
  'wider',
  /** The network would not take the new words. */
  'does_not_fit',
  /** The new words are not worked out yet. */
  'not_yet',
] as const;
export type StaleReason = (typeof staleReasons)[number];

/** One published copy of an original that changed. */
export interface CopyOffer {
  readonly id: CrosspostId;
  readonly network: NetworkId;
  readonly handle: string;
  readonly url: string | null;
  readonly before: CopyWords;
  /** What it would say; null where that is nothing else. */
  readonly after: CopyWords | null;
  /** A yes to `after` names it. */
  readonly afterHash: Sha256 | null;
  /** Null: it can be brought up to date. */
  readonly stays: StaleReason | null;
  readonly canRemove: boolean;
  /** More people see it than may see the original now. */
  readonly isWider: boolean;
  /** Its new words are on their way. */
  readonly isGoing: boolean;
  /** Why its new words did not get there; null while nothing went wrong. */
  readonly problem: Problem | null;
}

export interface OfferView {
  readonly kind: OfferKind;
  readonly noticedAt: number;
  /** What was answered and is not done whole: `copies` are those that are left. Null: not answered. */
  readonly answer: OfferAnswer | null;
  readonly changed: readonly RevisionPart[];
  readonly original: Revision;
  /** Null: it is gone. */
  readonly revision: Revision | null;
  /** Copies that people can see. */
  readonly copies: readonly CopyOffer[];
}
