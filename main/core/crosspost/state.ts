/** The life of a crosspost. `next` is the only place that decides which state follows. */
import { assertNever } from '../../../contract/errors.ts';
import type { CrosspostState } from '../../../contract/model.ts';

export const crosspostEvents = [
  /** A rule stops it. */
  'hold',
  /** Nothing stops it any more: ask the person. */
  'ask',
  'approve',
  /** The yes is taken back, or no longer fits what would be sent. */
  'withdraw_approval',
  'skip',
  'restore',
  /** The first byte may leave now. */
  'begin',
  /** A refusal that passes (offline, rate limit): go on later with the same approval. */
  'put_off',
  'accepted',
  /** A part of a thread was found at the network; the parts after it are still to come. */
  'part_found',
  'refused',
  /** It cannot be known whether the network took the post. */
  'lose_track',
  'found',
  /** The network certainly does not have it. */
  'absent',
  'try_again',
  /** The person published it themselves, in the network's own app. */
  'finish_by_hand',
  /** A copy is taken back at the network, or what is out of one that failed half way. */
  'withdraw',
  /** A published copy is to say something new, or does. */
  'revise',
] as const;
export type CrosspostEvent = (typeof crosspostEvents)[number];

type Row = Partial<Record<CrosspostEvent, CrosspostState>>;
const table: Readonly<Record<CrosspostState, Row>> = {
  held: { hold: 'held', ask: 'waiting', skip: 'skipped', finish_by_hand: 'published' },
  waiting: { hold: 'held', ask: 'waiting', approve: 'approved', skip: 'skipped', finish_by_hand: 'published' },
  // Refused before it goes on: parts of it are out, and the rest may not follow.
  approved: { withdraw_approval: 'waiting', hold: 'held', skip: 'skipped', begin: 'publishing', refused: 'failed' },
  publishing: { put_off: 'approved', accepted: 'published', refused: 'failed', lose_track: 'unknown' },
  published: { withdraw: 'withdrawn', revise: 'published' },
  unknown: { found: 'published', part_found: 'approved', absent: 'approved', lose_track: 'unknown' },
  failed: {
    try_again: 'approved',
    withdraw_approval: 'waiting',
    hold: 'held',
    skip: 'skipped',
    finish_by_hand: 'published',
    withdraw: 'withdrawn',
  },
  skipped: { restore: 'waiting', hold: 'held' },
  withdrawn: {},
};

/** True when `event` can happen to a crosspost in `state`. */
export function canHappen(state: CrosspostState, event: CrosspostEvent): boolean {
  return table[state][event] !== undefined;
}

/** The state after `event`. Throws for a pair that cannot happen: that is a bug in the caller, never a network's doing. */
export function next(state: CrosspostState, event: CrosspostEvent): CrosspostState {
  const following = table[state][event];
  if (following === undefined) throw new Error(`A crosspost that is ${state} cannot ${event}`);
  return following;
}

/** Whether a crosspost in this state may still be on its way to the network: never plan another one then. */
export function isUnderWay(state: CrosspostState): boolean {
  switch (state) {
    case 'approved':
    case 'publishing':
    case 'unknown':
      return true;
    case 'held':
    case 'waiting':
    case 'published':
    case 'failed':
    case 'skipped':
    case 'withdrawn':
      return false;
    default:
      return assertNever(state);
  }
}
