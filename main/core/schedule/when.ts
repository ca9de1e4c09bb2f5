/** When an approved crosspost goes. */
import type { AccountRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';

/** How long an approval can be taken back before the first byte leaves. */
export const undoMs = 10_000;

export interface Wanted {
  readonly account: AccountRecord;
  /** The time that was chosen; null: as soon as the account's rules allow. */
  readonly scheduledAt: number | null;
  /** The first moment that it may go: the approval's, and what a route's mode adds to it. */
  readonly notBefore: number;
}
export interface When {
  /** The time that it is approved for; null: as soon as the account's rules allow. */
  readonly scheduledAt: number | null;
  readonly dueAt: number;
}

/** A chosen time is kept to the minute; without one the account's rules say when. */
export function whenToSend(_read: Reader, { scheduledAt, notBefore }: Wanted): When {
  return { scheduledAt, dueAt: Math.max(notBefore + undoMs, scheduledAt ?? 0) };
}
