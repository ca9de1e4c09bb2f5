/** Sliding windows: at most N in any stretch of W. Pure; the rooms that count and the core share it. */
import type { SlidingWindow, Use } from './budgets.ts';

/**
 * The first moment, `now` or later, at which `amount` more may be used: `now` when there is room. What asks for more than
 * the window ever holds goes when the window is empty. A use from the future was written by a clock that ran ahead, and
 * counts as made just now.
 */
export function roomAt(uses: readonly Use[], { most, windowMs }: SlidingWindow, amount: number, now: number): number {
  const counted = uses
    .map((use) => ({ ...use, at: Math.min(use.at, now) }))
    .filter(({ at }) => at > now - windowMs)
    .toSorted((one, other) => one.at - other.at);
  let left = most - Math.min(amount, most) - counted.reduce((sum, use) => sum + use.amount, 0);
  if (left >= 0) return now;
  for (const use of counted) {
    left += use.amount;
    if (left >= 0) return use.at + windowMs;
  }
  return now;
}
