import { type Weekday, weekdays } from '../../contract/rules.ts';

/** The day that calendars of the locale begin a week with. Not every engine knows it; then it is Monday, as in ISO 8601. */
export function firstDayOf(locale: string): Weekday {
  const known = new Intl.Locale(locale) as { readonly getWeekInfo?: () => { readonly firstDay: number } };
  const first = known.getWeekInfo?.().firstDay;
  return weekdays.find((day) => day === first) ?? 1;
}
