/** Files at a public address: a row is there before the file is, so that none is forgotten. */
import type { CrosspostId } from '../../contract/model.ts';
import type { HostedFileRecord, NewHostedFile } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, insertedId, select } from './db.ts';

const columns = `hosted_file.id, crosspost_id AS crosspostId, sha256, host, hosted_file.account_id AS accountId, name, url,
  put_at AS putAt`;

export function listHostedFiles(db: ReadableDb, id: CrosspostId): readonly HostedFileRecord[] {
  const sql = `SELECT ${columns} FROM hosted_file WHERE crosspost_id = ? AND removed_at IS NULL ORDER BY id`;
  return select<HostedFileRecord>(db, sql).all(id);
}

/** A publish that may still go on needs its files; whatever became of the others, theirs are not needed any more. */
export function listStaleHostedFiles(db: ReadableDb, limit: number): readonly HostedFileRecord[] {
  const list = select<HostedFileRecord>(
    db,
    `SELECT ${columns} FROM hosted_file INDEXED BY hosted_file_live JOIN crosspost ON crosspost.id = crosspost_id
     WHERE removed_at IS NULL AND state NOT IN ('approved', 'publishing', 'unknown') ORDER BY hosted_file.id LIMIT ?`,
  );
  return list.all(limit);
}

export function addHostedFile(db: WritableDb, file: NewHostedFile): number {
  const insert = change(
    db,
    `INSERT INTO hosted_file (crosspost_id, sha256, host, account_id, name, put_at)
     VALUES (@crosspostId, @sha256, @host, @accountId, @name, @putAt)`,
  );
  return insertedId(insert.run({ ...file }));
}

export function setHostedFile(db: WritableDb, id: number, name: string, url: string): void {
  change(db, 'UPDATE hosted_file SET name = ?, url = ? WHERE id = ?').run(name, url, id);
}

export function endHostedFile(db: WritableDb, id: number, at: number): void {
  change(db, 'UPDATE hosted_file SET removed_at = ? WHERE id = ?').run(at, id);
}
