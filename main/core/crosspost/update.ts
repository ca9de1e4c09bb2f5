/**
 * Brings a published copy up to date. That new words are on their way is a due time of the copy and an approval of other words
 * than it has: so a crash in between forgets nothing. As with every write the attempt is committed before the call and its
 * outcome after it; what is unknown is read back.
 */
import type { Problem } from '../../../contract/errors.ts';
import { canonicalJson } from '../../../contract/json.ts';
import type { CrosspostId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor, needsSignIn } from '../core.ts';
import { NetworkFailure } from '../ports/network.ts';
import type { AccountRecord, ApprovalRecord, AttemptRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { isAtMost } from '../privacy/audience.ts';
import { pausedUntil } from '../schedule/pause.ts';
import { contentHash, contentToJson, sha256Of } from './content.ts';
import { lookAfterUpdate } from './look-after-update.ts';
import { note } from './moves.ts';
import { endUpdate, giveUpUpdate, type UpdateOutcome, type Updating } from './update-outcome.ts';

const stepStart = 'edit-';
/** The attempts at changing a copy; the others made it. */
export const isUpdateAttempt = ({ step }: AttemptRecord): boolean => step.startsWith(stepStart);
const isOpen = ({ state }: AttemptRecord): boolean => state === 'sending' || state === 'unknown';

/** Sends the new words of a copy that is due, or looks after words of which nobody knows whether they arrived. */
export async function updateCopy(core: Core, id: CrosspostId, signal: AbortSignal): Promise<void> {
  if (pausedUntil(core.store.read, core.clock.now()) !== null) return;
  const updating = core.store.write((write) => prepare(core, write, id));
  if (updating !== null) {
    const attempts = core.store.read.attempts(id).filter(isUpdateAttempt);
    const open = attempts.find(isOpen);
    if (open === undefined) await send(updating, attempts, signal);
    else await lookAfterUpdate(updating, open, attempts, signal);
    core.changed({ kind: 'posts', postIds: [updating.crosspost.postId] });
  }
}

/** Everything that must hold before a byte leaves; else the new words are given up and it is said why. */
function prepare(core: Core, write: Writer, id: CrosspostId): Updating | null {
  const crosspost = write.crosspost(id);
  if (crosspost?.state !== 'published' || crosspost.dueAt === null) return null;
  if (!core.mayPublish(crosspost.accountId)) return null;
  const at = core.clock.now();
  const account = write.account(crosspost.accountId);
  const approval = write.approval(id);
  const post = write.outputs(id).findLast(({ removedAt }) => removedAt === null);
  const problem = against(write, { crosspost, account, approval });
  if (problem === null && account !== null && approval !== null && post !== undefined)
    return { core, crosspost, account, approval, post };
  giveUpUpdate(write, { crosspost, approval }, problem ?? { code: 'not_found' }, at);
  return null;
}

interface Prepared {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord | null;
  readonly approval: ApprovalRecord | null;
}

/** New words of a post that fewer people may see go to nobody else either. */
function against(write: Writer, { crosspost, account, approval }: Prepared): Problem | null {
  if (account === null || account.unlinkedAt !== null) return { code: 'auth_revoked' };
  if (crosspost.withdrawingAt !== null) return { code: 'not_possible_now' };
  const hash = approval === null ? null : contentHash(approval.content, account, crosspost.scheduledAt);
  if (approval === null || approval.contentHash !== hash) return { code: 'approval_stale' };
  const original = write.post(crosspost.postId)?.audience ?? 'direct';
  const isKept = approval.content.audience === crosspost.content.audience;
  return isKept && isAtMost(approval.content.audience, original) ? null : { code: 'approval_stale' };
}

async function send(updating: Updating, before: readonly AttemptRecord[], signal: AbortSignal): Promise<void> {
  const { core, crosspost, account, post, approval } = updating;
  const edit = connectorFor(core, account.network).publish?.edit;
  if (edit === undefined) throw new Error(`New words for ${account.network}, which cannot change a post`);
  const id = startUpdate(updating, before);
  core.passing?.('attempt_committed');
  const call = callFor(core, account, signal);
  const outcome = await edit({ post, content: approval.content, before: crosspost.content }, call).then(
    (now): UpdateOutcome => ({ kind: 'accepted', post: now }),
    (thrown: unknown): UpdateOutcome => outcomeOf(core, thrown),
  );
  core.passing?.('post_ended');
  core.store.write((write) => endUpdate(write, updating, id, outcome));
  core.passing?.('outcome_committed');
  const lostSignIn = outcome.kind === 'refused' && needsSignIn(outcome.problem);
  if (lostSignIn) core.changed({ kind: 'accounts' });
}

/** Each change of a copy is a step of its own: the index of live attempts lets one be under way. */
function startUpdate({ core, crosspost, approval }: Updating, before: readonly AttemptRecord[]): AttemptRecord['id'] {
  const at = core.clock.now();
  const step = `${stepStart}${before.filter(({ state }) => state === 'accepted').length + 1}`;
  const fingerprint = sha256Of(canonicalJson({ step, content: contentToJson(approval.content) }));
  return core.store.write((write) => {
    const id = write.startAttempt({ crosspostId: crosspost.id, step, safety: 'find', fingerprint, at });
    note(write, at, 'attempt_started', crosspost, { attempt: id, step, fingerprint });
    return id;
  });
}

/** Failures after which the network may have taken the change all the same. */
const leavesOpen: readonly Problem['code'][] = [
  'timeout',
  'transient',
  'unreachable',
  'bad_answer',
  'answer_too_large',
  'redirected_away',
  'unknown',
  'internal',
];

function outcomeOf(core: Core, thrown: unknown): UpdateOutcome {
  if (!(thrown instanceof NetworkFailure)) {
    core.log.error('changing a copy threw', { error: String(thrown) });
    return { kind: 'unknown', problem: { code: 'internal' } };
  }
  const { problem, notSent } = thrown;
  return { kind: !notSent && leavesOpen.includes(problem.code) ? 'unknown' : 'refused', problem };
}
