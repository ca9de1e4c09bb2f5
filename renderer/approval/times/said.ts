/** What a card and a week say of times, as data: pure, so that it can be tested without a window. */
import type { AccountSchedule } from '../../../contract/rules.ts';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { isTimeWithin, minuteIn } from './zone.ts';

/** As main is asked: a moment, the next slot that the account's rules leave free, or as soon as they allow. */
export type WantedTime = number | 'next_slot' | null;

/** What must be known of a crosspost to give it another time. */
export type Timed = Pick<CrosspostView, 'id' | 'state' | 'scheduledAt' | 'scheduledBy' | 'dueAt'>;

export const timedOf = ({ id, state, isExact, scheduledBy, goesAt }: PlannedView): Timed => ({
  id,
  state,
  scheduledAt: isExact ? goesAt : null,
  scheduledBy,
  dueAt: state === 'approved' ? goesAt : null,
});

/** True while it is still to come: then its audience and its time stand together in the card's foot. */
export function isToCome({ state }: Pick<CrosspostView, 'state'>): boolean {
  return state === 'waiting' || state === 'held' || state === 'approved';
}

/** Whether its time can be another one: of what is approved only while nothing of it has left. */
export function canMove(crosspost: Pick<CrosspostView, 'state' | 'undoUntil'>): boolean {
  return isToCome(crosspost) && (crosspost.state !== 'approved' || crosspost.undoUntil !== null);
}

/**
 * What puts the old time back. Of what was approved it is the very moment: asking the rules again could give an earlier one
 * than was approved.
 */
export function timeBefore({ state, scheduledAt, scheduledBy, dueAt }: Timed): WantedTime {
  if (state === 'approved') return dueAt ?? scheduledAt;
  return scheduledBy === 'rules' ? 'next_slot' : scheduledAt;
}

/** The time of one that waits for a yes: now, in a slot (null: which one is not known yet), or at a chosen moment. */
export type SaidTime =
  | { readonly is: 'now' }
  | { readonly is: 'slot'; readonly at: number | null }
  | { readonly is: 'at'; readonly at: number };

interface Known {
  readonly timing: AccountSchedule['timing'];
  readonly nextSlot: number | null;
  readonly now: number;
}

export function saidTime(
  { scheduledAt, scheduledBy }: Pick<CrosspostView, 'scheduledAt' | 'scheduledBy'>,
  { timing, nextSlot, now }: Known,
): SaidTime {
  if (scheduledAt === null) return timing === 'next_slot' ? { is: 'slot', at: nextSlot } : { is: 'now' };
  if (scheduledBy === 'rules') return { is: 'slot', at: scheduledAt };
  return scheduledAt > now ? { is: 'at', at: scheduledAt } : { is: 'now' };
}

const minuteMs = 60_000;

/** When something approved goes: counted in seconds only while those are the ones in which the yes can be taken back. */
export type Going =
  | { readonly when: 'in'; readonly seconds: number }
  | { readonly when: 'at'; readonly at: number }
  | { readonly when: 'soon' };

export function goingOf({ undoUntil, dueAt }: Pick<CrosspostView, 'undoUntil' | 'dueAt'>, now: number): Going {
  if (dueAt !== null && dueAt > now + minuteMs) return { when: 'at', at: dueAt };
  const seconds = undoUntil === null ? 0 : Math.ceil((Math.min(undoUntil, dueAt ?? undoUntil) - now) / 1000);
  return seconds > 0 ? { when: 'in', seconds } : { when: 'soon' };
}

/** The rules of the person's own that put something off. None of them is a fault. */
export const ownRules = ['quiet_hours', 'spacing', 'daily_cap', 'budget_reached'] as const;
export type OwnRule = (typeof ownRules)[number];

export const ownRuleOf = (code: ErrorCode): OwnRule | null => ownRules.find((rule) => rule === code) ?? null;

/**
 * Which of the account's rules something approved waits for; null: none. What the approval itself put off carries no problem,
 * so it is read off the moment that the rules gave: the end of the quiet hours, the first of a day, else the distance.
 */
export function heldBy(
  { problem, scheduledAt, approvedBy, dueAt }: Pick<CrosspostView, 'problem' | 'scheduledAt' | 'approvedBy' | 'dueAt'>,
  { quiet, dailyCap, spacingMinutes, timeZone }: AccountSchedule,
  now: number,
): OwnRule | null {
  if (problem !== null) return ownRuleOf(problem.code);
  if (scheduledAt !== null || approvedBy !== 'person' || dueAt === null || dueAt <= now + minuteMs) return null;
  const minute = minuteIn(timeZone, dueAt);
  if (quiet !== null && minute === quiet.to) return 'quiet_hours';
  if (dailyCap !== null && minute === 0) return 'daily_cap';
  return spacingMinutes > 0 && !isTimeWithin(quiet, minute) ? 'spacing' : null;
}
