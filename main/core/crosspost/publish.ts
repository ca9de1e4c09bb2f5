/**
 * Publishes one approved crosspost, step by step. Before a step's call an attempt is committed; after it, its outcome.
 * Whatever happens in between — a crash, a dropped connection — leaves an attempt that is known to be unknown, and an
 * unknown attempt is never repeated blindly (`settle.ts`).
 */
import { toError } from '../../../contract/errors.ts';
import type { Content, ContentPicture, CrosspostId, Sha256 } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor } from '../core.ts';
import type { Json } from '../../../contract/json.ts';
import type { AccountCall, Connector, PublishStep, StepOutcome } from '../ports/network.ts';
import type { AccountRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { askSchedule } from '../schedule/allowed.ts';
import { pausedUntil } from '../schedule/pause.ts';
import { canonicalJson } from '../../../contract/json.ts';
import { contentHash, contentToJson, sha256Of } from './content.ts';
import { giveUp, isUpload, move, note, voidApproval } from './moves.ts';
import { endAttempt } from './outcome.ts';
import { publicAddress } from '../hosting/address.ts';
import { publishGuard } from './guard.ts';
import { isRepeatedUnseen, samenessNotice } from './repeated.ts';
import { pickUp } from './recover.ts';
import { isCrosspostDue } from './retry.ts';

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
  if (core.store.read.crosspost(id)?.state === 'publishing') return pickUpAgain(core, id);
  const intact = await filesAreIntact(core, id);
  const begun = begin(core, id, intact);
  if (begun === null) return;
  const { crosspost, account } = begun;
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
  const { publish } = connectorFor(core, account.network);
  if (publish === undefined) throw new Error(`A crosspost to ${account.network} was planned, which cannot publish`);
  await runSteps({ core, crosspost, account, publish, call: callFor(core, account, signal) }, signal);
  core.changed({ kind: 'posts', postIds: [crosspost.postId] });
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

interface Begun {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
}

/** Reads every picture and the video that were approved and compares their hashes. */
async function filesAreIntact(core: Core, id: CrosspostId): Promise<boolean> {
  const content = core.store.read.crosspost(id)?.content;
  if (content === undefined) return false;
  const reads = await Promise.allSettled(filesOf(content).map((file) => readFile(core, content, file.sha256)));
  return reads.every((read) => read.status === 'fulfilled');
}

function filesOf({ pictures, video }: Content): readonly ContentPicture[] {
  return video === null ? pictures : [...pictures, video];
}

/** Throws for a file that was not approved, that is gone, or that no longer has its hash. */
async function readFile(core: Core, content: Content, sha256: Sha256): Promise<Blob> {
  const file = filesOf(content).find((candidate) => candidate.sha256 === sha256);
  if (file === undefined) throw new Error('A step asked for a file that was not approved');
  const room = file === content.video ? core.videos : core.pictures;
  return room.read(sha256, file.mimeType);
}

/** The guards and the change to `publishing`, in one transaction. */
function begin(core: Core, id: CrosspostId, filesIntact: boolean): Begun | null {
  const at = core.clock.now();
  return core.store.write((write) => {
    const crosspost = write.crosspost(id);
    const account = crosspost === null ? null : write.account(crosspost.accountId);
    if (crosspost === null || account === null || !mayBegin(write, crosspost, at)) return null;
    if (!core.mayPublish(account.id)) return null;
    const sameness = crosspost.publishKey === null ? isRepeatedUnseen(write, crosspost, at) : null;
    const guarded = publishGuard({
      crosspost,
      account,
      filesIntact,
      original: write.post(crosspost.postId)?.audience ?? 'direct',
      approval: write.approval(id),
      route: write.route(crosspost.routeId),
      hash: contentHash(crosspost.content, account, crosspost.scheduledAt),
      isRepeated: sameness !== null,
      now: at,
    });
    const asked = { crosspost, account, zone: core.clock.timeZone(), now: at };
    const verdict = guarded.kind === 'go' ? askSchedule(write, asked) : guarded;
    if (verdict.kind === 'void') {
      const notices = [...crosspost.notices, ...samenessNotice(sameness)];
      const problem = { code: 'approval_stale' } as const;
      voidApproval(write, crosspost, 'withdraw_approval', verdict.reason, at, { problem, notices });
      note(write, at, 'approval_voided', crosspost, { reason: verdict.reason });
      return null;
    }
    if (verdict.kind === 'wait') {
      write.changeCrosspost(id, { from: 'approved', dueAt: verdict.until, problem: verdict.problem, at });
      return null;
    }
    const stale = write.attempts(id).filter((past) => isUpload(past) && past.startedAt < at - uploadLivesMs);
    giveUp(write, stale, at);
    move(write, crosspost, 'begin', at, {
      publishKey: crosspost.publishKey ?? core.newKey(),
      publishStartedAt: crosspost.publishStartedAt ?? at,
      problem: null,
    });
    const begun = write.crosspost(id);
    return begun === null ? null : { crosspost: begun, account };
  });
}

/** Servers forget an upload that no post names: Mastodon after a day. */
const uploadLivesMs = 12 * 60 * 60_000;

/** Asked anew when the work begins: in its lane it may have waited while the person took the yes back or paused. */
function mayBegin(write: Writer, crosspost: CrosspostRecord, at: number): boolean {
  const isGoing = crosspost.state === 'approved' && crosspost.withdrawingAt === null;
  return isGoing && isCrosspostDue(crosspost, at) && pausedUntil(write, at) === null;
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
  const attempt = startAttempt(core, crosspost, step, key);
  const { content } = crosspost;
  const file = (sha256: Sha256): Promise<Blob> => readFile(core, content, sha256);
  const address = async (sha256: Sha256): Promise<string> =>
    publicAddress(core, crosspost, { sha256, bytes: await file(sha256) }, call.signal);
  const outcome = await publish
    .perform({ step, content, results, key, startedAt, file, address }, call)
    .catch((thrown: unknown) => afterABug(core, thrown));
  endAttempt(publishing, { id: attempt, step, isLast }, outcome);
  return outcome;
}

/** A connector that throws has a bug, and nobody can say whether the network took the post. */
function afterABug(core: Core, thrown: unknown): StepOutcome {
  core.log.error('a publish step threw', { error: toError(thrown).message });
  return { kind: 'unknown', problem: { code: 'internal' } };
}

function startAttempt(core: Core, crosspost: CrosspostRecord, step: PublishStep, key: string): AttemptRecord['id'] {
  const at = core.clock.now();
  const fingerprint = sha256Of(canonicalJson({ step: step.name, key, content: contentToJson(crosspost.content) }));
  return core.store.write((write) => {
    const id = write.startAttempt({ crosspostId: crosspost.id, step: step.name, safety: step.safety, fingerprint, at });
    note(write, at, 'attempt_started', crosspost, { attempt: id, step: step.name, fingerprint });
    return id;
  });
}

function putOff({ core, crosspost }: Publishing): void {
  const at = core.clock.now();
  core.store.write((write) => move(write, crosspost, 'put_off', at, { dueAt: at, problem: null }));
}
