/** What becomes of a crosspost whose time went by while Crosstie was closed, asleep, offline or paused. Pure. */
import type { CatchUp } from '../../../contract/rules.ts';

/** What is so little late goes as if nothing had been. */
export const catchUpGraceMs = 10 * 60_000;

/** At least so long between two copies to one account that go late: a friend's pace, and a calm one. */
const lateSpacingMs = 60_000;
const spreadSpacingMs = 10 * 60_000;

export function spacingOf(policy: CatchUp): number {
  return policy === 'spread_out' ? spreadSpacingMs : lateSpacingMs;
}

export interface Missed {
  readonly dueAt: number;
  readonly now: number;
  /** Since when nothing could go to the account. */
  readonly unreachableSince: number;
  /** Its publish has begun: something of it may be out, and the rest goes on in any case. */
  readonly hasBegun: boolean;
  /** How often the network itself put it off: that is no gap of ours. */
  readonly putOff: number;
  /** The time of day was set meanwhile: nobody can say what went by. */
  readonly clockIsDoubtful: boolean;
}

/** `goes_on`: nothing was missed. A clock that cannot be believed neither skips nor sends anything: the person is asked. */
export function catchUp(policy: CatchUp, missed: Missed): CatchUp | 'goes_on' {
  const { dueAt, now, unreachableSince, hasBegun, putOff, clockIsDoubtful } = missed;
  if (hasBegun || putOff > 0 || now - Math.max(dueAt, unreachableSince) <= catchUpGraceMs) return 'goes_on';
  return clockIsDoubtful ? 'ask' : policy;
}
