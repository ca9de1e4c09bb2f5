/** Fixed windows of allowed calls, as Mastodon's and Bluesky's servers count them. */

export interface RateWindow {
  readonly limit: number;
  readonly windowMs: number;
}
export interface RateVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: number;
}
export type TakeCall = (key: string, window: RateWindow, points?: number) => RateVerdict;

/** Counts are kept in memory only: a restart forgives. */
export function createRateLimiter(now: () => number): TakeCall {
  const counts = new Map<string, { readonly used: number; readonly resetAt: number }>();
  return (key, window, points = 1) => {
    const current = counts.get(key);
    const open = current !== undefined && now() < current.resetAt ? current : null;
    const used = (open?.used ?? 0) + points;
    const resetAt = open?.resetAt ?? now() + window.windowMs;
    counts.set(key, { used, resetAt });
    return { allowed: used <= window.limit, limit: window.limit, remaining: Math.max(0, window.limit - used), resetAt };
  };
}
