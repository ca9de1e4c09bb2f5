/** Attempts: the fence against publishing twice. The unique index `attempt_live` is what holds. */
import type { AttemptId, CrosspostId } from '../../contract/model.ts';
import type { AttemptRecord, AttemptState, NewAttempt } from '../core/ports/records.ts';
import type { Writer } from '../core/ports/store.ts';
import { type ReadableDb, type WritableDb, change, insertedId, select } from './db.ts';
import { fromNullableJson, toNullableJson } from './json.ts';

type AttemptEnd = Parameters<Writer['endAttempt']>[1];
type AttemptRow = Omit<AttemptRecord, 'result' | 'problem'> & {
  readonly result: string | null;
  readonly problem: string | null;
};

const allAttempts = `SELECT id, crosspost_id AS crosspostId, step, safety, fingerprint, state, started_at AS startedAt,
  ended_at AS endedAt, result, problem FROM attempt`;

const toAttempt = (row: AttemptRow): AttemptRecord => ({
  ...row,
  result: fromNullableJson(row.result),
  problem: fromNullableJson(row.problem),
});

export function listAttempts(db: ReadableDb, id: CrosspostId): readonly AttemptRecord[] {
  return select<AttemptRow>(db, `${allAttempts} WHERE crosspost_id = ? ORDER BY id`).all(id).map(toAttempt);
}

export function listAttemptsInState(db: ReadableDb, state: AttemptState, limit: number): readonly AttemptRecord[] {
  return select<AttemptRow>(db, `${allAttempts} WHERE state = ? ORDER BY id LIMIT ?`).all(state, limit).map(toAttempt);
}

export function startAttempt(db: WritableDb, { crosspostId, step, safety, fingerprint, at }: NewAttempt): AttemptId {
  const insert = change(
    db,
    `INSERT INTO attempt (crosspost_id, step, safety, fingerprint, state, started_at)
     VALUES (?, ?, ?, ?, 'sending', ?)`,
  );
  return insertedId(insert.run(crosspostId, step, safety, fingerprint, at));
}

/**
 * Ends what is being sent, settles what is unknown, or gives up an accepted upload; throws for an attempt whose outcome
 * is known otherwise.
 */
export function endAttempt(db: WritableDb, id: AttemptId, { state, result, problem, at }: AttemptEnd): void {
  const end = change(
    db,
    `UPDATE attempt SET state = ?, result = ?, problem = ?, ended_at = ?
     WHERE id = ? AND (state IN ('sending', 'unknown') OR (state = 'accepted' AND ? = 'absent'))`,
  );
  const { changes } = end.run(state, toNullableJson(result), toNullableJson(problem), at, id, state);
  if (changes !== 1) throw new Error(`Attempt ${id} has ended already`);
}
