/** What follows from a step's outcome: the attempt's end and the crosspost's new state, in one transaction. */
import type { Problem } from '../../../contract/errors.ts';
import { takeBackUse } from '../budgets/spending.ts';
import type { Core } from '../core.ts';
import { needsSignIn } from '../core.ts';
import type { PublishStep, RemotePost, StepOutcome } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { nextLook } from '../sync/revision.ts';
import { giveUp, isUpload, move, note } from './moves.ts';
import { backoffMs, putOffUntil } from './retry.ts';

interface Publishing {
  readonly core: Core;
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
}
export interface Attempted {
  readonly id: AttemptRecord['id'];
  readonly step: PublishStep;
  readonly isLast: boolean;
}

export function endAttempt(publishing: Publishing, { id, step, isLast }: Attempted, outcome: StepOutcome): void {
  const { core, crosspost } = publishing;
  const at = core.clock.now();
  core.store.write((write) => {
    const problem = outcome.kind === 'accepted' ? null : outcome.problem;
    const result = outcome.kind === 'accepted' ? outcome.result : null;
    const state = outcome.kind === 'start_over' ? 'refused' : outcome.kind;
    write.endAttempt(id, { state, result, problem, at });
    if (state === 'refused') takeBackUse(write, crosspost, id, at);
    if (outcome.kind === 'accepted') {
      note(write, at, 'attempt_accepted', crosspost, { attempt: id });
      if (outcome.post !== null) recordOutput(write, crosspost, step.name, outcome.post, at);
      if (isLast) recordPublished(write, crosspost, at);
    } else if (outcome.kind === 'start_over') {
      note(write, at, 'attempt_refused', crosspost, { attempt: id, code: outcome.problem.code });
      startOver(write, publishing, outcome.problem, at);
    } else if (outcome.kind === 'unknown') {
      note(write, at, 'attempt_unknown', crosspost, { attempt: id, code: outcome.problem.code });
      move(write, crosspost, 'lose_track', at, { problem: outcome.problem, dueAt: at + firstLookMs, putOff: 0 });
    } else {
      note(write, at, 'attempt_refused', crosspost, { attempt: id, code: outcome.problem.code });
      recordRefused(write, publishing, outcome.problem, at);
    }
  });
  if (outcome.kind === 'refused' && needsSignIn(outcome.problem)) core.changed({ kind: 'accounts' });
}
/** How long after an unknown outcome the timeline is read back for the first time. */
const firstLookMs = 2_000;

/** What people can see now: written down with the outcome, so that it is known as ours when it is read back. */
export function recordOutput(
  write: Writer,
  { id, accountId }: CrosspostRecord,
  step: string,
  { remoteId, url }: RemotePost,
  at: number,
): void {
  write.addOutput({ crosspostId: id, accountId, step, remoteId, url, madeAt: at });
}

/** The crosspost is on the network, whole: from here on nothing can publish it again. Its address is its first post's. */
export function recordPublished(write: Writer, crosspost: CrosspostRecord, at: number): void {
  const [first] = write.outputs(crosspost.id).filter(({ removedAt }) => removedAt === null);
  move(write, crosspost, crosspost.state === 'unknown' ? 'found' : 'accepted', at, {
    publishedAt: at,
    remoteId: first?.remoteId ?? null,
    remoteUrl: first?.url ?? null,
    dueAt: null,
    problem: null,
  });
  write.setNextLook(crosspost.postId, nextLook(at, at));
  note(write, at, 'crosspost_published', crosspost, { url: first?.url ?? null, remote: first?.remoteId ?? null });
}

/** A network that forgets uploads again and again is given up after so many times. */
const mostStartOvers = 5;

/** The uploads are gone at the network: they are made anew. What people can see already stays as it is. */
function startOver(write: Writer, { core, crosspost }: Publishing, problem: Problem, at: number): void {
  giveUp(write, write.attempts(crosspost.id).filter(isUpload), at);
  if (crosspost.putOff < mostStartOvers) {
    const dueAt = at + backoffMs(crosspost.putOff, core.random());
    move(write, crosspost, 'put_off', at, { dueAt, problem, putOff: crosspost.putOff + 1 });
    return;
  }
  move(write, crosspost, 'refused', at, { problem, dueAt: null });
  note(write, at, 'crosspost_failed', crosspost, { code: problem.code });
}

function recordSignInEnded(write: Writer, { id, handle, network }: AccountRecord, problem: Problem, at: number): void {
  const isNews = write.account(id)?.state !== 'link_again';
  write.setAccountState(id, 'link_again', problem, at);
  if (!isNews) return;
  write.appendLedger({ at, action: 'account_needs_link', facts: { account: handle, network, code: problem.code } });
}

function recordRefused(write: Writer, { core, crosspost, account }: Publishing, problem: Problem, at: number): void {
  const until = putOffUntil(problem, crosspost.putOff, at, core.random());
  if (until !== null) {
    move(write, crosspost, 'put_off', at, { dueAt: until, problem, putOff: crosspost.putOff + 1 });
    return;
  }
  if (needsSignIn(problem)) recordSignInEnded(write, account, problem, at);
  move(write, crosspost, 'refused', at, { problem, dueAt: null });
  note(write, at, 'crosspost_failed', crosspost, { code: problem.code });
}
