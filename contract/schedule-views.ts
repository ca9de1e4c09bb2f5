/** What is planned, as a week is shown it. No type here can hold a secret. */
import type { Problem } from './errors.ts';
import type { AccountId, CrosspostId, CrosspostState, NetworkId, PostId } from './model.ts';
import type { TimeGiver } from './times.ts';

/** A crosspost that is to go, or that waits for a yes with a time of its own. */
export interface PlannedView {
  readonly id: CrosspostId;
  readonly postId: PostId;
  readonly state: CrosspostState;
  readonly account: { readonly id: AccountId; readonly network: NetworkId; readonly handle: string };
  readonly title: string;
  readonly goesAt: number;
  /** False of what goes as soon as its account's rules allow. */
  readonly isExact: boolean;
  readonly scheduledBy: TimeGiver | null;
  /** Why it is late, when it is. */
  readonly problem: Problem | null;
}

/** A window asks for at most so long a span at once. */
export const longestSpanMs = 62 * 24 * 60 * 60_000;
/** And for at most so many free slots. */
export const mostFreeSlots = 200;
