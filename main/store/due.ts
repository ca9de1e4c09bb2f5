/** What is due, and when: the scheduler's questions. */
import type { CrosspostRecord } from '../core/ports/records.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, select } from './db.ts';

export function listDueCrossposts(db: ReadableDb, now: number, limit: number): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE tab = 'scheduled' AND due_at <= ? ORDER BY due_at, id LIMIT ?`,
  );
  return list.all(now, limit).map(toCrosspost);
}

export function findNextScheduled(db: ReadableDb): CrosspostRecord | null {
  const find = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE tab = 'scheduled' AND state = 'approved' AND due_at IS NOT NULL ORDER BY due_at, id LIMIT 1`,
  );
  const row = find.get();
  return row === undefined ? null : toCrosspost(row);
}

export function nextDueAt(db: ReadableDb): number | null {
  const find = select<{ readonly dueAt: number }>(
    db,
    `SELECT due_at AS dueAt FROM crosspost
     WHERE tab = 'scheduled' AND state = 'approved' AND due_at IS NOT NULL ORDER BY due_at LIMIT 1`,
  );
  return find.get()?.dueAt ?? null;
}
