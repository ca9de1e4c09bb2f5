/** How a crosspost changes its state, and what is written down with it; all in the caller's transaction. */
import type { CrosspostId, PostId, VoidReason } from '../../../contract/model.ts';
import type { LedgerAction } from '../../../contract/ledger.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import type { CrosspostEvent } from './state.ts';
import { canHappen, next } from './state.ts';
import { withoutSlot } from './time.ts';

type Extra = Omit<Parameters<Writer['changeCrosspost']>[1], 'from' | 'state' | 'at'>;

/** Moves a crosspost by an event of the state machine, in the transaction of `write`. */
export function move(
  write: Writer,
  crosspost: CrosspostRecord,
  event: CrosspostEvent,
  at: number,
  extra: Extra = {},
): void {
  if (!canHappen(crosspost.state, event)) throw new ExpectedFailure({ code: 'not_possible_now' });
  write.changeCrosspost(crosspost.id, { ...extra, from: crosspost.state, state: next(crosspost.state, event), at });
}

/**
 * As `move`, and the approval that the crosspost may have is void, which is written down with its reason. What a publish
 * that was put off uploaded is given up: the next one starts anew, under a new key. A slot that the rules gave is free again,
 * unless the content is rewritten with it. Throws `too_late` when anything that people can see may be out.
 */
export function voidApproval(
  write: Writer,
  crosspost: CrosspostRecord,
  event: CrosspostEvent,
  reason: VoidReason,
  at: number,
  extra: Extra = {},
): void {
  const live = liveAttempts(write, crosspost);
  if (!live.every(isUpload)) throw new ExpectedFailure({ code: 'too_late' });
  giveUp(write, live, at);
  move(write, crosspost, event, at, {
    dueAt: null,
    problem: null,
    publishKey: null,
    publishStartedAt: null,
    putOff: 0,
    ...(extra.contentHash === undefined && withoutSlot(crosspost, accountOf(write, crosspost))),
    ...extra,
  });
  const approval = write.approval(crosspost.id);
  if (approval !== null) write.voidApproval(crosspost.id, reason, at);
  // What the person takes back has its own row.
  if (reason === 'undone' || (approval === null && crosspost.state !== 'approved')) return;
  note(write, at, 'approval_voided', crosspost, { reason, contentHash: approval?.contentHash ?? null });
}

function liveAttempts(read: Reader, { id }: CrosspostRecord): readonly AttemptRecord[] {
  return read.attempts(id).filter(({ state }) => state !== 'refused' && state !== 'absent');
}

/** Whether anything of it may be out that people can see. */
export function mayBeSeen(read: Reader, crosspost: CrosspostRecord): boolean {
  return !liveAttempts(read, crosspost).every(isUpload);
}

/** A step that the network took and that nobody sees until a post names it. */
export function isUpload({ state, safety }: AttemptRecord): boolean {
  return state === 'accepted' && safety === 'repeat';
}

/** No post will use these uploads: the next publish makes its own. */
export function giveUp(write: Writer, uploads: readonly AttemptRecord[], at: number): void {
  for (const { id } of uploads) write.endAttempt(id, { state: 'absent', result: null, problem: null, at });
}

/** Writes a ledger row about a crosspost. */
export function note(
  write: Writer,
  at: number,
  action: LedgerAction,
  crosspost: Pick<CrosspostRecord, 'id' | 'postId' | 'accountId'>,
  facts: Parameters<Writer['appendLedger']>[0]['facts'] = {},
): void {
  const account = write.account(crosspost.accountId);
  write.appendLedger({
    at,
    action,
    facts: {
      crosspost: crosspost.id,
      post: crosspost.postId,
      network: account?.network ?? null,
      account: account?.handle ?? null,
      ...facts,
    },
  });
}

/** Does `body` to each crosspost, all or none, and tells; answers the post they belong to. */
export function changing(
  core: Core,
  ids: readonly CrosspostId[],
  body: (write: Writer, crosspost: CrosspostRecord) => void,
): PostId {
  const postIds = core.store.write((write) =>
    ids.map((id) => {
      const crosspost = crosspostOf(write, id);
      body(write, crosspost);
      return crosspost.postId;
    }),
  );
  const first = postIds[0];
  if (first === undefined) throw new ExpectedFailure({ code: 'invalid_input' });
  core.changed({ kind: 'posts', postIds: [...new Set(postIds)] });
  return first;
}

function crosspostOf(read: Reader, id: CrosspostId): CrosspostRecord {
  const crosspost = read.crosspost(id);
  if (crosspost === null) throw new ExpectedFailure({ code: 'not_found' });
  return crosspost;
}

export function accountOf(read: Reader, crosspost: CrosspostRecord): AccountRecord {
  const account = read.account(crosspost.accountId);
  if (account === null) throw new ExpectedFailure({ code: 'not_found' });
  return account;
}
