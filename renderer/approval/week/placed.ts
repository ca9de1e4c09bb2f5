/** Chips in their places. Pure. */
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { daysInWeek, type Lane, lanesOf, placeIn, type Week, type WeekPlace } from './week.ts';

/** As long as a chip is high. */
export const chipMinutes = 45;

export interface Placed extends WeekPlace, Lane {
  readonly planned: PlannedView;
}

/** What is in the week, day by day; side by side where it would cover itself. */
export function placedIn(week: Week, chips: readonly PlannedView[]): readonly Placed[] {
  const all = chips
    .flatMap((planned) => {
      const place = placeIn(week, planned.goesAt);
      return place === null ? [] : [{ planned, ...place }];
    })
    .toSorted((left, right) => left.day - right.day || left.minute - right.minute);
  return Array.from({ length: daysInWeek }, (_, day) => all.filter((chip) => chip.day === day)).flatMap((ofDay) => {
    const lanes = lanesOf(
      ofDay.map(({ minute }) => minute),
      chipMinutes,
    );
    return ofDay.map((chip, index) => ({ ...chip, ...(lanes[index] ?? { lane: 0, of: 1 }) }));
  });
}
