/** A time to come in few words. Times are milliseconds since the epoch, told by this machine's clock. */
import { clockTime, dayName, daysBack, timeWithDay } from '../../ui/format.ts';

/** “18:30” today, “tomorrow, 08:00”, “Sat 10:00” within the week, else with the date: “Sat 5 Dec, 10:00”. */
export function shortTime(at: number, now: number, locale: string): string {
  if (isThisWeek(at, now)) return `${weekday(at, 'short', locale)} ${clockTime(at, locale)}`;
  if (Math.abs(daysBack(at, now)) <= 1) return timeWithDay(at, now, locale);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : ({ year: 'numeric' } as const);
  const day = { weekday: 'short', day: 'numeric', month: 'short', ...year } as const;
  return `${new Intl.DateTimeFormat(locale, day).format(at)}, ${clockTime(at, locale)}`;
}

/** For a sentence: “today, 18:30”, “Saturday, 10:00”. */
export function longTime(at: number, now: number, locale: string): string {
  const day = isThisWeek(at, now) ? weekday(at, 'long', locale) : dayName(at, now, locale);
  return `${day}, ${clockTime(at, locale)}`;
}

/** “Saturday, 28 November, 10:00”: for those who hear it out of its place in a week. */
export function fullTime(at: number, locale: string): string {
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  return `${day}, ${clockTime(at, locale)}`;
}

/** What the wall of another zone shows then: “Sat 03:00”. */
export function timeInZone(at: number, zone: string, locale: string): string {
  const options = { weekday: 'short', hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale, options).format(at);
}

/** Two to six days ahead a weekday alone says which. */
function isThisWeek(at: number, now: number): boolean {
  const ahead = -daysBack(at, now);
  return ahead >= 2 && ahead <= 6;
}

const weekday = (at: number, length: 'short' | 'long', locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: length }).format(at);
