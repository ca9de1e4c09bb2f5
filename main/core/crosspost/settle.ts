/** Unknown outcomes: found out by looking at the network, or by asking the person. */
import type { Json } from '../../../contract/json.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { CrosspostId, PostId } from '../../../contract/model.ts';
import { takeBackUse } from '../budgets/spending.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, callFor, connectorFor } from '../core.ts';
import type { FindOutcome, PublishStep, RemotePost } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { move, note } from './moves.ts';
import { recordOutput, recordPublished } from './outcome.ts';
import { backoffMs } from './retry.ts';

/** A post may appear late: `absent` counts only so long after the attempt was given up, for the server may still be at it. */
export const absentAfterMs = 15_000;
/** After so many looks the person is asked; the crosspost stays `unknown` until they answer. */
const mostLooks = 12;
/** After so many attempts of one step that came to nothing, nothing more is sent before the person has looked. */
const mostLosses = 10;

/** Whether the person must say: nothing more is tried by itself. */
export function asksThePerson(crosspost: CrosspostRecord): boolean {
  return crosspost.state === 'unknown' && crosspost.dueAt === null;
}

/** Looks once after a crosspost whose outcome is unknown, and settles it when that can be known. */
export async function settleCrosspost(core: Core, id: CrosspostId, signal: AbortSignal): Promise<void> {
  const crosspost = core.store.read.crosspost(id);
  if (crosspost?.state !== 'unknown') return;
  const attempts = core.store.read.attempts(id);
  const attempt = unknownAttempt(attempts);
  const account = core.store.read.account(crosspost.accountId);
  if (attempt === null || account === null) throw new Error(`Crosspost ${id} is unknown without an unknown attempt`);
  const settled = await lookAfter(core, crosspost, attempt, account, signal);
  core.passing?.('outcome_looked_up');
  const looked = { crosspost, attempt, settled, losses: lossesBefore(crosspost, attempt, attempts) };
  core.store.write((write) => record(core, write, looked));
  core.passing?.('outcome_settled');
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
}

/** `ask`: nothing at the network can tell; only the person can. */
type Settled = FindOutcome | { readonly kind: 'repeat' } | { readonly kind: 'ask' };
const cannotTell: Settled = { kind: 'cannot_tell', problem: { code: 'unknown' } };
interface Looked {
  readonly crosspost: CrosspostRecord;
  readonly attempt: AttemptRecord;
  readonly settled: Settled;
  /** How many attempts of this step came to nothing before. */
  readonly losses: number;
}

async function lookAfter(
  core: Core,
  crosspost: CrosspostRecord,
  attempt: AttemptRecord,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<Settled> {
  const { publish } = connectorFor(core, account.network);
  const step = stepsOf(core, crosspost).find((candidate) => candidate.name === attempt.step);
  const { publishKey: key, publishStartedAt: startedAt } = crosspost;
  if (publish === undefined || step === undefined || key === null || startedAt === null) {
    return cannotTell;
  }
  if (step.safety === 'repeat') return { kind: 'repeat' };
  if (step.safety === 'never') return { kind: 'ask' };
  const isKnown = (remoteId: string): boolean => core.store.read.isOurOutput(account.id, remoteId);
  const found = await publish.find(
    { step, results: resultsBefore(core, crosspost), content: crosspost.content, key, startedAt, isKnown },
    callFor(core, account, signal),
  );
  if (found.kind === 'found' && wasThereBefore(core, account, found.post, startedAt)) return cannotTell;
  const early = core.clock.now() - (attempt.endedAt ?? attempt.startedAt) < absentAfterMs;
  return found.kind === 'absent' && early ? { kind: 'cannot_tell', problem: { code: 'not_ready' } } : found;
}

function stepsOf(core: Core, { accountId, content }: CrosspostRecord): readonly PublishStep[] {
  const account = core.store.read.account(accountId);
  return (account && connectorFor(core, account.network).publish?.steps(content)) ?? [];
}

function resultsBefore(core: Core, { id }: CrosspostRecord): Readonly<Record<string, Json>> {
  const done = core.store.read.attempts(id).filter(({ state }) => state === 'accepted');
  return Object.fromEntries(done.map(({ step, result }) => [step, result]));
}

/** A post that was noticed before the publish began is somebody's own of the same words: no proof of the copy, nor against it. */
function wasThereBefore(core: Core, { id }: AccountRecord, { remoteId }: RemotePost, startedAt: number): boolean {
  const noticed = core.store.read.postByRemote(id, remoteId);
  return noticed !== null && noticed.seenAt < startedAt;
}

function record(core: Core, write: Writer, looked: Looked): void {
  const { crosspost, attempt, settled, losses } = looked;
  const at = core.clock.now();
  const problem = attempt.problem ?? { code: 'unknown' };
  switch (settled.kind) {
    case 'found':
      return settleAsThere(core, write, looked, settled, at);
    case 'absent':
      if (losses >= mostLosses) return askThePerson(write, looked, problem, at);
      return sendAgain(core, write, looked, at);
    case 'repeat':
      return sendAgain(core, write, looked, at);
    case 'ask':
      return askThePerson(write, looked, problem, at);
    case 'cannot_tell': {
      const looks = crosspost.putOff + 1;
      if (looks >= mostLooks) return askThePerson(write, looked, settled.problem, at);
      const dueAt = at + Math.min(backoffMs(looks, core.random()), absentAfterMs * looks);
      return move(write, crosspost, 'lose_track', at, { dueAt, putOff: looks, problem: settled.problem });
    }
  }
}

/** Nothing more is tried by itself: only the person can tell. */
function askThePerson(write: Writer, { crosspost, attempt }: Looked, problem: Problem, at: number): void {
  move(write, crosspost, 'lose_track', at, { dueAt: null, problem });
  note(write, at, 'outcome_left_open', crosspost, { attempt: attempt.id, code: problem.code });
}

/** Of a thread the next parts follow; of everything else this was the last step. */
function settleAsThere(
  core: Core,
  write: Writer,
  { crosspost, attempt }: Pick<Looked, 'crosspost' | 'attempt'>,
  { post, result, by }: { readonly post: RemotePost | null; readonly result: Json; readonly by?: 'person' },
  at: number,
): void {
  write.endAttempt(attempt.id, { state: 'accepted', result, problem: null, at });
  note(write, at, 'attempt_settled', crosspost, { attempt: attempt.id, is: 'there', ...(by && { by }) });
  if (post !== null) recordOutput(write, crosspost, attempt.step, post, at);
  const isLast = stepsOf(core, crosspost).at(-1)?.name === attempt.step;
  if (isLast) recordPublished(write, crosspost, at);
  else move(write, crosspost, 'part_found', at, { dueAt: at, problem: null, putOff: 0 });
}

/** The first repeat goes at once; a network that loses one answer after the other is given more and more time. */
function sendAgain(core: Core, write: Writer, { crosspost, attempt, settled, losses }: Looked, at: number): void {
  const dueAt = losses === 0 ? at : at + backoffMs(losses, core.random());
  settleAsAbsent(core, write, crosspost, { attempt, is: settled.kind, dueAt }, at);
}

interface Absent {
  readonly attempt: AttemptRecord;
  readonly is: Settled['kind'];
  readonly dueAt: number;
  readonly by?: 'person';
}
/** A key that the network will not take a second time is replaced: under the old one the post could never arrive. */
function settleAsAbsent(
  core: Core,
  write: Writer,
  crosspost: CrosspostRecord,
  { attempt, is, dueAt, by }: Absent,
  at: number,
): void {
  const publishKey = attempt.problem?.code === 'duplicate' ? core.newKey() : crosspost.publishKey;
  write.endAttempt(attempt.id, { state: 'absent', result: null, problem: null, at });
  note(write, at, 'attempt_settled', crosspost, { attempt: attempt.id, is, ...(by && { by }) });
  if (is === 'absent') takeBackUse(write, crosspost, attempt.id, at);
  move(write, crosspost, 'absent', at, { dueAt, publishKey, problem: null, putOff: crosspost.putOff + 1 });
}

function lossesBefore(
  { publishStartedAt }: CrosspostRecord,
  { step }: AttemptRecord,
  attempts: readonly AttemptRecord[],
): number {
  const since = publishStartedAt ?? 0;
  return attempts.filter((past) => past.step === step && past.state === 'absent' && past.startedAt >= since).length;
}

/** The person looked and says whether it is there. Their word settles it; of a lost upload they can see nothing. */
export function settleByHand(core: Core, id: CrosspostId, isThere: boolean): PostId {
  const at = core.clock.now();
  const postId = core.store.write((write) => {
    const crosspost = write.crosspost(id);
    const attempt = unknownAttempt(write.attempts(id));
    if (crosspost?.state !== 'unknown' || attempt === null || attempt.safety === 'repeat')
      throw new ExpectedFailure({ code: 'not_possible_now' });
    if (isThere) settleAsThere(core, write, { crosspost, attempt }, { post: null, result: null, by: 'person' }, at);
    else
      settleAsAbsent(core, write, { ...crosspost, putOff: 0 }, { attempt, is: 'absent', dueAt: at, by: 'person' }, at);
    return crosspost.postId;
  });
  core.changed({ kind: 'posts', postIds: [postId] });
  return postId;
}

function unknownAttempt(attempts: readonly AttemptRecord[]): AttemptRecord | null {
  return attempts.find((attempt) => attempt.state === 'unknown') ?? null;
}
