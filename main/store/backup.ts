/**
 * Copies of the file from before a migration. They hold no secrets: a copy would outlive the unlinking of an account,
 * and a token that a network has rotated since does harm when it is used again.
 */
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, asWritable, change } from './db.ts';

const kept = 5;
/** Names order by time: `crosstie-20260131T120000000Z-v3.sqlite`. */
const backupName = /^crosstie-\d{8}T\d{9}Z-v\d+\.sqlite$/;

/** Paths of the backups, the oldest first; none when there is no such folder. */
export function listBackups(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder).filter((name) => backupName.test(name));
    return names.toSorted().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Copies what is committed to `folder`, drops what is older than the five newest, answers the copy's path. */
export function backUp(connection: Connection, folder: string, version: number, now: number): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const file = join(folder, `crosstie-${time}-v${version}.sqlite`);
  const unfinished = join(folder, 'unfinished.sqlite');
  rmSync(unfinished, { force: true });
  change(asWritable(connection), 'VACUUM INTO ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  eraseSecretsIn(connection, unfinished);
  renameSync(unfinished, file);
  for (const old of listBackups(folder).slice(0, -kept)) rmSync(old);
  return file;
}

/** Those that the copy has: a file of the first version has no vault. */
function secretTables(connection: Connection): readonly string[] {
  const find = connection.prepare(
    `SELECT name FROM copy.sqlite_schema WHERE type = 'table' AND name IN ('secret', 'vault')`,
  );
  return find.pluck().all() as string[];
}

/** An attached file takes `secure_delete` over; its journal stays in memory, so that no copy of a page is left behind. */
function eraseSecretsIn(connection: Connection, file: string): void {
  connection.prepare('ATTACH ? AS copy').run(file);
  try {
    connection.pragma('copy.journal_mode = MEMORY');
    for (const table of secretTables(connection)) connection.exec(`DELETE FROM copy.${table}`);
  } finally {
    connection.exec('DETACH copy');
  }
}
