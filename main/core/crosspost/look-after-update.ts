/** New words of a copy of which nobody knows whether they arrived: the copy is read back. */
import type { Problem } from '../../../contract/errors.ts';
import type { Content } from '../../../contract/model.ts';
import { callFor, connectorFor } from '../core.ts';
import { NetworkFailure } from '../ports/network.ts';
import type { AttemptRecord } from '../ports/records.ts';
import type { SourcePost } from '../ports/source.ts';
import type { Writer } from '../ports/store.ts';
import { textFingerprint } from './duplicate.ts';
import { note } from './moves.ts';
import { backoffMs } from './retry.ts';
import { absentAfterMs } from './settle.ts';
import { endUpdate, giveUpUpdate, recordUpdated, revise, type Updating } from './update-outcome.ts';

/** After so many looks, or so many attempts that came to nothing, the person is told instead. */
const mostLooks = 12;
const mostLosses = 5;

type Found =
  | { readonly kind: 'new' }
  /** It certainly says what it said before, or saying it once more changes nothing. */
  | { readonly kind: 'old' }
  | { readonly kind: 'gone' }
  /** Somebody changed it there meanwhile: that is not written over. */
  | { readonly kind: 'other' }
  | { readonly kind: 'cannot_tell'; readonly problem: Problem };

export async function lookAfterUpdate(
  updating: Updating,
  attempt: AttemptRecord,
  attempts: readonly AttemptRecord[],
  signal: AbortSignal,
): Promise<void> {
  const { core } = updating;
  // The program ended, or could not write down how the call did, while it was under way.
  if (attempt.state === 'sending') {
    const problem = { code: 'unknown' } as const;
    core.store.write((write) => endUpdate(write, updating, attempt.id, { kind: 'unknown', problem }));
  }
  const found = await readBack(updating, attempt, signal);
  const losses = attempts.filter(({ step, state }) => step === attempt.step && state === 'absent').length;
  core.store.write((write) => record(write, updating, attempt, losses < mostLosses ? found : giveUp(found)));
}

/** What comes to nothing again and again is not sent for ever. */
const giveUp = (found: Found): Found => (found.kind === 'old' ? { kind: 'other' } : found);

async function readBack(updating: Updating, attempt: AttemptRecord, signal: AbortSignal): Promise<Found> {
  const { core, account, post, approval, crosspost } = updating;
  const { read: reading, publish } = connectorFor(core, account.network);
  const read = reading?.post;
  // Where nothing can be read the change is sent once more: it is the same change.
  if (read === undefined) return { kind: 'old' };
  try {
    const there = await read(post.remoteId, callFor(core, account, signal));
    if (there === null) return { kind: 'gone' };
    const isWhole = !(publish?.editsAll ?? false) || hasMarks(there, approval.content);
    if (hasWords(there, approval.content) && isWhole) return { kind: 'new' };
    const isEarly = core.clock.now() - (attempt.endedAt ?? attempt.startedAt) < absentAfterMs;
    if (isEarly) return { kind: 'cannot_tell', problem: { code: 'not_ready' } };
    return { kind: hasWords(there, crosspost.content) || hasWords(there, approval.content) ? 'old' : 'other' };
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure) || signal.aborted) throw thrown;
    return { kind: 'cannot_tell', problem: thrown.problem };
  }
}

function hasWords({ text }: SourcePost, content: Content): boolean {
  const whole = content.title === null ? content.text : `${content.title}\n\n${content.text}`;
  return textFingerprint(text) === textFingerprint(whole);
}

/** Warning and alt texts, where an edit changes them: it may be of one of them alone. */
function hasMarks(there: SourcePost, content: Content): boolean {
  const files = content.video === null ? content.pictures : [content.video];
  const altTexts = [...there.pictures, ...(there.video === null ? [] : [there.video])].map(({ altText }) => altText);
  const isSame = files.every(({ altText }, index) => altText.trim() === altTexts[index]?.trim());
  return (there.warning ?? '') === (content.warning ?? '') && (isSame || altTexts.length !== files.length);
}

function record(write: Writer, updating: Updating, { id }: AttemptRecord, found: Found): void {
  const { core, crosspost, post } = updating;
  const at = core.clock.now();
  // Overtaken by a newer yes while the copy was read.
  if (write.attempts(crosspost.id).find((attempt) => attempt.id === id)?.state !== 'unknown') return;
  const settled = (is: string, state: 'accepted' | 'absent'): void => {
    write.endAttempt(id, { state, result: null, problem: null, at });
    note(write, at, 'attempt_settled', crosspost, { attempt: id, is });
  };
  switch (found.kind) {
    case 'new':
      settled('there', 'accepted');
      return recordUpdated(write, updating, post);
    case 'old':
      settled('absent', 'absent');
      return revise(write, updating, at, { dueAt: at, problem: null, putOff: 0 });
    case 'gone':
      settled('absent', 'absent');
      return giveUpUpdate(write, updating, { code: 'not_found' }, at);
    case 'other':
      settled('absent', 'absent');
      return giveUpUpdate(write, updating, { code: 'unknown' }, at);
    case 'cannot_tell': {
      const looks = crosspost.putOff + 1;
      if (looks >= mostLooks) return giveUpUpdate(write, updating, { code: 'unknown' }, at);
      const dueAt = at + Math.min(backoffMs(looks, core.random()), absentAfterMs * looks);
      return revise(write, updating, at, { dueAt, problem: found.problem, putOff: looks });
    }
  }
}
