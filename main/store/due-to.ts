/** What is due on one account and what goes by itself: the questions after a gap and after a change of a route. */
import type { AccountId, RouteId } from '../../contract/model.ts';
import type { CrosspostRecord } from '../core/ports/records.ts';
import type { DueTimes } from '../core/ports/queries.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, select } from './db.ts';
import { isDue } from './due.ts';

const scheduledTo = `INDEXED BY crosspost_due_to WHERE tab = 'scheduled' AND account_id = @id`;
const listTo = `${allCrossposts} ${scheduledTo}`;

export function listDueCrosspostsTo(
  db: ReadableDb,
  id: AccountId,
  due: DueTimes,
  limit: number,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(db, `${listTo} AND ${isDue} ORDER BY due_at, id LIMIT @limit`);
  return list.all({ id, ...due, limit }).map(toCrosspost);
}

export function listMissedCrossposts(
  db: ReadableDb,
  id: AccountId,
  before: number,
  limit: number,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(
    db,
    `${listTo} AND state = 'approved' AND due_at < @before AND put_off = 0 AND publish_key IS NULL
     ORDER BY due_at, id LIMIT @limit`,
  );
  return list.all({ id, before, limit }).map(toCrosspost);
}

export function latestDueBetween(db: ReadableDb, id: AccountId, after: number, before: number): number | null {
  const find = select<{ readonly dueAt: number | null }>(
    db,
    `SELECT max(due_at) AS dueAt FROM crosspost ${scheduledTo} AND due_at > @after AND due_at < @before`,
  );
  return find.get({ id, after, before })?.dueAt ?? null;
}

export function listGoingByThemselves(db: ReadableDb, id: RouteId, limit: number): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(
    db,
    `${allCrossposts} INDEXED BY crosspost_scheduled_by
     WHERE tab = 'scheduled' AND route_id = @id AND state = 'approved' AND publish_key IS NULL AND EXISTS (
       SELECT 1 FROM approval
       WHERE approval.crosspost_id = crosspost.id AND voided_at IS NULL AND approved_by <> 'person')
     ORDER BY id LIMIT @limit`,
  );
  return list.all({ id, limit }).map(toCrosspost);
}
