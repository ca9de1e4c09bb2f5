/** The times of crossposts: which are taken up at an account, and what is planned in a span. */
import type { AccountId } from '../../contract/model.ts';
import type { CrosspostRecord, TakenTime } from '../core/ports/records.ts';
import type { Span } from '../core/ports/queries.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, select } from './db.ts';

/** Answered by the index alone. */
export function listTakenTimes(db: ReadableDb, accountId: AccountId, { from, to }: Span): readonly TakenTime[] {
  const list = select<TakenTime>(
    db,
    `SELECT id, goes_at AS at, state FROM crosspost INDEXED BY crosspost_goes
     WHERE account_id = @accountId AND goes_at >= @from AND goes_at < @to ORDER BY goes_at, state, id`,
  );
  return list.all({ accountId, from, to });
}

export function listPlanned(db: ReadableDb, { from, to }: Span, limit: number): readonly CrosspostRecord[] {
  const going = select<CrosspostRow>(
    db,
    `${allCrossposts} INDEXED BY crosspost_due
     WHERE tab = 'scheduled' AND due_at >= @from AND due_at < @to ORDER BY due_at, id LIMIT @limit`,
  );
  const waiting = select<CrosspostRow>(
    db,
    `${allCrossposts} INDEXED BY crosspost_scheduled
     WHERE tab = 'waiting' AND scheduled_at >= @from AND scheduled_at < @to ORDER BY scheduled_at, id LIMIT @limit`,
  );
  const timeOf = ({ dueAt, scheduledAt }: CrosspostRow): number => dueAt ?? scheduledAt ?? 0;
  const rows = [...going.all({ from, to, limit }), ...waiting.all({ from, to, limit })];
  return rows
    .toSorted((left, right) => timeOf(left) - timeOf(right))
    .slice(0, limit)
    .map(toCrosspost);
}
