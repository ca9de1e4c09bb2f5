/** What networks said of their limits, and what was used of them. Old rows are of no use and go. */
import type { AttemptId } from '../../contract/model.ts';
import type { Owner, SaidLimit, Use, UseKind } from '../core/ports/budgets.ts';
import type { Writer } from '../core/ports/store.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';

const allLimits = `SELECT owner, host, bucket, most, remaining, resets_at AS resetsAt, seen_at AS seenAt,
  spent_by AS spentBy FROM said_limit`;

export function findSaidLimit(db: ReadableDb, owner: Owner, host: string, bucket: string): SaidLimit | null {
  const find = select<SaidLimit>(db, `${allLimits} WHERE owner = ? AND host = ? AND bucket = ?`);
  return find.get(owner, host, bucket) ?? null;
}

export function listLowLimits(db: ReadableDb, owner: Owner): readonly SaidLimit[] {
  const list = select<SaidLimit>(db, `${allLimits} WHERE owner = ? AND remaining <= coalesce(most, remaining) / 2.0`);
  return list.all(owner);
}

export function keepSaidLimit(db: WritableDb, limit: SaidLimit): void {
  const keep = change(
    db,
    `INSERT INTO said_limit (owner, host, bucket, most, remaining, resets_at, seen_at, spent_by)
     VALUES (@owner, @host, @bucket, @most, @remaining, @resetsAt, @seenAt, @spentBy)
     ON CONFLICT (owner, host, bucket) DO UPDATE SET most = excluded.most, remaining = excluded.remaining,
       resets_at = excluded.resets_at, seen_at = excluded.seen_at, spent_by = excluded.spent_by`,
  );
  keep.run({ ...limit });
}

const usesOf = 'FROM budget_use WHERE owner = ? AND kind = ? AND at > ?';

export function listUses(db: ReadableDb, owner: Owner, kind: UseKind, after: number): readonly Use[] {
  return select<Use>(db, `SELECT at, amount ${usesOf} ORDER BY at`).all(owner, kind, after);
}

export function sumOfUses(db: ReadableDb, owner: Owner, kind: UseKind, after: number): number {
  const sum = select<{ readonly amount: number }>(db, `SELECT coalesce(sum(amount), 0) AS amount ${usesOf}`);
  return sum.get(owner, kind, after)?.amount ?? 0;
}

export function addUse(
  db: WritableDb,
  owner: Owner,
  kind: UseKind,
  { at, amount }: Use,
  attempt: AttemptId | null,
): void {
  const add = change(db, 'INSERT INTO budget_use (owner, kind, at, amount, attempt_id) VALUES (?, ?, ?, ?, ?)');
  add.run(owner, kind, at, amount, attempt);
}

export function takeBackUses(db: WritableDb, attempt: AttemptId): ReturnType<Writer['takeBackUses']> {
  const made = select<Use & { readonly kind: UseKind }>(
    db,
    'SELECT kind, at, amount FROM budget_use WHERE attempt_id = ?',
  );
  const uses = made.all(attempt);
  change(db, 'DELETE FROM budget_use WHERE attempt_id = ?').run(attempt);
  return uses;
}

export function forgetBudgets(db: WritableDb, before: { readonly uses: number; readonly limits: number }): void {
  change(db, 'DELETE FROM budget_use WHERE at < ?').run(before.uses);
  change(db, 'DELETE FROM said_limit WHERE resets_at < ?').run(before.limits);
}
