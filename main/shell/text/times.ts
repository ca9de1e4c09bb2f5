import type { Language } from '../../../contract/views.ts';

/** Times in words, in the machine's time zone. All in milliseconds since the epoch. */
export interface Times {
  /** `18:30` today, `Tue 18:30` within a week, else with the date. */
  readonly at: (at: number, now: number) => string;
  /** `2 minutes ago`; less than a minute is the catalogue's own word. */
  readonly ago: (at: number, now: number) => string;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

export function timesIn(language: Language, justNow: string): Times {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = (options: Intl.DateTimeFormatOptions, at: number): string =>
    new Intl.DateTimeFormat(language, { ...clock, ...options }).format(at);
  const relative = new Intl.RelativeTimeFormat(language);
  return {
    at: (at, now) => {
      if (new Date(at).toDateString() === new Date(now).toDateString()) return format({}, at);
      if (Math.abs(at - now) < 6 * dayMs) return format({ weekday: 'short' }, at);
      return format({ day: 'numeric', month: 'short' }, at);
    },
    ago: (at, now) => {
      const minutes = Math.floor((now - at) / minuteMs);
      if (minutes < 1) return justNow;
      if (minutes < 60) return relative.format(-minutes, 'minute');
      if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), 'hour');
      return relative.format(-Math.floor(minutes / (24 * 60)), 'day');
    },
  };
}

/** Picks the word for a count by the language's own rule, and puts the count where `#` is. */
export function countedIn(language: Language) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count: number, words: { readonly one: string; readonly other: string }): string =>
    (rules.select(count) === 'one' ? words.one : words.other).replace('#', numbers.format(count));
}
