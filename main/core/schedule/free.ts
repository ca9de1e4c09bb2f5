/** Which times an account's rules leave free. Pure. */
import type { QuietHours, Slot } from '../../../contract/rules.ts';
import type { Calendar, Day } from './calendar.ts';

/** An account's rules in its time zone, and the times that are taken there already. */
export interface Timetable {
  readonly calendar: Calendar;
  readonly slots: readonly Slot[];
  readonly quiet: QuietHours | null;
  readonly spacingMs: number;
  readonly dailyCap: number | null;
  /** When other crossposts go to the account or went there, the earliest first. */
  readonly taken: readonly number[];
}

/** A rule that keeps a moment from being used, and the first moment that this rule leaves free again. */
export interface Obstacle {
  readonly code: 'quiet_hours' | 'spacing' | 'daily_cap';
  readonly until: number;
}

/** So far ahead a free time is looked for: a full year of slots. */
export const lookAheadDays = 366;
export const lookAheadMs = lookAheadDays * 24 * 60 * 60_000;

/** All rules that this moment breaks. */
export function obstaclesAt(timetable: Timetable, at: number): readonly Obstacle[] {
  return [quietAt(timetable, at), tooCloseAt(timetable, at), fullAt(timetable, at)].filter((found) => found !== null);
}

/** The rule that keeps this moment the longest; null when it is free. */
export function obstacleAt(timetable: Timetable, at: number): Obstacle | null {
  return obstaclesAt(timetable, at).toSorted((left, right) => right.until - left.until)[0] ?? null;
}

/** The first moment from `from` on that no rule forbids; null when there is none as far as is looked ahead. */
export function earliestAllowed(timetable: Timetable, from: number): number | null {
  let at = from;
  while (at <= from + lookAheadMs) {
    const obstacle = obstacleAt(timetable, at);
    if (obstacle === null) return at;
    at = obstacle.until;
  }
  return null;
}

const minuteMs = 60_000;

/** As `obstacleAt`, for a slot: it holds one crosspost even where no spacing is asked for. */
export function slotObstacleAt(timetable: Timetable, at: number): Obstacle | null {
  return obstacleAt({ ...timetable, spacingMs: Math.max(timetable.spacingMs, minuteMs) }, at);
}

/** The slots from `from` on that are free, each by itself; the earliest first, as far as is looked ahead. */
export function* freeSlots(timetable: Timetable, from: number): Generator<number, void> {
  let freeFrom = from;
  for (const slot of slotsFrom(timetable, from)) {
    if (slot < freeFrom) continue;
    const obstacle = slotObstacleAt(timetable, slot);
    if (obstacle === null) yield slot;
    else freeFrom = obstacle.until;
  }
}

export function nextFreeSlot(timetable: Timetable, from: number): number | null {
  return freeSlots(timetable, from).next().value ?? null;
}

/**
 * Every slot from `from` on, taken or not; a slot within the quiet hours is none. One that the clocks leap over happens right
 * after the leap, and two at once are one.
 */
export function* slotsFrom({ calendar, slots: all, quiet }: Timetable, from: number): Generator<number, void> {
  const slots = all.filter(({ minute }) => quiet === null || !isWithin(quiet, minute));
  let last = from - 1;
  // The day before, too: what was leapt over at its end happens today.
  const first = calendar.dayAfter(calendar.dayAt(from), -1);
  for (let count = 0; slots.length > 0 && count <= lookAheadDays + 1; count += 1) {
    const day = calendar.dayAfter(first, count);
    for (const minute of minutesOn(day, slots)) {
      const at = calendar.timeOn(day, minute, 'first');
      if (at <= last) continue;
      last = at;
      yield at;
    }
  }
}

function minutesOn({ weekday }: Day, slots: readonly Slot[]): readonly number[] {
  return slots
    .filter(({ days }) => days.includes(weekday))
    .map(({ minute }) => minute)
    .toSorted((left, right) => left - right);
}

function isWithin({ from, to }: QuietHours, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * Quiet hours begin when the wall first shows their beginning and end when it shows their end for the last time: where an
 * hour happens twice they are longer, never shorter.
 */
function quietAt({ calendar, quiet }: Timetable, at: number): Obstacle | null {
  if (quiet === null) return null;
  const today = calendar.dayAt(at);
  const nights = quiet.to > quiet.from ? 0 : 1;
  const ends = [calendar.dayAfter(today, -1), today].flatMap((day) => {
    const start = calendar.timeOn(day, quiet.from, 'first');
    const end = calendar.timeOn(calendar.dayAfter(day, nights), quiet.to, 'last');
    return start <= at && at < end ? [end] : [];
  });
  return ends.length === 0 ? null : { code: 'quiet_hours', until: Math.max(...ends) };
}

function tooCloseAt({ spacingMs, taken }: Timetable, at: number): Obstacle | null {
  const neighbour = taken[countBefore(taken, at + spacingMs) - 1];
  const until = (neighbour ?? Number.NEGATIVE_INFINITY) + spacingMs;
  return until > at ? { code: 'spacing', until } : null;
}

function fullAt({ calendar, dailyCap, taken }: Timetable, at: number): Obstacle | null {
  if (dailyCap === null) return null;
  const { start, end } = calendar.dayAt(at);
  const count = countBefore(taken, end) - countBefore(taken, start);
  return count >= dailyCap ? { code: 'daily_cap', until: end } : null;
}

/** How many of these ascending times are before `at`. */
function countBefore(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((times[middle] ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
