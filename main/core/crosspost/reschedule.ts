/** Another time for a crosspost that has not begun to leave. */
import type { CrosspostId, PostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import { allFrom, timetableOf } from '../schedule/timetable.ts';
import { freeSlotOrThrow, undoMs } from '../schedule/when.ts';
import { sayYes } from './decide.ts';
import { accountOf, changing, move, note, voidApproval } from './moves.ts';
import { type GivenTime, withTime } from './time.ts';

/** A moment, the next slot that the account's rules leave free, or none: as soon as the rules allow. */
export type WantedTime = number | 'next_slot' | null;

/**
 * Gives a crosspost another time; one in the past is now. What was approved for another time is approved anew for this one, by
 * the person whose decision that is. Throws `too_late` once it has begun to leave, `no_free_slot`.
 */
export function setTime(core: Core, id: CrosspostId, wanted: WantedTime): PostId {
  const [at, zone] = [core.clock.now(), core.clock.timeZone()];
  return changing(core, [id], (write, crosspost) => {
    const account = accountOf(write, crosspost);
    const change = withTime(crosspost, account, timeFor(write, { crosspost, account, wanted, at, zone }));
    switch (crosspost.state) {
      case 'waiting':
      case 'held':
        move(write, crosspost, crosspost.state === 'held' ? 'hold' : 'ask', at, change);
        break;
      case 'approved':
        voidApproval(write, crosspost, 'withdraw_approval', 'rescheduled', at, change);
        break;
      case 'publishing':
      case 'unknown':
        throw new ExpectedFailure({ code: 'too_late' });
      default:
        throw new ExpectedFailure({ code: 'not_possible_now' });
    }
    note(write, at, 'crosspost_rescheduled', crosspost, { scheduledAt: change.scheduledAt ?? null });
    if (crosspost.state === 'approved') approveAgain(write, id, zone, at);
  });
}

interface Asked {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  readonly wanted: WantedTime;
  readonly at: number;
  readonly zone: string;
}

function timeFor(read: Reader, { crosspost, account, wanted, at, zone }: Asked): GivenTime | null {
  if (wanted === null) return null;
  if (wanted !== 'next_slot') return { at: Math.max(wanted, at), by: 'person' };
  const from = at + undoMs;
  const timetable = timetableOf(read, { account, zone, except: crosspost.id, from, counts: allFrom(from) });
  return { at: freeSlotOrThrow(timetable, from), by: 'rules' };
}

function approveAgain(write: Writer, id: CrosspostId, zone: string, at: number): void {
  const moved = write.crosspost(id);
  if (moved !== null) sayYes(write, moved, { by: 'person', notBefore: at, zone }, at);
}
