/** What is due, and when: the scheduler's questions. */
import type { CrosspostRecord } from '../core/ports/records.ts';
import type { DueTimes } from '../core/ports/queries.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, select } from './db.ts';

/** Along the index by time: of its own accord SQLite takes one that reads and sorts all that is scheduled. */
const scheduled = `${allCrossposts} INDEXED BY crosspost_due WHERE tab = 'scheduled'`;
/**
 * Written by a clock that ran ahead and has been put right. A time that a person chose may be as far away as they like;
 * what was put off may not.
 */
const ranAhead = `(changed_at > @latest AND due_at > @now
  AND (scheduled_by IS NOT 'person' OR due_at > scheduled_at + @latest - @now))`;
export const isDue = `(due_at <= @now OR ${ranAhead})`;

/**
 * Of each account only the first few, so that one whose server hangs cannot fill the list and keep the others from going.
 * Its lane does one thing after the other anyway.
 */
const ofEachAccount = 8;
/** So many due rows are looked at, which takes a few milliseconds. */
const mostLookedAt = 5_000;

export function listDueCrossposts(db: ReadableDb, due: DueTimes, limit: number): readonly CrosspostRecord[] {
  const inTime = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE id IN (
       SELECT id FROM (
         SELECT id, row_number() OVER (PARTITION BY account_id ORDER BY due_at, id) AS place FROM (
           SELECT id, account_id, due_at FROM crosspost INDEXED BY crosspost_due
           WHERE tab = 'scheduled' AND due_at <= @now ORDER BY due_at, id LIMIT ${mostLookedAt}
         )
       ) WHERE place <= ${ofEachAccount}
     ) ORDER BY due_at, id LIMIT @limit`,
  );
  const ahead = select<CrosspostRow>(
    db,
    `${allCrossposts} INDEXED BY crosspost_changed WHERE tab = 'scheduled' AND ${ranAhead} ORDER BY changed_at LIMIT @limit`,
  );
  const { now } = due;
  return [...inTime.all({ now, limit }), ...ahead.all({ ...due, limit })].slice(0, limit).map(toCrosspost);
}

export function listDueUnknowns(db: ReadableDb, due: DueTimes, limit: number): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE state = 'unknown' AND (due_at <= @now OR ${ranAhead}) ORDER BY due_at, id LIMIT @limit`,
  );
  return list.all({ ...due, limit }).map(toCrosspost);
}

export function findNextScheduled(db: ReadableDb): CrosspostRecord | null {
  const find = select<CrosspostRow>(
    db,
    `${scheduled} AND state = 'approved' AND due_at IS NOT NULL ORDER BY due_at, id LIMIT 1`,
  );
  const row = find.get();
  return row === undefined ? null : toCrosspost(row);
}

export function nextDueAt(db: ReadableDb, after: number): number | null {
  const find = select<{ readonly dueAt: number | null }>(
    db,
    `SELECT min(dueAt) AS dueAt FROM (
       SELECT min(due_at) AS dueAt FROM crosspost INDEXED BY crosspost_due
       WHERE tab = 'scheduled' AND state = 'approved' AND due_at > @after
       UNION ALL SELECT min(due_at) FROM crosspost WHERE state = 'unknown' AND due_at > @after
       UNION ALL SELECT min(due_at) FROM crosspost WHERE state = 'published' AND due_at IS NOT NULL AND due_at > @after
     )`,
  );
  return find.get({ after })?.dueAt ?? null;
}
