/** A time that a person picks, before main is asked. Pure. */

const hourMs = 3_600_000;
const tenYearsMs = 10 * 366 * 24 * hourMs;

export type PickMistake = 'unread' | 'past' | 'far';

/** What is wrong with a picked moment; null: nothing. */
export function mistakeIn(at: number | null, now: number): PickMistake | null {
  if (at === null || Number.isNaN(at)) return 'unread';
  if (at <= now) return 'past';
  return at > now + tenYearsMs ? 'far' : null;
}

/** Where picking begins: at the time that it has, else at the next full hour that is not upon us already. */
export function firstPick(scheduledAt: number | null, now: number): number {
  if (scheduledAt !== null && scheduledAt > now) return scheduledAt;
  const hour = new Date(now + hourMs / 2);
  return hour.setHours(hour.getHours() + 1, 0, 0, 0);
}
