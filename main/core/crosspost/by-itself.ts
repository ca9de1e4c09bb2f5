/** Crossposts that go without a person's yes, and how that ends; all in the caller's transaction. */
import type { CrosspostId, RouteId } from '../../../contract/model.ts';
import type { CrosspostRecord, PostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { ExpectedFailure } from '../core.ts';
import { freeTime, longestSpreadMs } from '../schedule/free-time.ts';
import { undoMs } from '../schedule/when.ts';
import { sayYes } from './decide.ts';
import { byMode, lateAfterMs, type ModeVerdict } from './modes.ts';
import { note, voidApproval } from './moves.ts';

export interface Planned {
  readonly post: PostRecord;
  /** How often the original's account is looked at. */
  readonly pollEveryMs: number;
  /** The machine's time zone, for accounts that name none. */
  readonly zone: string;
  readonly at: number;
}

/** A crosspost that was just planned does what its route's mode says, as the route is now. */
export function letGo(write: Writer, id: CrosspostId, { post, pollEveryMs, zone, at }: Planned): void {
  const crosspost = write.crosspost(id);
  if (crosspost === null || write.account(crosspost.accountId)?.unlinkedAt !== null) return;
  const verdict = byMode({
    state: crosspost.state,
    notices: crosspost.notices,
    route: write.route(crosspost.routeId),
    isBaseline: post.baseline,
    ageMs: at - post.publishedAt,
    lateAfterMs: lateAfterMs(pollEveryMs),
  });
  if (verdict.kind === 'ask') return;
  if (verdict.kind === 'skip') {
    voidApproval(write, crosspost, 'skip', 'missed', at);
    return note(write, at, 'crosspost_skipped', crosspost, { reason: 'missed' });
  }
  const notBefore = firstMoment(write, crosspost, verdict, at);
  if (notBefore !== null) unlessFull(() => sayYes(write, crosspost, { by: verdict.by, notBefore, zone }, at));
}

/** Where the account's rules leave no time free nothing was written: it waits for the person. */
function unlessFull(say: () => void): void {
  try {
    say();
  } catch (thrown) {
    if (!(thrown instanceof ExpectedFailure) || thrown.problem.code !== 'no_free_slot') throw thrown;
  }
}

/** Null when too much comes late: then it waits for the person. */
function firstMoment(
  write: Writer,
  { accountId }: CrosspostRecord,
  { delayMs, spacingMs }: Extract<ModeVerdict, { kind: 'go' }>,
  at: number,
): number | null {
  if (spacingMs === null) return at + delayMs;
  const free = freeTime((after, before) => write.latestDueBetween(accountId, after, before), {
    from: at + delayMs + undoMs,
    until: at + longestSpreadMs,
    spacingMs,
  });
  return free === null ? null : free - undoMs;
}

/** More than ever goes by itself through one route; the guard before the first byte stops what is beyond. */
const mostAtOnce = 1_000;

/** A route asks again, rests or is gone: what would have gone by itself through it waits for the person. */
export function takeBackAutomatic(write: Writer, id: RouteId, at: number): readonly CrosspostRecord[] {
  const taken = write.goingByThemselves(id, mostAtOnce);
  for (const crosspost of taken) voidApproval(write, crosspost, 'withdraw_approval', 'rules_changed', at);
  return taken;
}
