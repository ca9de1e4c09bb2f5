/** After a gap, before anything goes: what of an account's crossposts went by, dealt with as each route says. */
import type { AccountId } from '../../../contract/model.ts';
import type { CatchUp } from '../../../contract/rules.ts';
import type { Core } from '../core.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { freeTime, longestSpreadMs } from '../schedule/free-time.ts';
import { catchUp, catchUpGraceMs, spacingOf } from './catch-up.ts';
import { contentHash } from './content.ts';
import { accountOf, note, voidApproval } from './moves.ts';

export interface Absence {
  /** Since when nothing could go to the account. */
  readonly since: number;
  readonly clockIsDoubtful: boolean;
}

/** So many in one transaction: quick enough that nobody feels it. */
const batch = 50;

/** Deals with some of what went by, in one transaction; answers how many. When it answers 0, nothing is left. */
export function dealWithMissed(core: Core, id: AccountId, absence: Absence): number {
  const now = core.clock.now();
  const before = now - catchUpGraceMs;
  if (absence.since >= before || core.store.read.missedCrossposts(id, before, 1).length === 0) return 0;
  const missed = core.store.write((write) => {
    const crossposts = write.missedCrossposts(id, before, batch);
    const nextTime = lateTimes(write, id, now);
    for (const crosspost of crossposts) dealWith({ write, crosspost, absence, now, nextTime });
    return crossposts;
  });
  core.changed({ kind: 'posts', postIds: [...new Set(missed.map(({ postId }) => postId))] });
  return missed.length;
}

interface Dealing {
  readonly write: Writer;
  readonly crosspost: CrosspostRecord;
  readonly absence: Absence;
  readonly now: number;
  readonly nextTime: (policy: CatchUp) => number | null;
}

function dealWith(dealing: Dealing): void {
  const { write, crosspost, absence, now } = dealing;
  const policy = write.route(crosspost.routeId)?.rules.catchUp ?? 'ask';
  const verdict = catchUp(policy, {
    dueAt: crosspost.dueAt ?? now,
    now,
    unreachableSince: absence.since,
    hasBegun: crosspost.publishKey !== null,
    putOff: crosspost.putOff,
    clockIsDoubtful: absence.clockIsDoubtful,
  });
  if (verdict === 'post_late' || verdict === 'spread_out') return goLate(dealing, verdict);
  if (verdict === 'goes_on') return write.changeCrosspost(crosspost.id, { from: 'approved', dueAt: now, at: now });
  return end(write, crosspost, verdict, now);
}

/** The approval holds: nothing of what was approved changes but the hour. What does not fit into a day is asked. */
function goLate({ write, crosspost, now, nextTime }: Dealing, policy: CatchUp): void {
  const dueAt = nextTime(policy);
  if (dueAt === null) return end(write, crosspost, 'ask', now);
  write.changeCrosspost(crosspost.id, { from: 'approved', dueAt, at: now });
  note(write, now, 'crosspost_late', crosspost, { policy, missedAt: crosspost.dueAt, dueAt });
}

/** Answers one free time after the other; a day that is full is not walked through again. */
function lateTimes(write: Writer, id: AccountId, now: number): Dealing['nextTime'] {
  const reached = new Map<CatchUp, number | null>();
  return (policy) => {
    const from = reached.get(policy) ?? now;
    if (reached.get(policy) === null) return null;
    const until = now + longestSpreadMs;
    const latestBetween = (after: number, before: number) => write.latestDueBetween(id, after, before);
    const time = freeTime(latestBetween, { from, until, spacingMs: spacingOf(policy) });
    reached.set(policy, time);
    return time;
  };
}

/** A time that was chosen is gone with the approval: it would lie in the past. */
function end(write: Writer, crosspost: CrosspostRecord, verdict: 'ask' | 'skip', now: number): void {
  const timeless = {
    scheduledAt: null,
    scheduledBy: null,
    contentHash: contentHash(crosspost.content, accountOf(write, crosspost), null),
  };
  voidApproval(write, crosspost, verdict === 'ask' ? 'withdraw_approval' : 'skip', 'missed', now, timeless);
  if (verdict === 'skip')
    note(write, now, 'crosspost_skipped', crosspost, { reason: 'missed', missedAt: crosspost.dueAt });
}
