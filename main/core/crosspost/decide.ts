/** What a person does with planned crossposts: approve, undo, skip, restore, edit, try again. Each is one transaction. */
import type { ApprovalRequest, CrosspostEdit } from '../../../contract/api.ts';
import type { AccountLimits, Content, CrosspostId, PostId, VoidReason } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, connectorFor } from '../core.ts';
import type { LedgerAction } from '../../../contract/ledger.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Reader, Writer } from '../ports/store.ts';
import { contentHash } from './content.ts';
import { inParts } from '../captions/caption.ts';
import { fits, judgeAgain, type Judging, stateFor } from './judge.ts';
import { wholeText } from './plan.ts';
import type { CrosspostEvent } from './state.ts';
import { canHappen, next } from './state.ts';

/** How long an approval can be taken back before the first byte leaves. */
export const undoMs = 10_000;

/** Approves each crosspost with exactly the content that was shown. All or none; answers the post they belong to. */
export function approve(core: Core, requests: readonly ApprovalRequest[]): PostId {
  const at = core.clock.now();
  return changing(
    core,
    requests.map((request) => request.id),
    (write, crosspost) => {
      const shown = requests.find((request) => request.id === crosspost.id)?.contentHash;
      if (crosspost.contentHash !== shown) throw new ExpectedFailure({ code: 'approval_stale' });
      if (accountOf(write, crosspost).unlinkedAt !== null) throw new ExpectedFailure({ code: 'not_possible_now' });
      const dueAt = at + undoMs;
      move(write, crosspost, 'approve', at, { dueAt, problem: null });
      write.addApproval({
        crosspostId: crosspost.id,
        contentHash: shown,
        content: crosspost.content,
        approvedAt: at,
        approvedBy: 'person',
        scheduledAt: crosspost.scheduledAt,
      });
      note(write, at, 'crosspost_approved', crosspost, { contentHash: shown, dueAt });
    },
  );
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

/** Puts a skipped crosspost back to where its notices say: waiting or held. */
export function restore(core: Core, ids: readonly CrosspostId[]): PostId {
  const at = core.clock.now();
  return changing(core, ids, (write, crosspost) => {
    move(write, crosspost, stateFor(crosspost.notices) === 'held' ? 'hold' : 'restore', at);
    note(write, at, 'crosspost_restored', crosspost);
  });
}

/** Changes text or alt texts. An approval that was there is void; the notices are told anew. */
export function edit(core: Core, change: CrosspostEdit): PostId {
  const [ofVideo] = change.altTexts ?? [];
  return rewrite(core, change.id, ({ content }) => ({
    ...content,
    title: content.title === null ? null : (change.title ?? content.title),
    text: change.text ?? content.text,
    thread: change.thread ?? content.thread,
    pictures: content.pictures.map((picture, index) => ({
      ...picture,
      altText: change.altTexts?.[index] ?? picture.altText,
    })),
    video: content.video && { ...content.video, altText: ofVideo ?? content.video.altText },
  }));
}

/**
 * In place of a shortened text: all of it, in posts that go on from each other. A text that was rewritten stays as it is, and
 * parts that are there already are parted anew.
 */
export function makeThread(core: Core, id: CrosspostId): PostId {
  return rewrite(core, id, ({ content, planned, postId }, { limits, judging }) => {
    const post = core.store.read.post(postId);
    if (post === null || !limits.threads) throw new ExpectedFailure({ code: 'not_possible_now' });
    const written = [content.text, ...content.thread].join('\n\n');
    const whole = written === planned.text ? wholeText(post, limits) : written;
    const parts = inParts(whole, (text) => fits({ text, warning: content.warning }, limits, judging.preview));
    const [text, ...thread] = parts ?? [];
    if (text === undefined) throw new ExpectedFailure({ code: 'not_possible_now' });
    return { ...content, text, thread };
  });
}

/** Puts back what the plan said. */
export function resetEdit(core: Core, id: CrosspostId): PostId {
  return rewrite(core, id, ({ planned }) => planned);
}

/**
 * Sends a refused crosspost again, under the approval that it still has; without one it waits for a new yes. Its pictures
 * are uploaded anew: what was refused may be that the server has forgotten them.
 */
export function tryAgain(core: Core, id: CrosspostId): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    const approved = write.approval(id)?.contentHash === crosspost.contentHash;
    giveUp(write, write.attempts(id).filter(isUpload), at);
    if (approved) move(write, crosspost, 'try_again', at, { dueAt: at, problem: null, putOff: 0 });
    else move(write, crosspost, 'withdraw_approval', at, { problem: null });
  });
}

interface Destination {
  readonly limits: AccountLimits;
  readonly judging: Judging;
}

function rewrite(
  core: Core,
  id: CrosspostId,
  contentOf: (crosspost: CrosspostRecord, destination: Destination) => Content,
): PostId {
  const at = core.clock.now();
  return changing(core, [id], (write, crosspost) => {
    const account = accountOf(write, crosspost);
    const { limits } = account;
    if (limits === null) throw new ExpectedFailure({ code: 'not_possible_now' });
    const judging = connectorFor(core, account.network);
    const content = contentOf(crosspost, { limits, judging });
    const notices = judgeAgain(crosspost.notices, content, limits, judging);
    const hash = contentHash(content, account, crosspost.scheduledAt);
    const asks: CrosspostEvent =
      crosspost.state === 'approved' || crosspost.state === 'failed' ? 'withdraw_approval' : 'ask';
    const event: CrosspostEvent = stateFor(notices) === 'held' ? 'hold' : asks;
    voidApproval(write, crosspost, event, 'edited', at, { content, contentHash: hash, notices });
    note(write, at, 'crosspost_edited', crosspost, { contentHash: hash });
  });
}

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
 * As `move`, and the approval that the crosspost may have is void. What a publish that was put off uploaded is given up:
 * the next one starts anew, under a new key. Throws `too_late` when anything that people can see may be out.
 */
export function voidApproval(
  write: Writer,
  crosspost: CrosspostRecord,
  event: CrosspostEvent,
  reason: VoidReason,
  at: number,
  extra: Extra = {},
): void {
  const live = write.attempts(crosspost.id).filter(({ state }) => state !== 'refused' && state !== 'absent');
  if (!live.every(isUpload)) throw new ExpectedFailure({ code: 'too_late' });
  giveUp(write, live, at);
  move(write, crosspost, event, at, {
    dueAt: null,
    problem: null,
    publishKey: null,
    publishStartedAt: null,
    putOff: 0,
    ...extra,
  });
  if (write.approval(crosspost.id) !== null) write.voidApproval(crosspost.id, reason, at);
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

function changing(
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

function accountOf(read: Reader, crosspost: CrosspostRecord): AccountRecord {
  const account = read.account(crosspost.accountId);
  if (account === null) throw new ExpectedFailure({ code: 'not_found' });
  return account;
}
