/** Brings a file to this program's version: all of it, or nothing. */
import { toError } from '../../contract/errors.ts';
import { type Connection, select } from './db.ts';
import { StoreFailure, toStoreFailure } from './failure.ts';
import type { Migration } from './migrations/migration.ts';

/** `Crst` in ASCII: tells our files from those of other programs (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x43727374;

export interface MigrationPlan {
  readonly file: string;
  readonly migrations: readonly Migration[];
  /** Copies the file as it is, at that version, and answers where. Called for a file with rows only. */
  readonly backUp: (version: number) => string;
}

/** Throws StoreFailure: `not_ours`, `newer`, `corrupt`, `migration_failed`, or what stopped the writing. */
export function migrate(connection: Connection, plan: MigrationPlan): void {
  const from = versionOf(connection);
  const newest = plan.migrations.at(-1)?.version ?? 0;
  if (from > newest) {
    const detail = `The file has version ${from}; this program knows ${newest}.`;
    throw new StoreFailure('newer', { file: plan.file, detail });
  }
  if (from === newest) return;
  const backup = from === 0 ? null : backUpSound(connection, plan, from);
  // Within a transaction this pragma does nothing, and rebuilding a table would delete the rows that refer to it.
  connection.pragma('foreign_keys = OFF');
  try {
    connection.transaction(() => runPending(connection, plan)).immediate();
  } catch (error) {
    throw migrationFailure(error, plan.file, backup);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

/** Throws StoreFailure `not_ours` for a sound file of another program. Reads only. */
export function checkOurs(connection: Connection, file: string): void {
  const id = connection.pragma('application_id', { simple: true });
  if (id === applicationId || isEmpty(connection)) return;
  throw new StoreFailure('not_ours', { file, detail: `application_id is ${String(id)}` });
}

function isEmpty(connection: Connection): boolean {
  return select(connection, 'SELECT 1 FROM sqlite_schema').get() === undefined && versionOf(connection) === 0;
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function backUpSound(connection: Connection, { file, backUp }: MigrationPlan, version: number): string {
  const damage = firstDamage(connection, 'integrity_check');
  if (damage !== null) throw new StoreFailure('corrupt', { file, detail: damage });
  return backUp(version);
}

/** Asks for the version again: another process may have been quicker. */
function runPending(connection: Connection, { migrations }: MigrationPlan): void {
  const from = versionOf(connection);
  for (const migration of migrations.filter(({ version }) => version > from)) {
    migration.up(connection);
    connection.pragma(`user_version = ${migration.version}`);
  }
  connection.pragma(`application_id = ${applicationId}`);
  const broken = select<{ readonly table: string }>(connection, 'SELECT "table" FROM pragma_foreign_key_check').get();
  if (broken !== undefined) throw new Error(`Rows of ${broken.table} refer to rows that are gone`);
  const damage = firstDamage(connection, 'integrity_check');
  if (damage !== null) throw new Error(damage);
}

/**
 * Reads the whole file: about 6 ms for each MiB. `quick_check` takes two thirds of that, because it does not compare
 * the indexes with their tables.
 */
export function firstDamage(connection: Connection, check: 'integrity_check' | 'quick_check'): string | null {
  const finding = connection.pragma(`${check}(1)`, { simple: true });
  return finding === 'ok' ? null : String(finding);
}

function migrationFailure(thrown: unknown, file: string, backup: string | null): Error {
  const known = toStoreFailure(thrown, file, backup);
  if (known instanceof StoreFailure) return known;
  return new StoreFailure('migration_failed', { file, backup, detail: toError(thrown).message, cause: thrown });
}
