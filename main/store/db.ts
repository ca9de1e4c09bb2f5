/**
 * Handles on the database. A function that takes a `ReadableDb` cannot write: `select` refuses statements that change
 * something, and `change` asks for a `WritableDb`, which only a transaction of `Store.write` and a migration hold.
 */
import type BetterSqlite3 from 'better-sqlite3';

export type Connection = BetterSqlite3.Database;
declare const writable: unique symbol;
export type ReadableDb = Pick<Connection, 'prepare'>;
export type WritableDb = ReadableDb & { readonly [writable]: true };

export type SqlValue = string | number | null | Uint8Array;
type Bindings = readonly (SqlValue | Readonly<Record<string, SqlValue>>)[];
interface Query<Row> {
  readonly get: (...bindings: Bindings) => Row | undefined;
  readonly all: (...bindings: Bindings) => readonly Row[];
  /** Streams. Until it ends the connection takes no write. */
  readonly iterate: (...bindings: Bindings) => IterableIterator<Row>;
}
interface Command {
  readonly run: (...bindings: Bindings) => { readonly changes: number; readonly lastInsertRowid: number | bigint };
}

/** Only for the code that has just begun a transaction on this connection. */
export function asWritable(connection: Connection): WritableDb {
  return connection as ReadableDb as WritableDb;
}

/** A statement that reads; prepared once for each connection. Throws when it would write. */
export function select<Row>(db: ReadableDb, sql: string): Query<Row> {
  const statement = prepared(db, sql);
  if (!statement.readonly) throw new Error(`A read that writes: ${sql}`);
  return statement as Query<Row>;
}

/** A statement that writes; prepared once for each connection. */
export function change(db: WritableDb, sql: string): Command {
  return prepared(db, sql);
}

/** The id of the row that was just inserted. */
export function insertedId<Id extends number>(result: { readonly lastInsertRowid: number | bigint }): Id {
  return Number(result.lastInsertRowid) as Id;
}

/** SQLite has no booleans. */
export function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}

const statements = new WeakMap<ReadableDb, Map<string, BetterSqlite3.Statement>>();

/** SQL texts are constants of this folder, so that the cache is bounded. */
function prepared(db: ReadableDb, sql: string): BetterSqlite3.Statement {
  const known = statements.get(db) ?? new Map<string, BetterSqlite3.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}
