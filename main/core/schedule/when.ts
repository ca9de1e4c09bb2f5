/** When an approved crosspost goes. */
import type { TimeGiver } from '../../../contract/times.ts';
import { ExpectedFailure } from '../core.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { earliestAllowed, lookAheadMs, nextFreeSlot, slotObstacleAt, type Timetable } from './free.ts';
import { allFrom, timetableOf } from './timetable.ts';

/** How long an approval can be taken back before the first byte leaves. */
export const undoMs = 10_000;

export interface Wanted {
  readonly account: AccountRecord;
  readonly crosspost: Pick<CrosspostRecord, 'id' | 'scheduledAt' | 'scheduledBy'>;
  /** The first moment that it may go: the approval's, and what a route's mode adds to it. */
  readonly notBefore: number;
  /** The machine's time zone. */
  readonly zone: string;
}
export interface When {
  /** The time that it is approved for; null: as soon as the account's rules allow. */
  readonly scheduledAt: number | null;
  readonly scheduledBy: TimeGiver | null;
  readonly dueAt: number;
}

/**
 * A time that the person chose is kept to the minute, whatever the rules say: they are the person's own. A time that the
 * rules give keeps to all of them. Throws `no_free_slot`.
 */
export function whenToSend(read: Reader, wanted: Wanted): When {
  const { account, crosspost, notBefore, zone } = wanted;
  const { scheduledAt, scheduledBy } = crosspost;
  const from = notBefore + undoMs;
  if (scheduledAt !== null && scheduledBy !== 'rules')
    return { scheduledAt, scheduledBy: 'person', dueAt: Math.max(from, scheduledAt) };
  const timetable = timetableOf(read, { account, zone, except: crosspost.id, from, counts: allFrom(from) });
  if (scheduledAt !== null || account.rules.schedule.timing === 'next_slot')
    return inSlot(slotFor(timetable, scheduledAt, from));
  // Beyond what is looked ahead the guard asks again then.
  return { scheduledAt: null, scheduledBy: null, dueAt: earliestAllowed(timetable, from) ?? from + lookAheadMs };
}

/** The slot that the rules gave before, while it is still free; else the next one that is. */
function slotFor(timetable: Timetable, given: number | null, from: number): number {
  if (given !== null && given >= from && slotObstacleAt(timetable, given) === null) return given;
  return freeSlotOrThrow(timetable, from);
}

/** Throws `no_free_slot`. */
export function freeSlotOrThrow(timetable: Timetable, from: number): number {
  const slot = nextFreeSlot(timetable, from);
  if (slot === null) throw new ExpectedFailure({ code: 'no_free_slot' });
  return slot;
}

const inSlot = (slot: number): When => ({ scheduledAt: slot, scheduledBy: 'rules', dueAt: slot });
