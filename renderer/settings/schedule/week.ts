/** A week of slots and quiet hours, as words and as places on a day of 24 hours. Pure. */
import { type QuietHours, type Slot, type Weekday, weekdays } from '../../../contract/rules.ts';
import { firstDayOf } from '../../ui/week-start.ts';

export const dayMinutes = 24 * 60;

export interface WeekWords {
  readonly weekday: (day: Weekday) => string;
  readonly time: (minute: number) => string;
  readonly everyDay: string;
}

/** “Mon–Fri 18:30 · Sat 10:00”, the earliest in the week first; slots at the same time are one. */
export function slotSummary(slots: readonly Slot[], words: WeekWords): string {
  const daysAt = new Map<number, ReadonlySet<Weekday>>();
  for (const { minute, days } of slots) daysAt.set(minute, new Set([...(daysAt.get(minute) ?? []), ...days]));
  return [...daysAt]
    .map(([minute, days]) => ({ minute, days: weekdays.filter((day) => days.has(day)) }))
    .toSorted((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0) || a.minute - b.minute)
    .map(({ minute, days }) => `${daysSummary(days, words)} ${words.time(minute)}`)
    .join(' · ');
}

/** Three days or more in a row are from–to. */
function daysSummary(days: readonly Weekday[], { weekday, everyDay }: WeekWords): string {
  if (days.length === weekdays.length) return everyDay;
  const runs = days.reduce<readonly (readonly Weekday[])[]>((all, day) => {
    const last = all.at(-1);
    return last !== undefined && last.at(-1) === day - 1 ? [...all.slice(0, -1), [...last, day]] : [...all, [day]];
  }, []);
  return runs.flatMap((run) => (run.length > 2 ? [ends(run, weekday)] : run.map((day) => weekday(day)))).join(', ');
}

const ends = (run: readonly Weekday[], weekday: WeekWords['weekday']): string =>
  [run[0], run.at(-1)].flatMap((day) => (day === undefined ? [] : [weekday(day)])).join('–');

/** The quiet parts of one day, from and to in minutes: two where the quiet goes over midnight. */
export function quietParts(quiet: QuietHours | null): readonly QuietHours[] {
  if (quiet === null) return [];
  if (quiet.from < quiet.to) return [quiet];
  const parts = [
    { from: 0, to: quiet.to },
    { from: quiet.from, to: dayMinutes },
  ];
  return parts.filter(({ from, to }) => from < to);
}

export const isQuiet = (minute: number, quiet: QuietHours | null): boolean =>
  quietParts(quiet).some(({ from, to }) => from <= minute && minute < to);

/** The slots of a day, each time once. */
export const minutesOn = (day: Weekday, slots: readonly Slot[]): readonly number[] => [
  ...new Set(slots.filter(({ days }) => days.includes(day)).map(({ minute }) => minute)),
];

/** The days in the order in which calendars of the locale have them. */
export function weekOf(locale: string): readonly Weekday[] {
  const first = firstDayOf(locale);
  return [...weekdays.filter((day) => day >= first), ...weekdays.filter((day) => day < first)];
}
