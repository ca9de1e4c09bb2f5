/** Times that keep a distance from what else goes to an account. Pure but for the question. */

export interface Distance {
  readonly from: number;
  /** Nothing later than this. */
  readonly until: number;
  readonly spacingMs: number;
}

/** The first time with nothing else so near to it, or null. `latestBetween` answers what lies strictly between two times. */
export function freeTime(
  latestBetween: (after: number, before: number) => number | null,
  { from, until, spacingMs }: Distance,
): number | null {
  let time = from;
  while (time <= until) {
    const taken = latestBetween(time - spacingMs, time + spacingMs);
    if (taken === null) return time;
    time = taken + spacingMs;
  }
  return null;
}

/** Late copies are laid out over at most so long; what does not fit waits for the person. Less than a day, see `isDue`. */
export const longestSpreadMs = 23 * 60 * 60_000;
