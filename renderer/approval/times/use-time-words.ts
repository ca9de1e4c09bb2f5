import { useMemo } from 'react';
import { useLocale } from 'react-aria-components';
import { fullTime, longTime, shortTime, timeInZone } from './time-words.ts';

/** The sayings of `time-words.ts`, bound to the window's locale. */
export function useTimeWords() {
  const { locale } = useLocale();
  return useMemo(
    () => ({
      short: (at: number, now: number) => shortTime(at, now, locale),
      long: (at: number, now: number) => longTime(at, now, locale),
      full: (at: number) => fullTime(at, locale),
      inZone: (at: number, zone: string) => timeInZone(at, zone, locale),
    }),
    [locale],
  );
}
