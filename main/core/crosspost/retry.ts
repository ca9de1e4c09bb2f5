/** When a refusal passes by itself, and when to try again. Pure. */
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import type { CrosspostRecord } from '../ports/records.ts';

/** Refusals that pass: the request was certainly not taken, and time heals it. */
const passing: readonly ErrorCode[] = ['rate_limited', 'quota_day', 'unreachable', 'transient', 'not_ready', 'timeout'];
const firstDelayMs = 15_000;
const longestDelayMs = 30 * 60_000;
/** About two days of half-hours: after that the person is told instead. */
const mostPutOffs = 100;
/** What a Wi-Fi's sign-in page does to every answer, or a server for good: about an hour and a half will tell. */
const perhapsPassing: readonly ErrorCode[] = ['bad_answer', 'redirected_away'];
const mostDoubtfulPutOffs = 10;

/** Nothing is put off for longer than this. */
export const longestPauseMs = 24 * 60 * 60_000;

/**
 * Whether a time has come. One that is farther away than anything is ever put off was written by a clock that ran ahead
 * and has been put right: it has come too, or it would not for years.
 */
export function isDue(dueAt: number | null, now: number, longestMs = longestPauseMs): boolean {
  return dueAt !== null && (dueAt <= now || dueAt > now + longestMs);
}

/**
 * As `isDue`, for a crosspost, whose rules or whose person may have given it any time. It was written by a clock that ran
 * ahead when it says that it changed more than a day from now. A time that a person chose stays what they chose.
 */
export function isCrosspostDue({ dueAt, scheduledAt, scheduledBy, changedAt }: CrosspostTimes, now: number): boolean {
  if (dueAt === null) return false;
  const isAsChosen = scheduledBy === 'person' && dueAt <= (scheduledAt ?? 0) + longestPauseMs;
  return dueAt <= now || (changedAt > now + longestPauseMs && !isAsChosen);
}
type CrosspostTimes = Pick<CrosspostRecord, 'dueAt' | 'scheduledAt' | 'scheduledBy' | 'changedAt'>;

/** Whether what stands in the way goes by itself. */
export const passes = ({ code }: Problem): boolean => passing.includes(code);

/** When to go on with a crosspost after a refusal; null when the refusal is final. `random` in [0, 1) spreads them out. */
export function putOffUntil(problem: Problem, times: number, now: number, random: number): number | null {
  const most = passes(problem) ? mostPutOffs : mostDoubtfulPutOffs;
  if (![...passing, ...perhapsPassing].includes(problem.code) || times >= most) return null;
  return Math.min(Math.max(problem.until ?? 0, now + backoffMs(times, random)), now + longestPauseMs);
}

/** Exponential, with up to a quarter of jitter: 15 s, 30 s, … 30 min. Whole milliseconds, which is what can be stored. */
export function backoffMs(times: number, random: number): number {
  return Math.round(Math.min(firstDelayMs * 2 ** Math.min(times, 20), longestDelayMs) * (1 + random / 4));
}
