import { useLocale } from 'react-aria-components';
import { daysInWeek, placeIn, type Week } from './week.ts';

/** The heads of the columns; today is marked. */
export function WeekDays({ week, now }: { readonly week: Week; readonly now: number }) {
  const { locale } = useLocale();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const number = new Intl.DateTimeFormat(locale, { day: 'numeric' });
  const today = placeIn(week, now)?.day;
  return (
    <ol className="week-days">
      {week.slice(0, daysInWeek).map((start, day) => (
        <li key={start} className="week-head" {...(day === today && { 'aria-current': 'date' as const })}>
          <span className="week-head-day">{weekday.format(start)}</span>
          <span className="week-head-number">
            {number.formatToParts(start).find(({ type }) => type === 'day')?.value}
          </span>
        </li>
      ))}
    </ol>
  );
}
