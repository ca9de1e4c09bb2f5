/**
 * A week on the wall of this machine: which day and minute a moment is, and which moment a day and minute are. Days may be 23
 * or 25 hours long; the rows of a week are the hours of its wall. Pure; times are milliseconds since the epoch.
 */
import type { Weekday } from '../../../contract/rules.ts';

export const dayMinutes = 24 * 60;
export const daysInWeek = 7;
/** Where a chip that is dragged comes to rest. */
export const snapMinutes = 5;

/** The beginnings of its seven days, and of the day after. */
export type Week = readonly number[];

export interface WeekPlace {
  /** 0 is the first day of the week. */
  readonly day: number;
  /** Since midnight on the wall. */
  readonly minute: number;
}

/** The week that a moment is in, beginning on that weekday (ISO 8601: Monday is 1). */
export function weekAround(at: number, firstDay: Weekday): Week {
  const date = new Date(at);
  const back = (date.getDay() - firstDay + daysInWeek) % daysInWeek;
  return Array.from({ length: daysInWeek + 1 }, (_, index) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() - back + index).getTime(),
  );
}

export const startOf = (week: Week): number => week[0] ?? 0;
export const endOf = (week: Week): number => week[daysInWeek] ?? 0;

/** Null for a moment outside the week. */
export function placeIn(week: Week, at: number): WeekPlace | null {
  const day = week.findLastIndex((start) => start <= at);
  if (day < 0 || day >= daysInWeek) return null;
  return { day, minute: minuteOf(at) };
}

/** As `placeIn`; of a moment outside the week on its first or last day. */
export function nearestPlace(week: Week, at: number): WeekPlace {
  return placeIn(week, at) ?? { day: at < startOf(week) ? 0 : daysInWeek - 1, minute: minuteOf(at) };
}

function minuteOf(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** The moment of a place. What the clocks leap over is as much later; of what they show twice it is the first. */
export function momentAt(week: Week, { day, minute }: WeekPlace): number {
  const date = new Date(week[day] ?? startOf(week));
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 0, minute).getTime();
}

/** The place nearest to a point of the week, given as shares of its breadth and height. */
export function placeAt(across: number, down: number): WeekPlace {
  const snapped = Math.round((down * dayMinutes) / snapMinutes) * snapMinutes;
  return {
    day: clamp(Math.floor(across * daysInWeek), daysInWeek - 1),
    minute: clamp(snapped, dayMinutes - snapMinutes),
  };
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

export interface Step {
  readonly days: number;
  readonly minutes: number;
}

/** A step by days keeps what the wall shows; a step by minutes is that long. */
export function stepped(at: number, { days, minutes }: Step): number {
  const date = new Date(at);
  date.setDate(date.getDate() + days);
  return date.getTime() + minutes * 60_000;
}

/** Where a chip stands beside others that would cover it. */
export interface Lane {
  readonly lane: number;
  readonly of: number;
}

/** Side by side what is less than `length` apart. `minutes` are of one day, ascending. */
export function lanesOf(minutes: readonly number[], length: number): readonly Lane[] {
  return clustersOf(minutes, length).flatMap((cluster) => {
    const ends: number[] = [];
    const lanes = cluster.map((minute) => {
      const free = ends.findIndex((end) => end <= minute);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = minute + length;
      return lane;
    });
    return lanes.map((lane) => ({ lane, of: ends.length }));
  });
}

/** Runs in which each is less than `length` after the one before. */
function clustersOf(minutes: readonly number[], length: number): readonly (readonly number[])[] {
  return minutes.reduce<readonly (readonly number[])[]>((clusters, minute) => {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last === undefined || before === undefined || minute >= before + length) return [...clusters, [minute]];
    return [...clusters.slice(0, -1), [...last, minute]];
  }, []);
}
