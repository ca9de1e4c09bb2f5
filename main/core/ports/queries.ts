/** What is asked of the store, and what is answered in one piece. */
import type { LedgerAction } from '../../../contract/ledger.ts';
import type {
  AccountId,
  CrosspostState,
  LedgerId,
  NetworkId,
  Notice,
  PostId,
  QueueTab,
} from '../../../contract/model.ts';
import type { OfferKind } from '../../../contract/offers.ts';
import type { Compared } from '../crosspost/duplicate.ts';
import type { PostRecord } from './records.ts';
import type { PictureFile } from './system.ts';

export interface QueueQuery {
  readonly tab: QueueTab;
  readonly search: string;
  readonly after: string | null;
  readonly limit: number;
}
export interface QueueEntry {
  readonly post: PostRecord;
  readonly network: NetworkId;
  readonly handle: string;
  /** The first picture's file, when it was fetched. */
  readonly cover: PictureFile | null;
  readonly offer: OfferKind | null;
  readonly crossposts: readonly {
    readonly network: NetworkId;
    readonly state: CrosspostState;
    readonly hasWarning: boolean;
  }[];
}

export interface LedgerQuery {
  readonly search: string;
  /** Null: whatever was done. */
  readonly actions: readonly LedgerAction[] | null;
  readonly postId: PostId | null;
  readonly order: 'newest' | 'oldest';
  readonly after: LedgerId | null;
  readonly limit: number;
}

/** Due is what is due by `now`, and what was written later than `latest`, which only a clock that ran ahead can have done. */
export interface DueTimes {
  readonly now: number;
  readonly latest: number;
}

/** From the first moment up to, not with, the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `arrived`: what is there or may be; `planned`: also what waits for a yes or for its time. */
export type CompareWith = 'arrived' | 'planned';
export interface Recent extends Compared {
  readonly notices: readonly Notice[];
}
export interface RecentQuery {
  readonly accountId: AccountId;
  readonly since: number;
  readonly except: PostId;
  readonly compareWith: CompareWith;
}
