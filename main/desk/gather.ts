/** Gathers what comes in quick succession, to be told at once. */
import type { Clock } from '../core/ports/system.ts';

export interface Patience {
  /** Told when nothing more has come for so long … */
  readonly quietMs: number;
  /** … and no later than so long after the first. */
  readonly longestMs: number;
}

/** Answers a function to call with what has come; what is urgent is told within `quietMs`, with all that is there by then. */
export function gathering<Item>(
  clock: Clock,
  { quietMs, longestMs }: Patience,
  tell: (items: readonly Item[]) => void,
): (items: readonly Item[], isUrgent: boolean) => void {
  let gathered: ReadonlySet<Item> = new Set();
  let deadline = 0;
  let cancelTimer = (): void => {};
  const tellAll = (): void => {
    const items = [...gathered];
    gathered = new Set();
    tell(items);
  };
  return (items, isUrgent) => {
    const now = clock.uptime();
    if (gathered.size === 0) deadline = now + longestMs;
    if (isUrgent) deadline = Math.min(deadline, now + quietMs);
    gathered = new Set([...gathered, ...items]);
    cancelTimer();
    cancelTimer = clock.after(Math.min(quietMs, Math.max(0, deadline - now)), tellAll);
  };
}
