/** Whether time went on as it should between two looks: looks come at least once a minute, or something was in between. Pure. */

export interface Look {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds that only ever grow. */
  readonly uptime: number;
}
export type ClockStep =
  | 'steady'
  /** No look for minutes: the program stood still, or the machine slept and its uptime went on. */
  | 'stood_still'
  /** The time of day went farther than the uptime: the machine slept, or the clock was set. */
  | 'jumped_ahead'
  | 'went_back';

/** Corrections of a clock that the system makes by itself are smaller. */
const toleranceMs = 30_000;
const longestSilenceMs = 3 * 60_000;

export function clockStep(before: Look, after: Look): ClockStep {
  const passed = after.now - before.now;
  const drift = passed - (after.uptime - before.uptime);
  if (drift < -toleranceMs) return 'went_back';
  if (drift > toleranceMs) return 'jumped_ahead';
  return passed > longestSilenceMs ? 'stood_still' : 'steady';
}
