/**
 * Days and wall clocks of a time zone. Everything that depends on the zone's rules is Temporal's work; what it said of a day
 * is kept for as long as the calendar lives, since a search for a free time asks for the same days again and again.
 */
import { Temporal } from 'temporal-polyfill';
import type { Weekday } from '../../../contract/rules.ts';

/** A calendar day. It may be shorter or longer than 24 hours, and where a zone crossed the date line empty. */
export interface Day {
  /** Days since the first of January 1970. */
  readonly number: number;
  readonly weekday: Weekday;
  /** The first moment of the day and of the next one, in milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  /** 24 hours without a change of the clocks: what the wall shows follows from the time since midnight. */
  readonly isPlain: boolean;
}
export interface Calendar {
  readonly dayAt: (at: number) => Day;
  /** The day so many days later; earlier when negative. */
  readonly dayAfter: (day: Day, days: number) => Day;
  /**
   * When the wall shows this minute since midnight. A time that the clocks leap over is the first moment after the leap; of
   * one that they show twice it is the one asked for.
   */
  readonly timeOn: (day: Day, minute: number, which: 'first' | 'last') => number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The account's own zone, else the machine's; a name that this machine does not know counts as not given. */
export function zoneOf(named: string | null, machines: string): string {
  return [named, machines].find((zone) => zone !== null && isKnown(zone)) ?? 'UTC';
}

function isKnown(zone: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

/** `zone` is one that this machine knows: see `zoneOf`. */
export function calendarOf(zone: string): Calendar {
  const starts = remembering((number) => dateOf(number).toZonedDateTime(zone));
  const days = remembering((number) => dayOf(number, starts(number), starts(number + 1)));
  return {
    dayAt: (at) => {
      // No zone is a whole day away from UTC.
      const utcDay = Math.floor(at / dayMs);
      const day = [utcDay, utcDay - 1, utcDay + 1].map(days).find(({ start, end }) => start <= at && at < end);
      if (day === undefined) throw new Error(`No day of ${zone} has the moment ${at}`);
      return day;
    },
    dayAfter: ({ number }, count) => days(number + count),
    timeOn: (day, minute, which) =>
      day.isPlain ? day.start + minute * minuteMs : onTheWall(dateOf(day.number), minute, which, zone),
  };
}

const epoch = Temporal.PlainDate.from('1970-01-01');
const dateOf = (number: number): Temporal.PlainDate => epoch.add({ days: number });

function dayOf(number: number, start: Temporal.ZonedDateTime, next: Temporal.ZonedDateTime): Day {
  const length = next.epochMilliseconds - start.epochMilliseconds;
  return {
    number,
    weekday: dateOf(number).dayOfWeek as Weekday,
    start: start.epochMilliseconds,
    end: next.epochMilliseconds,
    isPlain: length === dayMs && start.offsetNanoseconds === next.offsetNanoseconds,
  };
}

function onTheWall(date: Temporal.PlainDate, minute: number, which: 'first' | 'last', zone: string): number {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }));
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const isLeaptOver = !earlier.toPlainDateTime().equals(wall);
  if (isLeaptOver) return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds;
  const chosen = which === 'first' ? earlier : wall.toZonedDateTime(zone, { disambiguation: 'later' });
  return chosen.epochMilliseconds;
}

function remembering<Value>(make: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
