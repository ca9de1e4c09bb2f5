/** Who gave a crosspost its time: the person, or the rules of its account, which may give it another. */
export const timeGivers = ['person', 'rules'] as const;
export type TimeGiver = (typeof timeGivers)[number];

/** The next day at eight in the morning, local time: when “until tomorrow” ends. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(8, 0, 0, 0);
}
