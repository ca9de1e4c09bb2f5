/** What follows from the outcome of a change of a published copy, in the transaction that writes it down. */
import type { Problem } from '../../../contract/errors.ts';
import type { Core } from '../core.ts';
import { needsSignIn } from '../core.ts';
import type { RemotePost } from '../ports/network.ts';
import type { AccountRecord, ApprovalRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { move, note } from './moves.ts';
import { endOfferWhenDone } from './offers.ts';
import { putOffUntil } from './retry.ts';

export interface Updating {
  readonly core: Core;
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  /** The post there. */
  readonly post: RemotePost;
  /** What it is to say. */
  readonly approval: ApprovalRecord;
}
export type UpdateOutcome =
  | { readonly kind: 'accepted'; readonly post: RemotePost }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** How long after an unknown outcome the copy is read back for the first time. */
const firstLookMs = 2_000;

export function endUpdate(write: Writer, updating: Updating, id: AttemptRecord['id'], outcome: UpdateOutcome): void {
  const { core, crosspost } = updating;
  const at = core.clock.now();
  const problem = outcome.kind === 'accepted' ? null : outcome.problem;
  const code = problem === null ? {} : { code: problem.code };
  write.endAttempt(id, { state: outcome.kind, result: null, problem, at });
  note(write, at, `attempt_${outcome.kind}`, crosspost, { attempt: id, ...code });
  if (outcome.kind === 'accepted') recordUpdated(write, updating, outcome.post);
  else if (outcome.kind === 'refused') recordRefused(write, updating, outcome.problem, at);
  else revise(write, updating, at, { dueAt: at + firstLookMs, problem: outcome.problem, putOff: 0 });
}

/** The copy says these words, whatever was agreed to since. */
export function recordUpdated(write: Writer, updating: Updating, { url }: RemotePost): void {
  const { core, crosspost, approval } = updating;
  const at = core.clock.now();
  if (write.crosspost(crosspost.id)?.state !== 'published') return;
  const { content, contentHash } = approval;
  move(write, crosspost, 'revise', at, { content, planned: content, contentHash, remoteUrl: url });
  note(write, at, 'crosspost_updated', crosspost, { contentHash, url });
  revise(write, updating, at, { dueAt: null, problem: null, putOff: 0 });
  endOfferWhenDone(write, crosspost.postId, at);
}

function recordRefused(write: Writer, updating: Updating, problem: Problem, at: number): void {
  const { core, crosspost, account } = updating;
  const until = putOffUntil(problem, crosspost.putOff, at, core.random());
  if (until !== null) {
    revise(write, updating, at, { dueAt: until, problem, putOff: crosspost.putOff + 1 });
    return;
  }
  if (needsSignIn(problem)) write.setAccountState(account.id, 'link_again', problem, at);
  giveUpUpdate(write, updating, problem, at);
}

interface Wanted {
  readonly crosspost: CrosspostRecord;
  readonly approval: ApprovalRecord | null;
}

/** Nothing more is tried by itself; the person sees which words the copy still has. */
export function giveUpUpdate(write: Writer, wanted: Wanted, problem: Problem, at: number): void {
  revise(write, wanted, at, { dueAt: null, problem, putOff: 0 });
  note(write, at, 'update_failed', wanted.crosspost, { code: problem.code });
}

/** How the way to these words goes on: nothing to say of a copy that was taken back, or is to say others by now. */
export function revise(
  write: Writer,
  { crosspost, approval }: Wanted,
  at: number,
  change: Pick<CrosspostRecord, 'dueAt' | 'problem' | 'putOff'>,
): void {
  const isWanted = write.approval(crosspost.id)?.contentHash === approval?.contentHash;
  if (isWanted && write.crosspost(crosspost.id)?.state === 'published') move(write, crosspost, 'revise', at, change);
}
