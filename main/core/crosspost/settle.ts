/** Unknown outcomes: found out by the network's own key, by reading the timeline back, or by asking the person. */
import type { CrosspostId, PostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure, callFor, connectorFor } from '../core.ts';
import type { FindOutcome, RemotePost } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { move, note } from './decide.ts';
import { recordPublished } from './publish.ts';
import { backoffMs } from './retry.ts';

/** A post may appear late: `absent` counts only when the attempt is at least this old. */
export const absentAfterMs = 15_000;
/** After so many looks the person is asked; the crosspost stays `unknown` until they answer. */
const mostLooks = 12;

/**
 * At start, before anything else runs: an attempt that was being sent when the program ended has an unknown outcome,
 * and a publish that ended between two steps goes on.
 */
export function recover(core: Core): void {
  const at = core.clock.now();
  core.store.write((write) => {
    for (const attempt of write.attemptsInState('sending', 10_000)) {
      const crosspost = write.crosspost(attempt.crosspostId);
      write.endAttempt(attempt.id, { state: 'unknown', result: null, problem: { code: 'unknown' }, at });
      if (crosspost?.state !== 'publishing') continue;
      move(write, crosspost, 'lose_track', at, { problem: { code: 'unknown' }, dueAt: at });
      note(write, at, 'attempt_unknown', crosspost, { attempt: attempt.id, code: 'interrupted' });
    }
    for (const crosspost of write.crosspostsInState('publishing', 10_000))
      move(write, crosspost, 'put_off', at, { dueAt: at });
  });
}

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
  const pauseMs = pauseBeforeRepeat(crosspost, attempt, attempts, core.random());
  core.store.write((write) => record(core, write, { crosspost, attempt, settled, pauseMs }));
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
}

type Settled = FindOutcome | { readonly kind: 'repeat' };
interface Looked {
  readonly crosspost: CrosspostRecord;
  readonly attempt: AttemptRecord;
  readonly settled: Settled;
  /** How long to wait with sending again, should it come to that. */
  readonly pauseMs: number;
}

async function lookAfter(
  core: Core,
  crosspost: CrosspostRecord,
  attempt: AttemptRecord,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<Settled> {
  const { publish } = connectorFor(core, account.network);
  const step = publish?.steps(crosspost.content).find((candidate) => candidate.name === attempt.step);
  const { publishKey: key, publishStartedAt: startedAt } = crosspost;
  if (publish === undefined || step === undefined || key === null || startedAt === null) {
    return { kind: 'cannot_tell', problem: { code: 'unknown' } };
  }
  if (step.safety === 'repeat') return { kind: 'repeat' };
  const keyIsAlive = step.keyLivesMs === null || core.clock.now() - attempt.startedAt < step.keyLivesMs;
  if (step.safety === 'key' && keyIsAlive) return { kind: 'repeat' };
  if (step.safety === 'never') return { kind: 'cannot_tell', problem: { code: 'unknown' } };
  const isKnown = (remoteId: string): boolean => core.store.read.isOurOutput(account.id, remoteId);
  const found = await publish.find(
    { content: crosspost.content, key, startedAt, isKnown },
    callFor(core, account, signal),
  );
  const early = core.clock.now() - attempt.startedAt < absentAfterMs;
  return found.kind === 'absent' && early ? { kind: 'cannot_tell', problem: { code: 'not_ready' } } : found;
}

function record(core: Core, write: Writer, { crosspost, attempt, settled, pauseMs }: Looked): void {
  const at = core.clock.now();
  switch (settled.kind) {
    case 'found':
      return settleAsThere(write, crosspost, attempt, settled.post, at);
    case 'absent':
    case 'repeat':
      return settleAsAbsent(write, crosspost, { attempt, is: settled.kind, dueAt: at + pauseMs }, at);
    case 'cannot_tell': {
      const looks = crosspost.putOff + 1;
      const dueAt = looks >= mostLooks ? null : at + Math.min(backoffMs(looks, core.random()), absentAfterMs * looks);
      return move(write, crosspost, 'lose_track', at, { dueAt, putOff: looks, problem: settled.problem });
    }
  }
}

function settleAsThere(
  write: Writer,
  crosspost: CrosspostRecord,
  attempt: AttemptRecord,
  post: RemotePost | null,
  at: number,
): void {
  write.endAttempt(attempt.id, { state: 'accepted', result: null, problem: null, at });
  note(write, at, 'attempt_settled', crosspost, { attempt: attempt.id, is: 'there' });
  recordPublished(write, crosspost, post, at);
}

interface Absent {
  readonly attempt: AttemptRecord;
  readonly is: 'absent' | 'repeat';
  readonly dueAt: number;
}
function settleAsAbsent(write: Writer, crosspost: CrosspostRecord, { attempt, is, dueAt }: Absent, at: number): void {
  write.endAttempt(attempt.id, { state: 'absent', result: null, problem: null, at });
  note(write, at, 'attempt_settled', crosspost, { attempt: attempt.id, is });
  move(write, crosspost, 'absent', at, { dueAt, problem: null, putOff: crosspost.putOff + 1 });
}

/** The first repeat goes at once; a network that loses one answer after the other is given more and more time. */
function pauseBeforeRepeat(
  { publishStartedAt }: CrosspostRecord,
  { step }: AttemptRecord,
  attempts: readonly AttemptRecord[],
  random: number,
): number {
  const since = publishStartedAt ?? 0;
  const lost = attempts.filter((past) => past.step === step && past.state === 'absent' && past.startedAt >= since);
  return lost.length === 0 ? 0 : backoffMs(lost.length, random);
}

/** The person looked and says whether it is there. Their word settles it. */
export function settleByHand(core: Core, id: CrosspostId, isThere: boolean): PostId {
  const at = core.clock.now();
  const postId = core.store.write((write) => {
    const crosspost = write.crosspost(id);
    const attempt = unknownAttempt(write.attempts(id));
    if (crosspost?.state !== 'unknown' || attempt === null) throw new ExpectedFailure({ code: 'not_possible_now' });
    if (isThere) settleAsThere(write, crosspost, attempt, null, at);
    else settleAsAbsent(write, { ...crosspost, putOff: 0 }, { attempt, is: 'absent', dueAt: at }, at);
    return crosspost.postId;
  });
  core.changed({ kind: 'posts', postIds: [postId] });
  return postId;
}

function unknownAttempt(attempts: readonly AttemptRecord[]): AttemptRecord | null {
  return attempts.find((attempt) => attempt.state === 'unknown') ?? null;
}
