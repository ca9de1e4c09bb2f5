/** What can befall a request, and what may be said of it. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { FaultEffect } from '../../main/rehearsal/faults.ts';

export interface FaultCase {
  readonly name: string;
  readonly effect: FaultEffect;
  /** What a call may say of it. Without a code it must go well. */
  readonly codes: readonly ErrorCode[];
  /** Whether it may also go well: a retry, or an answer that can be read all the same. */
  readonly mayPass: boolean;
}
const onTheWay = ['unreachable', 'transient'] as const;
/** A renewed token whose answer was lost is lost, where the old one was spent by it (X, TikTok, Bluesky). */
const spent = ['auth_expired', 'auth_revoked'] as const;
export const faultCases: readonly FaultCase[] = [
  { name: 'a slow answer', effect: { kind: 'latency', latencyMs: 20 }, codes: [], mayPass: true },
  { name: 'a line that breaks before', effect: { kind: 'dropBeforeAccept' }, codes: onTheWay, mayPass: true },
  {
    name: 'a line that breaks after',
    effect: { kind: 'dropAfterAccept' },
    codes: [...onTheWay, ...spent],
    mayPass: true,
  },
  {
    name: 'a rate limit',
    effect: { kind: 'status429', resetInMs: 60_000 },
    codes: ['rate_limited', 'quota_day'],
    mayPass: true,
  },
  { name: 'a 500', effect: { kind: 'status5xx', status: 500 }, codes: ['transient'], mayPass: true },
  { name: 'a 503', effect: { kind: 'status5xx', status: 503 }, codes: ['transient', 'unreachable'], mayPass: true },
  { name: 'a Wi-Fi’s page', effect: { kind: 'htmlInsteadOfJson' }, codes: ['bad_answer'], mayPass: true },
  { name: 'half a JSON', effect: { kind: 'malformedJson' }, codes: ['bad_answer', ...spent], mayPass: true },
  {
    name: 'an answer cut off',
    effect: { kind: 'truncated' },
    codes: [...onTheWay, 'bad_answer', ...spent],
    mayPass: true,
  },
  { name: 'a wrong content type', effect: { kind: 'wrongContentType' }, codes: ['bad_answer'], mayPass: true },
];

export function allowed({ codes }: FaultCase, more: readonly ErrorCode[] = []): readonly ErrorCode[] {
  return [...codes, ...more];
}
