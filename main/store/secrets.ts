/** Sealed sign-ins: ciphertext only, which this folder cannot open. */
import type { AccountId } from '../../contract/model.ts';
import type { SealedSecret } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';

export function findSecret(db: ReadableDb, id: AccountId): SealedSecret | null {
  return select<SealedSecret>(db, 'SELECT ciphertext, backend FROM secret WHERE account_id = ?').get(id) ?? null;
}

export function saveSecret(db: WritableDb, id: AccountId, secret: SealedSecret, at: number): void {
  change(
    db,
    `INSERT INTO secret (account_id, ciphertext, backend, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE
     SET ciphertext = excluded.ciphertext, backend = excluded.backend, saved_at = excluded.saved_at`,
  ).run(id, secret.ciphertext, secret.backend, at);
}

/** How many secrets went. The connection's `secure_delete` overwrites their bytes with zeros. */
export function eraseSecrets(db: WritableDb, id: AccountId): number {
  return change(db, 'DELETE FROM secret WHERE account_id = ?').run(id).changes;
}
