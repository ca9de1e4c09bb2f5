/** What a person decides of planned crossposts: approve, undo, skip, restore, try again. Each is one transaction. */
import type { ApprovalRequest } from '../../../contract/api.ts';
import type { ApprovedBy, CrosspostId, PostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { whenToSend } from '../schedule/when.ts';
import { contentHash } from './content.ts';
import { stateFor } from './judge.ts';
import { accountOf, changing, giveUp, isUpload, move, note, voidApproval } from './moves.ts';
import { withTime } from './time.ts';

/** Approves each crosspost with exactly the content that was shown. All or none; answers the post they belong to. */
export function approve(core: Core, requests: readonly ApprovalRequest[]): PostId {
  const at = core.clock.now();
  const postId = changing(
    core,
    requests.map((request) => request.id),
    (write, crosspost) => {
      const shown = requests.find((request) => request.id === crosspost.id)?.contentHash;
      if (crosspost.contentHash !== shown) throw new ExpectedFailure({ code: 'approval_stale' });
      sayYes(write, crosspost, { by: 'person', notBefore: at, zone: core.clock.timeZone() }, at);
    },
  );
  core.passing?.('approval_committed');
  return postId;
}

export interface Yes {
  readonly by: ApprovedBy;
  /** The first moment that it may go; the undo comes on top. */
  readonly notBefore: number;
  /** The machine's time zone, for accounts that name none. */
  readonly zone: string;
}

/**
 * The record of a yes: to exactly this content, on this account, at this time. A time that the account's rules give is part
 * of it from here on. Throws `not_possible_now`, `no_free_slot`.
 */
export function sayYes(write: Writer, crosspost: CrosspostRecord, { by, notBefore, zone }: Yes, at: number): void {
  const account = accountOf(write, crosspost);
  if (account.unlinkedAt !== null) throw new ExpectedFailure({ code: 'not_possible_now' });
  const { content } = crosspost;
  const { scheduledAt, scheduledBy, dueAt } = whenToSend(write, { account, crosspost, notBefore, zone });
  const hash = contentHash(content, account, scheduledAt);
  move(write, crosspost, 'approve', at, { dueAt, scheduledAt, scheduledBy, contentHash: hash, problem: null });
  const approval = {
    crosspostId: crosspost.id,
    contentHash: hash,
    content,
    approvedAt: at,
    approvedBy: by,
    scheduledAt,
  };
  write.addApproval(approval);
  note(write, at, 'crosspost_approved', crosspost, { contentHash: hash, by, dueAt, scheduledAt });
}

/** Takes approvals back while nobody can have seen anything. Throws `too_late` once a part of the post is out. */
export function undo(core: Core, ids: readonly CrosspostId[]): PostId {
  const at = core.clock.now();
  return changing(core, ids, (write, crosspost) => {
    voidApproval(write, crosspost, 'withdraw_approval', 'undone', at);
    note(write, at, 'approval_undone', crosspost);
  });
}

export function skip(core: Core, ids: readonly CrosspostId[]): PostId {
  const at = core.clock.now();
  return changing(core, ids, (write, crosspost) => {
    voidApproval(write, crosspost, 'skip', 'skipped', at);
    note(write, at, 'crosspost_skipped', crosspost);
  });
}

/** Puts a skipped crosspost back to where its notices say: waiting or held. A time that has passed meanwhile is dropped. */
export function restore(core: Core, ids: readonly CrosspostId[]): PostId {
  const at = core.clock.now();
  return changing(core, ids, (write, crosspost) => {
    const isPast = crosspost.scheduledAt !== null && crosspost.scheduledAt <= at;
    const time = isPast ? withTime(crosspost, accountOf(write, crosspost), null) : {};
    move(write, crosspost, stateFor(crosspost.notices) === 'held' ? 'hold' : 'restore', at, time);
    note(write, at, 'crosspost_restored', crosspost);
  });
}

/**
 * Sends a refused crosspost again, under the approval that it still has; without one it waits for a new yes. Its pictures
 * are uploaded anew: what was refused may be that the server has forgotten them.
 */
export function tryAgain(core: Core, id: CrosspostId): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    if (crosspost.withdrawingAt !== null) throw new ExpectedFailure({ code: 'not_possible_now' });
    const approved = write.approval(id)?.contentHash === crosspost.contentHash;
    giveUp(write, write.attempts(id).filter(isUpload), at);
    if (approved) move(write, crosspost, 'try_again', at, { dueAt: at, problem: null, putOff: 0 });
    else move(write, crosspost, 'withdraw_approval', at, { problem: null });
    note(write, at, 'crosspost_tried_again', crosspost, { contentHash: crosspost.contentHash, approved });
  });
}
