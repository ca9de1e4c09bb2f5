/**
 * Whether a crosspost that is due may begin now by its account's own rules. After a sleep, a refusal or a change of the rules
 * many can be due at once: each that may not go yet is given the next time that it may.
 */
import type { Verdict } from '../crosspost/guard.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord, TakenTime } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { earliestAllowed, lookAheadMs, obstacleAt, obstaclesAt, type Timetable } from './free.ts';
import { timetableOf, type TimetableOf } from './timetable.ts';

/** So long after its time a crosspost still counts as on time: its lane may have been busy with a large video. */
const lateAfterMs = 15 * 60_000;

interface Asked {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  /** The machine's time zone. */
  readonly zone: string;
  readonly now: number;
}

export function askSchedule(read: Reader, { crosspost, account, zone, now }: Asked): Verdict {
  if (hasBegun(read.attempts(crosspost.id))) return { kind: 'go' };
  const timetable = (counts: TimetableOf['counts']) =>
    timetableOf(read, { account, zone, except: crosspost.id, from: now, counts });
  return mayGoNow({ crosspost, now, gone: timetable(whatWent), all: timetable(whatWentAndComes(now)) });
}

/** What the network took of it already counts: the rest goes on without asking. */
function hasBegun(attempts: readonly AttemptRecord[]): boolean {
  return attempts.some(({ state }) => state !== 'refused' && state !== 'absent');
}

const whatWent = ({ state, at }: TakenTime): number | null => (state === 'approved' ? null : at);
/** Others that are due now as well are left out: whoever begins first is first. */
const whatWentAndComes =
  (now: number) =>
  ({ state, at }: TakenTime): number | null =>
    state === 'approved' && at <= now ? null : at;

export interface Turn {
  readonly crosspost: Pick<CrosspostRecord, 'dueAt' | 'scheduledAt' | 'scheduledBy'>;
  readonly now: number;
  /** With the times of what went to the account. */
  readonly gone: Timetable;
  /** With the times of what will go, too. */
  readonly all: Timetable;
}

/** Who is on time goes before who is late: what is late keeps its distance from what is still to come, too. Pure. */
export function mayGoNow({ crosspost, now, gone, all }: Turn): Verdict {
  const { dueAt, scheduledAt, scheduledBy } = crosspost;
  if (scheduledBy === 'rules' && scheduledAt !== null && scheduledAt > now)
    // A clock that ran ahead gave it this slot. What was approved is never sent at another time.
    return { kind: 'void', reason: 'rescheduled' };
  const chosen = scheduledBy === 'person' ? scheduledAt : null;
  if (chosen !== null && now - chosen <= lateAfterMs) return { kind: 'go' };
  const isLate = chosen !== null || now - (dueAt ?? now) > lateAfterMs;
  const quiet = chosen !== null && choseThisQuiet(all, chosen, now) ? null : all.quiet;
  const obstacle = obstacleAt({ ...(isLate ? all : gone), quiet }, now);
  if (obstacle === null) return { kind: 'go' };
  const until = earliestAllowed({ ...all, quiet }, now) ?? now + lookAheadMs;
  return { kind: 'wait', until, problem: { code: obstacle.code, until } };
}

/** Whether the time that the person chose lies in the very quiet hours that are now. */
function choseThisQuiet(timetable: Timetable, chosen: number, now: number): boolean {
  return obstaclesAt(timetable, chosen).some(({ code, until }) => code === 'quiet_hours' && until > now);
}
