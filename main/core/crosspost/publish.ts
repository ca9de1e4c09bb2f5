/**
 * Publishes one approved crosspost, step by step. Before a step's call an attempt is committed; after it, its outcome.
 * Whatever happens in between — a crash, a dropped connection — leaves an attempt that is known to be unknown, and an
 * unknown attempt is never repeated blindly (`settle.ts`).
 */
import { toError } from '../../../contract/errors.ts';
import type { CrosspostId, Sha256 } from '../../../contract/model.ts';
import { recordUse } from '../budgets/spending.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor } from '../core.ts';
import type { Json } from '../../../contract/json.ts';
import type { AccountCall, Connector, PublishStep, StepOutcome } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import { pausedUntil } from '../schedule/pause.ts';
import { canonicalJson } from '../../../contract/json.ts';
import { begin } from './begin.ts';
import { contentToJson, sha256Of } from './content.ts';
import { filesAreIntact, readFile } from './files.ts';
import { move, note } from './moves.ts';
import { endAttempt } from './outcome.ts';
import { publicAddress } from '../hosting/address.ts';
import { pickUp } from './recover.ts';

type Publish = NonNullable<Connector['publish']>;
interface Publishing {
  readonly core: Core;
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  readonly publish: Publish;
  readonly call: AccountCall;
}

/**
 * Brings a due crosspost as far as it goes now. Does nothing when it is not approved (any more). Runs once at a time for
 * a crosspost: one that is `publishing` already was left so by a run that could not write down how it ended.
 */
export async function publishCrosspost(core: Core, id: CrosspostId, signal: AbortSignal): Promise<void> {
  const due = core.store.read.crosspost(id);
  if (due === null) return;
  if (due.state === 'publishing') return pickUpAgain(core, id);
  const begun = begin(core, id, await filesAreIntact(core, due.content));
  if (begun === null) return tellIfItWaits(core, id);
  core.passing?.('publish_begun');
  const { crosspost, account } = begun;
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
  const { publish } = connectorFor(core, account.network);
  if (publish === undefined) throw new Error(`A crosspost to ${account.network} was planned, which cannot publish`);
  await runSteps({ core, crosspost, account, publish, call: callFor(core, account, signal) }, signal);
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
}

/** It goes later, and the card says why. */
function tellIfItWaits(core: Core, id: CrosspostId): void {
  const crosspost = core.store.read.crosspost(id);
  if (crosspost !== null && crosspost.problem !== null) core.changed({ kind: 'posts', postIds: [crosspost.postId] });
}

function pickUpAgain(core: Core, id: CrosspostId): void {
  const postIds = core.store.write((write) => {
    const crosspost = write.crosspost(id);
    if (crosspost?.state !== 'publishing') return [];
    pickUp(write, crosspost, core.clock.now());
    return [crosspost.postId];
  });
  core.changed({ kind: 'posts', postIds });
}

async function runSteps(publishing: Publishing, signal: AbortSignal): Promise<void> {
  const { core, crosspost, publish } = publishing;
  const steps = publish.steps(crosspost.content);
  const done = core.store.read.attempts(crosspost.id).filter((attempt) => attempt.state === 'accepted');
  const results: Record<string, Json> = Object.fromEntries(done.map((attempt) => [attempt.step, attempt.result]));
  for (const [index, step] of steps.entries()) {
    if (step.name in results) continue;
    const mustStop = signal.aborted || pausedUntil(core.store.read, core.clock.now()) !== null;
    if (mustStop) return putOff(publishing);
    const isLast = index === steps.length - 1;
    const outcome = await attemptStep(publishing, step, results, isLast);
    if (outcome.kind !== 'accepted') return;
    results[step.name] = outcome.result;
    if (!isLast) core.changed({ kind: 'posts', postIds: [crosspost.postId] });
  }
}

/** One fenced attempt: the row before the call, the outcome after it, the crosspost's new state with the outcome. */
async function attemptStep(
  publishing: Publishing,
  step: PublishStep,
  results: Readonly<Record<string, Json>>,
  isLast: boolean,
): Promise<StepOutcome> {
  const { core, crosspost, publish, call } = publishing;
  const { publishKey: key, publishStartedAt: startedAt } = crosspost;
  if (key === null || startedAt === null) throw new Error('A publish without a key');
  const attempt = startAttempt(publishing, step, key);
  core.passing?.('attempt_committed');
  const { content } = crosspost;
  const file = (sha256: Sha256): Promise<Blob> => readFile(core, content, sha256);
  const address = async (sha256: Sha256): Promise<string> =>
    publicAddress(core, crosspost, { sha256, bytes: await file(sha256) }, call.signal);
  const outcome = await publish
    .perform({ step, content, results, key, startedAt, file, address }, call)
    .catch((thrown: unknown) => afterABug(core, thrown));
  core.passing?.(step.safety === 'repeat' ? 'upload_ended' : 'post_ended');
  endAttempt(publishing, { id: attempt, step, isLast }, outcome);
  core.passing?.('outcome_committed');
  return outcome;
}

/** A connector that throws has a bug, and nobody can say whether the network took the post. */
function afterABug(core: Core, thrown: unknown): StepOutcome {
  core.log.error('a publish step threw', { error: toError(thrown).message });
  return { kind: 'unknown', problem: { code: 'internal' } };
}

function startAttempt(publishing: Publishing, step: PublishStep, key: string): AttemptRecord['id'] {
  const { core, crosspost } = publishing;
  const at = core.clock.now();
  const fingerprint = sha256Of(canonicalJson({ step: step.name, key, content: contentToJson(crosspost.content) }));
  return core.store.write((write) => {
    const id = write.startAttempt({ crosspostId: crosspost.id, step: step.name, safety: step.safety, fingerprint, at });
    note(write, at, 'attempt_started', crosspost, { attempt: id, step: step.name, fingerprint });
    recordUse(write, { ...publishing, step, attempt: id, at });
    return id;
  });
}

function putOff({ core, crosspost }: Publishing): void {
  const at = core.clock.now();
  core.store.write((write) => move(write, crosspost, 'put_off', at, { dueAt: at, problem: null }));
}
