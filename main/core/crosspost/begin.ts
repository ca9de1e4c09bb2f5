/** All that is asked before the first byte of a crosspost leaves, and the change to `publishing`, in one transaction. */
import type { CrosspostId } from '../../../contract/model.ts';
import { publishRoom } from '../budgets/publish-room.ts';
import { type Core, connectorFor } from '../core.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import { carryingNotices, liftedIn, withLifted } from '../privacy/carrying.ts';
import { whoSees } from '../privacy/original.ts';
import { togglesOf } from '../rules.ts';
import { askSchedule } from '../schedule/allowed.ts';
import { pausedUntil } from '../schedule/pause.ts';
import { contentHash } from './content.ts';
import { type GuardInput, publishGuard, type Verdict } from './guard.ts';
import { giveUp, isUpload, mayBeSeen, move, note, voidApproval } from './moves.ts';
import { isToBePlannedAgain } from './replan-queue.ts';
import { isRepeatedUnseen, samenessNotice } from './repeated.ts';
import { isCrosspostDue } from './retry.ts';

export interface Begun {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
}

/** Null when it does not go now: not due any more, held back, or its approval does not hold. */
export function begin(core: Core, id: CrosspostId, filesIntact: boolean): Begun | null {
  const at = core.clock.now();
  return core.store.write((write) => {
    const crosspost = write.crosspost(id);
    const account = crosspost === null ? null : write.account(crosspost.accountId);
    if (crosspost === null || account === null || !isItsTurn(core, write, crosspost, at)) return null;
    const verdict = ask(core, write, { crosspost, account, filesIntact, at });
    if (verdict.kind === 'go') return markBegun(core, write, crosspost, account, at);
    refuse(write, crosspost, verdict, at);
    return null;
  });
}

/** Asked anew when the work begins: in its lane it may have waited while the person took the yes back or paused. */
function isItsTurn(core: Core, read: Reader, crosspost: CrosspostRecord, at: number): boolean {
  const isGoing = crosspost.state === 'approved' && crosspost.withdrawingAt === null;
  const isItsTime = isCrosspostDue(crosspost, at) && pausedUntil(read, at) === null;
  return isGoing && isItsTime && core.mayPublish(crosspost.accountId) && !isToBePlannedAgain(read, crosspost);
}

interface Asked extends Begun {
  readonly filesIntact: boolean;
  readonly at: number;
}

/** The first that has something against it: the approval, then the account's own times, then what may be used up. */
function ask(core: Core, read: Reader, { crosspost, account, filesIntact, at }: Asked): Verdict {
  const verdict = publishGuard({
    crosspost,
    account,
    filesIntact,
    ...ofOriginal(core, read, crosspost),
    approval: read.approval(crosspost.id),
    route: read.route(crosspost.routeId),
    hash: contentHash(crosspost.content, account, crosspost.scheduledAt),
    isRepeated: crosspost.publishKey === null && isRepeatedUnseen(read, crosspost, at) !== null,
    now: at,
  });
  if (verdict.kind !== 'go') return verdict;
  const inTime = askSchedule(read, { crosspost, account, zone: core.clock.timeZone(), now: at });
  if (inTime.kind !== 'go') return inTime;
  return publishRoom(read, connectorFor(core, account.network), crosspost, account, at);
}

/** Who sees the original, and what the rules of now have against carrying it. */
function ofOriginal(core: Core, read: Reader, crosspost: CrosspostRecord): Pick<GuardInput, 'original' | 'holds'> {
  const post = read.post(crosspost.postId);
  if (post === null) return { original: 'direct', holds: [] };
  const original = whoSees(core, read, post).by;
  const notices = carryingNotices(post, original, togglesOf(read, crosspost));
  const holds = withLifted(notices, liftedIn(crosspost.notices)).filter(({ level }) => level === 'hold');
  return { original, holds };
}

function refuse(
  write: Writer,
  crosspost: CrosspostRecord,
  verdict: Exclude<Verdict, { kind: 'go' }>,
  at: number,
): void {
  if (verdict.kind === 'wait') {
    write.changeCrosspost(crosspost.id, { from: 'approved', dueAt: verdict.until, problem: verdict.problem, at });
    return;
  }
  // What is out cannot be called back by a new question: the rest stays here, and the person may take back what is there.
  if (mayBeSeen(write, crosspost)) {
    move(write, crosspost, 'refused', at, { dueAt: null, problem: { code: 'approval_stale' } });
    return note(write, at, 'crosspost_failed', crosspost, { code: 'approval_stale' });
  }
  if (verdict.kind === 'hold') {
    const others = crosspost.notices.filter(({ code }) => !verdict.notices.some((notice) => notice.code === code));
    return voidApproval(write, crosspost, 'hold', 'rules_changed', at, { notices: [...verdict.notices, ...others] });
  }
  const sameness = verdict.reason === 'duplicate' ? isRepeatedUnseen(write, crosspost, at) : null;
  const notices = [...crosspost.notices, ...samenessNotice(sameness)];
  const problem = { code: 'approval_stale' } as const;
  voidApproval(write, crosspost, 'withdraw_approval', verdict.reason, at, { problem, notices });
}

/** Servers forget an upload that no post names: Mastodon after a day. */
const uploadLivesMs = 12 * 60 * 60_000;

function markBegun(
  core: Core,
  write: Writer,
  crosspost: CrosspostRecord,
  account: AccountRecord,
  at: number,
): Begun | null {
  const stale = write.attempts(crosspost.id).filter((past) => isUpload(past) && past.startedAt < at - uploadLivesMs);
  giveUp(write, stale, at);
  move(write, crosspost, 'begin', at, {
    publishKey: crosspost.publishKey ?? core.newKey(),
    publishStartedAt: crosspost.publishStartedAt ?? at,
    problem: null,
  });
  const begun = write.crosspost(crosspost.id);
  return begun === null ? null : { crosspost: begun, account };
}
