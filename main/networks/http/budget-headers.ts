/** What servers say about how much they still take, read from whichever headers they use. Pure. */

const secondsOf1990 = 631_152_000;
/** Nothing is waited for longer: a later reset was written by a clock that is wrong, and the next answer says it anew. */
const longestMs = 24 * 60 * 60_000;

export interface Said {
  readonly most: number | null;
  readonly remaining: number;
  /** Milliseconds since the epoch. */
  readonly resetsAt: number;
  /** Spent by all calls of the account, whatever they ask. */
  readonly isShared: boolean;
}

/**
 * What an answer says of its budget; null when it says nothing that can be used. Mastodon gives X-RateLimit-Reset as an ISO
 * time, Bluesky ratelimit-reset and X x-rate-limit-reset as epoch seconds, others seconds from now; Meta says how many
 * percent are used. A 429 is used up, whatever else it says.
 */
export function saidIn(status: number, headers: Headers, nowMs: number): Said | null {
  const waitMs = waitAsked(headers, nowMs);
  const remaining = numberIn(headers, ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining']);
  if (waitMs !== null && waitMs > 0 && (status === 429 || remaining !== null)) {
    const most = numberIn(headers, ['x-ratelimit-limit', 'ratelimit-limit', 'x-rate-limit-limit']);
    const resetsAt = nowMs + Math.min(waitMs, longestMs);
    return { most, remaining: status === 429 ? 0 : Math.max(0, remaining ?? 0), resetsAt, isShared: false };
  }
  return metaUsage(headers, nowMs);
}

/** When a used-up budget is filled again; null when the answer does not say that it is used up. */
export function usedUpUntil(status: number, headers: Headers, nowMs: number): number | null {
  const said = saidIn(status, headers, nowMs);
  return said?.remaining === 0 ? said.resetsAt : null;
}

/** How long the server asks to wait, in milliseconds; null when it does not say. */
export function waitAsked(headers: Headers, nowMs: number): number | null {
  const asked = first(headers, ['retry-after', 'x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset']);
  if (asked === null) return null;
  const seconds = Number(asked);
  if (asked.trim() !== '' && Number.isFinite(seconds)) {
    return Math.max(0, Math.round(seconds > secondsOf1990 ? seconds * 1000 - nowMs : seconds * 1000));
  }
  const at = Date.parse(asked);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function first(headers: Headers, names: readonly string[]): string | null {
  return names.map((name) => headers.get(name)).find((value) => value !== null) ?? null;
}

function numberIn(headers: Headers, names: readonly string[]): number | null {
  const value = first(headers, names);
  const number = value === null || value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return null;
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Math.floor(number), Number.MAX_SAFE_INTEGER));
}

const percents = ['call_count', 'total_time', 'total_cputime'] as const;
/** From so many percent on nothing more is asked: the next call may be the one that is refused. */
const fullAtPercent = 98;
/** Meta counts over a sliding hour or day, so that what is used becomes less all the time: it is asked again then. */
const metaLookMs = 10 * 60_000;

/**
 * X-App-Usage is one object of percents; X-Business-Use-Case-Usage has a list of them for each business, and says in
 * minutes when access is regained: developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
function metaUsage(headers: Headers, nowMs: number): Said | null {
  const uses = ['x-app-usage', 'x-business-use-case-usage'].flatMap((name) => usesIn(headers.get(name)));
  if (uses.length === 0) return null;
  const worst = Math.max(...uses.flatMap((use) => percents.map((name) => numberOf(use[name]))));
  const regainMs = Math.max(...uses.map((use) => numberOf(use['estimated_time_to_regain_access']))) * 60_000;
  const isFull = worst >= fullAtPercent || regainMs > 0;
  const resetsAt = nowMs + Math.min(regainMs > 0 ? regainMs : metaLookMs, longestMs);
  return { most: 100, remaining: isFull ? 0 : Math.ceil(100 - worst), resetsAt, isShared: true };
}

type Usage = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Usage =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const numberOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;

/** Every object of percents in a header; none in one that cannot be read. */
function usesIn(header: string | null): readonly Usage[] {
  if (header === null) return [];
  try {
    const value: unknown = JSON.parse(header);
    if (!isObject(value)) return [];
    if (percents.some((name) => name in value)) return [value];
    return Object.values(value).flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  } catch {
    return [];
  }
}
