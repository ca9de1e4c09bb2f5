/** Crossposts that say they are being published while nobody is at work on them: nothing of them may be lost or sent twice. */
import type { Core } from '../core.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { move, note } from './moves.ts';

/** At start, before anything else runs: what the last run was at when it ended is picked up. */
export function recover(core: Core): void {
  const at = core.clock.now();
  core.store.write((write) => {
    for (const crosspost of write.crosspostsInState('publishing', 10_000)) pickUp(write, crosspost, at);
  });
  core.passing?.('recovered');
}

/**
 * An attempt that was being sent has an unknown outcome; a publish that ended between two steps goes on. Only for a
 * crosspost whose job has ended without a word: the program died, or an outcome could not be written down.
 */
export function pickUp(write: Writer, crosspost: CrosspostRecord, at: number): void {
  const sending = write.attempts(crosspost.id).find((attempt) => attempt.state === 'sending');
  if (sending === undefined) return move(write, crosspost, 'put_off', at, { dueAt: at });
  write.endAttempt(sending.id, { state: 'unknown', result: null, problem: { code: 'unknown' }, at });
  move(write, crosspost, 'lose_track', at, { problem: { code: 'unknown' }, dueAt: at, putOff: 0 });
  note(write, at, 'attempt_unknown', crosspost, { attempt: sending.id, code: 'interrupted' });
}
