/** What a route's mode lets go without a person's yes. Nothing that wants a look ever does. Pure. */
import type { ApprovedBy, Notice, VoidReason } from '../../../contract/model.ts';
import { longestDelayMinutes } from '../../../contract/rules.ts';
import type { ApprovalRecord, CrosspostRecord, RouteRecord } from '../ports/records.ts';
import { catchUpGraceMs, spacingOf } from './catch-up.ts';

/** How old a post may be when its copy is planned and still count as new: so often is its network asked. */
export function lateAfterMs(pollEveryMs: number): number {
  return catchUpGraceMs + pollEveryMs;
}

export interface Fresh {
  readonly state: CrosspostRecord['state'];
  readonly notices: readonly Notice[];
  /** Null: removed meanwhile. */
  readonly route: Pick<RouteRecord, 'mode' | 'paused' | 'rules'> | null;
  readonly isBaseline: boolean;
  /** How long ago the original was published. */
  readonly ageMs: number;
  /** From which age on the original counts as noticed late: after a gap. */
  readonly lateAfterMs: number;
}
export type ModeVerdict =
  /** It waits for the person. */
  | { readonly kind: 'ask' }
  | { readonly kind: 'skip' }
  /** `spacingMs`: so far from what else goes to the account, because more than one may come late; null: no such rule. */
  | {
      readonly kind: 'go';
      readonly by: Exclude<ApprovedBy, 'person'>;
      readonly delayMs: number;
      readonly spacingMs: number | null;
    };

const ask: ModeVerdict = { kind: 'ask' };

export function byMode({ state, notices, route, isBaseline, ageMs, lateAfterMs: late }: Fresh): ModeVerdict {
  if (route === null || route.paused || route.mode === 'review') return ask;
  if (state !== 'waiting' || isBaseline || wantsALook(notices)) return ask;
  const { delayMinutes, catchUp } = route.rules;
  const isLate = ageMs > late;
  if (isLate && (catchUp === 'ask' || catchUp === 'skip')) return { kind: catchUp };
  const spacingMs = isLate ? spacingOf(catchUp) : null;
  if (route.mode === 'hands_off') return { kind: 'go', by: 'hands_off', delayMs: 0, spacingMs };
  if (delayMinutes > longestDelayMinutes) return ask;
  return { kind: 'go', by: 'delayed', delayMs: delayMinutes * 60_000, spacingMs };
}

export function wantsALook(notices: readonly Notice[]): boolean {
  return notices.some(({ level }) => level !== 'info');
}

/** Why an approval that no person gave does not hold any more; null when it does, or when a person gave it. */
export function automaticEndsBecause(
  { approvedBy }: Pick<ApprovalRecord, 'approvedBy'>,
  { notices, publishKey }: Pick<CrosspostRecord, 'notices' | 'publishKey'>,
  route: Pick<RouteRecord, 'mode' | 'paused'> | null,
): VoidReason | null {
  if (approvedBy === 'person' || publishKey !== null) return null;
  if (wantsALook(notices)) return 'content_changed';
  return goesByItself(route) ? null : 'rules_changed';
}

/** Whether a route lets anything go without asking. */
export function goesByItself(route: Pick<RouteRecord, 'mode' | 'paused'> | null): boolean {
  return route !== null && !route.paused && route.mode !== 'review';
}
