/** What servers say about how much they still take, read from whichever headers they use. */

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

/** Remembers used-up budgets by host, account and kind of call; holds nothing for a budget that has room. */
export function budgets(now: () => number) {
  const until = new Map<string, number>();
  return {
    /** When the budget has room again, or null when it has now. */
    blockedUntil: (key: string): number | null => {
      const at = until.get(key) ?? 0;
      if (at > now()) return at;
      until.delete(key);
      return null;
    },
    note: (key: string, response: Response): void => {
      const at = usedUpUntil(response.status, response.headers, now());
      if (at !== null) until.set(key, at);
    },
  };
}
