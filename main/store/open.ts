/** Opens the database: the only place that does. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Store } from '../core/ports/store.ts';
import type { Log } from '../core/ports/system.ts';
import { backUp, listBackups } from './backup.ts';
import { bindStore } from './bind.ts';
import { type Connection, select } from './db.ts';
import { StoreFailure, toStoreFailure } from './failure.ts';
import { checkOurs, firstDamage, migrate } from './migrate.ts';
import { migrations as released } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';

export interface OpenStoreOptions {
  readonly file: string;
  /** Where the copies from before a migration go. */
  readonly backupFolder: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long to wait for another program's lock. */
  readonly busyTimeoutMs?: number;
  /** The file never grows beyond so many pages of 4 KiB. */
  readonly maxPages?: number;
  readonly migrations?: readonly Migration[];
}
export interface OpenedStore {
  readonly store: Store;
  readonly close: () => void;
  /** The bare connection, for benchmarks and for tests that tamper. */
  readonly connection: Connection;
}

/** Opens or makes the file and brings it to this version. Throws StoreFailure when that cannot be. */
export function openStore(options: OpenStoreOptions): OpenedStore {
  const { file, backupFolder, log, now } = options;
  try {
    const connection = connect(options);
    return { store: bindStore({ connection, file, log, now }), close: () => void connection.close(), connection };
  } catch (error) {
    throw toStoreFailure(error, file, listBackups(backupFolder).at(-1) ?? null);
  }
}

function connect(options: OpenStoreOptions): Connection {
  const { file, busyTimeoutMs = 2_000 } = options;
  mkdirSync(dirname(file), { recursive: true });
  // Only its owner reads the file; SQLite gives its companions the same mode.
  closeSync(openSync(file, 'a', 0o600));
  const connection = new Database(file, { timeout: busyTimeoutMs });
  try {
    prepare(connection, options);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepare(connection: Connection, options: OpenStoreOptions): void {
  const { file, backupFolder, now, migrations = released } = options;
  checkOurs(connection, file);
  configure(connection, options);
  migrate(connection, {
    file,
    migrations,
    backUp: (version) => backUp(connection, backupFolder, version, now()),
  });
  checkQuickly(connection, file);
}

function configure(connection: Connection, { maxPages }: OpenStoreOptions): void {
  connection.pragma('journal_mode = WAL');
  // In WAL mode anything less may lose the last commits when the power fails: an attempt's row must be on the disk first.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('secure_delete = ON');
  // So that the ledger's triggers see the deletion within INSERT OR REPLACE.
  connection.pragma('recursive_triggers = ON');
  // Sorting must not leave texts in temporary files.
  connection.pragma('temp_store = MEMORY');
  if (maxPages !== undefined) connection.pragma(`max_page_count = ${maxPages}`);
}

/** `full`: the file takes no page more than it has; `free`: as many as SQLite allows. */
export function limitPages(connection: Connection, to: 'full' | 'free'): void {
  connection.pragma(`max_page_count = ${to === 'full' ? 1 : mostPages}`); // Never less than there are.
}
const mostPages = 1_073_741_823;

/** A file of up to 4 MiB is read whole, in some 15 ms; of a larger one the root of each table is, in about one. */
const wholeCheckPages = 1_024;

function checkQuickly(connection: Connection, file: string): void {
  if (Number(connection.pragma('page_count', { simple: true })) <= wholeCheckPages) {
    const damage = firstDamage(connection, 'quick_check');
    if (damage !== null) throw new StoreFailure('corrupt', { file, detail: damage });
    return;
  }
  const tables = select<{ readonly name: string }>(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  for (const { name } of tables.all()) connection.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get();
}
