import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from 'react-aria-components';
import {
  byteSize,
  clipLength,
  clockTime,
  dayName,
  hourOfDay,
  longSpan,
  priceNumber,
  relativeTime,
  timeOfDay,
  timeWithDay,
  weekdayName,
} from './format.ts';

/** The formatters of `format.ts`, bound to the window's locale. */
export function useFormat() {
  const { locale } = useLocale();
  const { t } = useTranslation();
  return useMemo(
    () => ({
      relative: (at: number, now: number) =>
        Math.abs(at - now) < 60_000 ? t('words.justNow') : relativeTime(at, now, locale),
      day: (at: number, now: number) => dayName(at, now, locale),
      timeWithDay: (at: number, now: number) => timeWithDay(at, now, locale),
      clock: (at: number) => clockTime(at, locale),
      date: (at: number) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at),
      time: (minute: number) => timeOfDay(minute, locale),
      hour: (hour: number) => hourOfDay(hour, locale),
      weekday: (day: number) => weekdayName(day, locale),
      clip: clipLength,
      price: (amount: number) => priceNumber(amount, locale),
      span: (ms: number) => longSpan(ms, locale),
      bytes: (size: number) => byteSize(size, locale),
      number: (value: number) => new Intl.NumberFormat(locale).format(value),
    }),
    [locale, t],
  );
}
