/** Sealed texts that belong to no account. Never in a backup, as accounts' sign-ins are not. */
import type { SealedSecret } from '../core/ports/records.ts';
import type { VaultName } from '../core/ports/store.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';

export function findSealed(db: ReadableDb, name: VaultName): SealedSecret | null {
  return select<SealedSecret>(db, 'SELECT ciphertext, backend FROM vault WHERE name = ?').get(name) ?? null;
}

export function saveSealed(db: WritableDb, name: VaultName, secret: SealedSecret, at: number): void {
  change(
    db,
    `INSERT INTO vault (name, ciphertext, backend, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE
     SET ciphertext = excluded.ciphertext, backend = excluded.backend, saved_at = excluded.saved_at`,
  ).run(name, secret.ciphertext, secret.backend, at);
}

/** How many went. The connection's `secure_delete` overwrites their bytes with zeros. */
export function eraseSealed(db: WritableDb, name: VaultName): number {
  return change(db, 'DELETE FROM vault WHERE name = ?').run(name).changes;
}
