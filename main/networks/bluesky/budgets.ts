/**
 * What a server of the AT Protocol takes: docs.bsky.app/docs/advanced-guides/rate-limits. Its headers say what is left, of
 * the address that calls come from and of the account's writes, which are points: 3 for a post, 5000 in an hour.
 */
import type { SlidingWindow } from '../../core/ports/budgets.ts';
import type { NetworkBudgets } from '../network.ts';

const pointsOfAPost = 3;
const hourMs = 60 * 60_000;

export const budgets: NetworkBudgets = {
  publishing: [
    { kind: 'post', most: Math.floor(5_000 / pointsOfAPost), windowMs: hourMs },
    { kind: 'post', most: Math.floor(35_000 / pointsOfAPost), windowMs: 24 * hourMs },
  ],
};

/** Sign-ins with an app password: 30 in five minutes and 300 in a day, for an account across all of its programs. */
export const sessionLimits = { inFiveMinutes: 30, inADay: 300 } as const;
/** Crosstie's part of them: a third, for the person's other programs sign in to the same account. */
const share = 1 / 3;

export const sessionWindows: readonly SlidingWindow[] = [
  { most: sessionLimits.inFiveMinutes * share, windowMs: 5 * 60_000 },
  { most: sessionLimits.inADay * share, windowMs: 24 * hourMs },
];
/** When the server says that so few are left, the others are at it. */
export const sessionsForOthers = sessionLimits.inFiveMinutes * share;
