/** Posts and their copies as the approval window is shown them. No type here can hold a secret. */
import type { Problem } from './errors.ts';
import type { OfferKind, OfferView } from './offers.ts';
import type {
  AccountId,
  ApprovedBy,
  Audience,
  Content,
  CrosspostId,
  CrosspostState,
  NetworkId,
  Notice,
  PostId,
  Sha256,
  TextSegment,
  VoidReason,
} from './model.ts';
import type { Difference } from './difference.ts';
import type { TimeGiver } from './times.ts';

/** A video as windows play it; `poster` is a still of it. */
export interface VideoView {
  readonly src: string;
  readonly poster: string | null;
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly altText: string;
}
export interface PictureView {
  /** An address inside the app (`app://bundle/media/…`), relative to the window's own. */
  readonly src: string;
  readonly thumb: string;
  readonly width: number;
  readonly height: number;
  readonly altText: string;
}
export interface PostView {
  readonly id: PostId;
  readonly account: { readonly id: AccountId; readonly network: NetworkId; readonly handle: string };
  readonly url: string;
  readonly text: string;
  readonly segments: readonly TextSegment[];
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  readonly publishedAt: number;
  readonly pictures: readonly PictureView[];
  readonly video: VideoView | null;
}

/** One row of the list in the approval window: a post, with a mark for each of its crossposts in this tab. */
export interface QueueRow {
  readonly postId: PostId;
  readonly title: string;
  readonly thumb: string | null;
  readonly network: NetworkId;
  readonly handle: string;
  readonly publishedAt: number;
  readonly marks: readonly QueueMark[];
  /** What became of the original and was not answered; null: nothing. */
  readonly offer: OfferKind | null;
}
export interface QueueMark {
  readonly network: NetworkId;
  readonly mark: 'clean' | 'look' | 'held' | 'going' | 'done' | 'trouble' | 'skipped';
}
export interface QueuePage {
  readonly rows: readonly QueueRow[];
  /** Give it back to get the page after this one; null at the end. */
  readonly next: string | null;
}

export interface CrosspostView {
  readonly id: CrosspostId;
  readonly postId: PostId;
  readonly state: CrosspostState;
  readonly account: {
    readonly id: AccountId;
    readonly network: NetworkId;
    readonly networkName: string;
    readonly handle: string;
    readonly displayName: string;
  };
  readonly content: Content;
  /** What `content` hashes to: an approval names it, and is void for any other. */
  readonly contentHash: Sha256;
  readonly segments: readonly TextSegment[];
  readonly pictures: readonly PictureView[];
  readonly video: VideoView | null;
  readonly count: number;
  readonly limit: number;
  readonly notices: readonly Notice[];
  /** Whether the person changed the text or an alt text; `reset` puts the template's back. */
  readonly edited: boolean;
  /** Until then an approval can be taken back; no byte has left. */
  readonly undoUntil: number | null;
  readonly dueAt: number | null;
  /** The time that was chosen for it; null: as soon as the account's rules allow. */
  readonly scheduledAt: number | null;
  readonly scheduledBy: TimeGiver | null;
  /** Whose yes it goes by; null without one. */
  readonly approvedBy: ApprovedBy | null;
  /** Of one that asks again: why the yes that it had does not hold, and what is not as it was approved. */
  readonly voided: {
    readonly reason: VoidReason;
    readonly at: number;
    readonly changes: readonly Difference[];
  } | null;
  readonly publishedAt: number | null;
  readonly publishedUrl: string | null;
  /** Whether it can be taken back: the network has a call for that, and it is known which posts Crosstie made there. */
  readonly canWithdraw: boolean;
  /** Whether taking it back began and has not come to an end: then nothing more of it is sent. */
  readonly takingBack: boolean;
  /** Whether the person can finish it by hand: caption copied, files shown, the network's own page opened. */
  readonly canFinishByHand: boolean;
  /** Whom the person may choose it for: at most those who see the original. */
  readonly audiences: readonly Audience[];
  readonly problem: Problem | null;
  readonly progress: { readonly done: number; readonly of: number } | null;
}
export interface QueueDetail {
  readonly post: PostView;
  readonly crossposts: readonly CrosspostView[];
  /** The original changed after it was copied, and the copies are not settled. */
  readonly offer: OfferView | null;
}

/** What became of copies that were to be taken back. What could not be is still live, and says why. */
export interface WithdrawalResult {
  readonly detail: QueueDetail;
  readonly withdrawn: readonly CrosspostId[];
  readonly stillLive: readonly {
    readonly id: CrosspostId;
    readonly network: NetworkId;
    readonly handle: string;
    readonly url: string | null;
    /** Why it is still there: the network has no such call, or refused it. */
    readonly problem: Problem | 'no_call';
  }[];
}

/** What became of an answer. What is left of it is in `detail.offer`, with the reason for each copy. */
export interface OfferResult {
  readonly detail: QueueDetail;
  /** Copies that say the new words, or are gone. */
  readonly done: readonly CrosspostId[];
}
