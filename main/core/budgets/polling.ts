/**
 * When an account may be looked at: polling never eats what publishing needs. Pure. The last quarter of a budget that both
 * spend is publishing's alone: of Mastodon's 300 calls that is 75, two posts of four pictures each that are looked after
 * while the server works on them. From the half on what is above the quarter is spread over the time until the reset.
 */
import type { SaidLimit } from '../ports/budgets.ts';

const reserveShare = 0.25;
/** A look reads a page or two, what the network takes, and fetches what is new. */
const callsOfALook = 4;

/** How many calls are publishing's alone. A budget of unknown size keeps one. */
export const reserveOf = ({ most }: Pick<SaidLimit, 'most'>): number => Math.ceil((most ?? 4) * reserveShare);

const isPolled = ({ spentBy, resetsAt }: SaidLimit, now: number): boolean => spentBy !== 'write' && resetsAt > now;

/** Until when not to look at all; null: now is fine. */
export function pollingPause(limits: readonly SaidLimit[], now: number): number | null {
  const over = limits.filter((limit) => isPolled(limit, now) && limit.remaining <= reserveOf(limit));
  return over.length === 0 ? null : Math.max(...over.map(({ resetsAt }) => resetsAt));
}

/** How long to leave between two looks: as usual, or longer while little is left. */
export function pollingInterval(limits: readonly SaidLimit[], usualMs: number, now: number): number {
  const spread = limits
    .filter((limit) => isPolled(limit, now))
    .map((limit) => {
      const looks = Math.floor((limit.remaining - reserveOf(limit)) / callsOfALook);
      const leftMs = limit.resetsAt - now;
      return looks <= 0 ? leftMs : Math.ceil(leftMs / looks);
    });
  return Math.max(usualMs, ...spread);
}
