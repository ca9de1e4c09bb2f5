/** The append-only ledger. Rows are chained by hashes; triggers refuse to change or delete one. */
import type { LedgerId } from '../../contract/model.ts';
import type { LedgerEntry, LedgerRecord } from '../core/ports/records.ts';
import { type LedgerLink, hashBeforeFirst, linkHash } from './chain.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { canonicalJson } from '../../contract/json.ts';
import { fromJson } from './json.ts';

type LedgerRow = Omit<LedgerRecord, 'facts'> & { readonly facts: string };

const allRows = 'SELECT id, at, action, facts, previous_hash AS previousHash, hash FROM ledger';

/** A page, newest first; `after` is the id of the last row of the page before it. */
export function listLedger(db: ReadableDb, after: LedgerId | null, limit: number): readonly LedgerRecord[] {
  const list = select<LedgerRow>(db, `${allRows} WHERE id < ? ORDER BY id DESC LIMIT ?`);
  const rows = list.all(after ?? Number.MAX_SAFE_INTEGER, limit);
  return rows.map((row) => ({ ...row, facts: fromJson(row.facts) }));
}

/** Runs in an immediate transaction, so that nobody can append between the look at the last row and the new one. */
export function appendLedger(db: WritableDb, { at, action, facts }: LedgerEntry): void {
  const last = select<LedgerRow>(db, `${allRows} ORDER BY id DESC LIMIT 1`).get();
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

/** Streams through all rows. */
export function verifyLedger(db: ReadableDb): LedgerId | null {
  let previousHash = hashBeforeFirst;
  for (const row of select<LedgerRow>(db, `${allRows} ORDER BY id`).iterate()) {
    if (row.previousHash !== previousHash || row.hash !== linkHash(row)) return row.id;
    previousHash = row.hash;
  }
  return null;
}
