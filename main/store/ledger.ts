/** The append-only ledger. Rows are chained by hashes; triggers refuse to change or delete one. */
import type { LedgerMark } from '../../contract/ledger.ts';
import type { LedgerId } from '../../contract/model.ts';
import type { LedgerEntry, LedgerRecord, LedgerSlice } from '../core/ports/ledger.ts';
import { faultOf, hashBeforeFirst, type LedgerLink, linkHash } from './chain.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { canonicalJson } from '../../contract/json.ts';
import { fromJson } from './json.ts';

export type LedgerRow = Omit<LedgerRecord, 'facts'> & { readonly facts: string };

/** The columns of a `LedgerRow`; the table is named, for joins. */
export const ledgerColumns = `ledger.id, ledger.at, ledger.action, ledger.facts, ledger.previous_hash AS previousHash,
  ledger.hash`;

export const toLedgerRecord = (row: LedgerRow): LedgerRecord => ({ ...row, facts: fromJson(row.facts) });

/** A page, newest first; `after` is the id of the last row of the page before it. */
export function listLedger(db: ReadableDb, after: LedgerId | null, limit: number): readonly LedgerRecord[] {
  const list = select<LedgerRow>(db, `SELECT ${ledgerColumns} FROM ledger WHERE id < ? ORDER BY id DESC LIMIT ?`);
  return list.all(after ?? Number.MAX_SAFE_INTEGER, limit).map(toLedgerRecord);
}

/** Where the ledger stands, or stood at a row; null when there is no such row. */
export function findLedgerMark(db: ReadableDb, id: LedgerId | null): LedgerMark | null {
  const newest = 'SELECT id, hash FROM ledger ORDER BY id DESC LIMIT 1';
  if (id === null) return select<LedgerMark>(db, newest).get() ?? null;
  return select<LedgerMark>(db, 'SELECT id, hash FROM ledger WHERE id = ?').get(id) ?? null;
}

/** Runs in an immediate transaction, so that nobody can append between the look at the last row and the new one. */
export function appendLedger(db: WritableDb, { at, action, facts }: LedgerEntry): void {
  const last = findLedgerMark(db, null);
  const link: LedgerLink = {
    id: ((last?.id ?? 0) + 1) as LedgerId,
    at,
    action,
    facts: canonicalJson(facts),
    previousHash: last?.hash ?? hashBeforeFirst,
  };
  change(
    db,
    `INSERT INTO ledger (id, at, action, facts, previous_hash, hash)
     VALUES (@id, @at, @action, @facts, @previousHash, @hash)`,
  ).run({ ...link, hash: linkHash(link) });
}

/**
 * Recomputes the next rows after one that fits; `last` is where to go on, and the slice is the last when it has fewer rows than
 * `limit`. Stops at the first row that does not fit.
 */
export function checkLedger(db: ReadableDb, after: LedgerMark | null, limit: number): LedgerSlice {
  const list = select<LedgerRow>(db, `SELECT ${ledgerColumns} FROM ledger WHERE id > ? ORDER BY id LIMIT ?`);
  // A row whose number is not positive was put there by hand: it belongs to the first slice.
  const rows = list.all(after?.id ?? Number.MIN_SAFE_INTEGER, limit);
  let last = after;
  for (const [index, row] of rows.entries()) {
    const fault = faultOf(last, row);
    if (fault !== null) return { checked: index, last, broken: { id: row.id, fault } };
    last = { id: row.id, hash: row.hash };
  }
  return { checked: rows.length, last, broken: null };
}
