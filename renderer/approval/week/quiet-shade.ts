/** The quiet hours of an account's own clock, as they fall into a week of this machine's. Pure. */
import { CalendarDateTime, fromDate, toZoned } from '@internationalized/date';
import type { AccountSchedule, QuietHours } from '../../../contract/rules.ts';
import { machineZone } from '../times/zone.ts';
import { dayMinutes, daysInWeek, endOf, placeIn, startOf, type Week } from './week.ts';

/** A shaded part of one day, in minutes since midnight. */
export interface Shade {
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

export function quietShades(
  week: Week,
  { quiet, timeZone }: Pick<AccountSchedule, 'quiet' | 'timeZone'>,
): readonly Shade[] {
  if (quiet === null) return [];
  return spansOf(week, quiet, timeZone ?? machineZone()).flatMap((span) => shadesOf(week, span));
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the day before: what began there may reach into the week. */
function spansOf(week: Week, { from, to }: QuietHours, zone: string): readonly Span[] {
  const first = fromDate(new Date(startOf(week)), zone);
  return Array.from({ length: daysInWeek + 3 }, (_, index) => {
    const day = first.add({ days: index - 1 });
    const wall = (days: number, minute: number): number => {
      const date = day.add({ days });
      const time = new CalendarDateTime(date.year, date.month, date.day, Math.floor(minute / 60), minute % 60);
      return toZoned(time, zone).toDate().getTime();
    };
    return { from: wall(0, from), to: wall(from < to ? 0 : 1, to) };
  });
}

function shadesOf(week: Week, { from, to }: Span): readonly Shade[] {
  return Array.from({ length: daysInWeek }, (_, day) => day).flatMap((day) => {
    const [start, next] = [week[day] ?? 0, week[day + 1] ?? endOf(week)];
    const [begins, ends] = [Math.max(from, start), Math.min(to, next)];
    if (begins >= ends) return [];
    const minute = (at: number): number => placeIn(week, at)?.minute ?? 0;
    return [{ day, from: minute(begins), to: ends === next ? dayMinutes : minute(ends) }];
  });
}
