/** What servers say about how much they still take, read from whichever headers they use. */
import type { Problem } from '../../../contract/errors.ts';

const secondsOf1990 = 631_152_000;

/**
 * When a used-up budget is filled again, in milliseconds since the epoch; null when the answer does not say that it is
 * used up. Mastodon gives X-RateLimit-Reset as an ISO time, Bluesky ratelimit-reset and X x-rate-limit-reset as epoch
 * seconds, others seconds from now.
 */
export function usedUpUntil(status: number, headers: Headers, nowMs: number): number | null {
  const remaining = first(headers, ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining']);
  const isUsedUp = status === 429 || (remaining !== null && Number(remaining) === 0);
  const waitMs = isUsedUp ? waitAsked(headers, nowMs) : null;
  return waitMs === null || waitMs <= 0 ? null : nowMs + waitMs;
}

/** How long the server asks to wait, in milliseconds; null when it does not say. */
export function waitAsked(headers: Headers, nowMs: number): number | null {
  const asked = first(headers, ['retry-after', 'x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset']);
  if (asked === null) return null;
  const seconds = Number(asked);
  if (asked.trim() !== '' && Number.isFinite(seconds)) {
    return Math.max(0, seconds > secondsOf1990 ? seconds * 1000 - nowMs : seconds * 1000);
  }
  const at = Date.parse(asked);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function first(headers: Headers, names: readonly string[]): string | null {
  return names.map((name) => headers.get(name)).find((value) => value !== null) ?? null;
}

export interface UsedUp extends Problem {
  readonly code: 'rate_limited';
  readonly until: number;
}
export interface Budgets {
  /** What the budget is used up by, or null when it has room. */
  readonly usedUp: (key: string) => UsedUp | null;
  /** Reads from an answer's headers whether its budget is used up. */
  readonly note: (key: string, response: Response) => void;
  /**
   * A refusal for too many calls that says when the network goes on: the same is not asked again before. A day's number of
   * posts is none: what ends it is often a guess, and the person may make room.
   */
  readonly keep: (key: string, problem: Problem) => void;
}

/** Remembers used-up budgets by host, account and kind of call; holds nothing for a budget that has room. */
export function budgets(now: () => number): Budgets {
  const kept = new Map<string, UsedUp>();
  return {
    usedUp: (key) => {
      const problem = kept.get(key);
      if (problem !== undefined && problem.until > now()) return problem;
      kept.delete(key);
      return null;
    },
    note: (key, response) => {
      const until = usedUpUntil(response.status, response.headers, now());
      if (until !== null) kept.set(key, { code: 'rate_limited', until });
    },
    keep: (key, { code, until, detail }) => {
      if (code !== 'rate_limited' || until === undefined || until <= now()) return;
      kept.set(key, { code, until, ...(detail !== undefined && { detail }) });
    },
  };
}
