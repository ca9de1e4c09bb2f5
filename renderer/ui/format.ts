/** Dates, times and sizes as a person reads them, in the window's locale. Times are milliseconds since the epoch. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long ago, or how long until, in the one unit that says enough: “2 minutes ago”, “in 3 hours”. */
export function relativeTime(at: number, now: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < minuteMs) return words.format(0, 'second');
  if (size < hourMs) return words.format(Math.trunc(distance / minuteMs), 'minute');
  if (size < dayMs) return words.format(Math.trunc(distance / hourMs), 'hour');
  return words.format(Math.trunc(distance / dayMs), 'day');
}

/** Days from `now` back to `at` by the calendar: 0 today, 1 yesterday, whatever the hours and clock changes between. */
export function daysBack(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(now) - midnight(at)) / dayMs);
}

/** “today”, “yesterday”, else the date, with its year when it is not this one. */
export function dayName(at: number, now: number, locale: string): string {
  const back = daysBack(at, now);
  if (back >= -1 && back <= 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-back, 'day');
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', ...year }).format(at);
}

/** “09:12” on the day itself, else the day before it: “tomorrow, 08:00”. */
export function timeWithDay(at: number, now: number, locale: string): string {
  const time = clockTime(at, locale);
  return daysBack(at, now) === 0 ? time : `${dayName(at, now, locale)}, ${time}`;
}

export function clockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
}

const byteUnits = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;

/** “1.4 MB”, in steps of a thousand as file managers count. */
export function byteSize(bytes: number, locale: string): string {
  const [unit, step] = byteUnits.find(([, size]) => bytes >= size) ?? (['byte', 1] as const);
  const digits = unit === 'megabyte' || unit === 'gigabyte' ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
  }).format(bytes / step);
}

/** “26 hours”, “3 Tage”: a length of time that is not short; in days from two of them on. */
export function longSpan(ms: number, locale: string): string {
  const [unit, step] = ms < 2 * dayMs ? (['hour', 3_600_000] as const) : (['day', dayMs] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(ms / step));
}

/** “0.205”, “0,02”: a price as the locale writes it, to the tenth of a cent where it has one. */
export function priceNumber(amount: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 3 }).format(amount);
}

/** “0:42”, “1:02:03”, as players show it; a started second counts. */
export function clipLength(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, '0')}:${tail}`;
}

/** “18:30”, “6:30 PM”: a time of day, given in minutes since midnight. */
export function timeOfDay(minute: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(minute * minuteMs);
}

/** “18”, “6 PM”, “18 Uhr”: an hour of the day. */
export function hourOfDay(hour: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }).format(hour * hourMs);
}

/** “Mon”; ISO 8601: Monday is 1. */
export function weekdayName(day: number, locale: string): string {
  // The fifth of January 1970 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format((3 + day) * dayMs);
}
