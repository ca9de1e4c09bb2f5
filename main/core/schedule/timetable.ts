/** An account's rules with what is taken there, read for a decision. */
import type { CrosspostId } from '../../../contract/model.ts';
import type { AccountRecord, TakenTime } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { calendarOf, zoneOf } from './calendar.ts';
import { lookAheadMs, type Timetable } from './free.ts';

const minuteMs = 60_000;
/** Longer than any day. */
const twoDaysMs = 48 * 60 * minuteMs;

export interface TimetableOf {
  readonly account: AccountRecord;
  /** The machine's zone, for an account that names none. */
  readonly zone: string;
  /** The crosspost that the question is about: its own time is no obstacle. */
  readonly except: CrosspostId | null;
  /** The first moment that is asked about. */
  readonly from: number;
  /** Which of the taken times count, and from when on. */
  readonly counts: (taken: TakenTime) => number | null;
}

export function timetableOf(read: Reader, { account, zone, except, from, counts }: TimetableOf): Timetable {
  const { slots, quiet, spacingMinutes, dailyCap, timeZone } = account.rules.schedule;
  const spacingMs = spacingMinutes * minuteMs;
  const span = { from: from - Math.max(spacingMs, twoDaysMs), to: from + lookAheadMs + Math.max(spacingMs, twoDaysMs) };
  const taken = read
    .takenTimes(account.id, span)
    .filter(({ id }) => id !== except)
    .flatMap((time) => counts(time) ?? [])
    .map(toTheMinute)
    .toSorted((left, right) => left - right);
  return { calendar: calendarOf(zoneOf(timeZone, zone)), slots, quiet, spacingMs, dailyCap, taken };
}

/** Schedules are kept to the minute: what went a few seconds after its time does not push what follows. */
const toTheMinute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;

/** For a time to come: what is overdue has yet to go, and takes up the first moment. */
export function allFrom(now: number): TimetableOf['counts'] {
  return ({ state, at }) => (state === 'approved' ? Math.max(at, now) : at);
}
