/** Makes the core's `Store` of a connection: transactions, timing, and failures of the file told apart from bugs. */
import { toError } from '../../contract/errors.ts';
import type { Store, Writer } from '../core/ports/store.ts';
import type { Log } from '../core/ports/system.ts';
import { type Connection, type ReadableDb, type WritableDb, asWritable } from './db.ts';
import { toStoreFailure } from './failure.ts';
import { bindReader } from './reader.ts';
import { bindWriter } from './writer.ts';

export interface StoreEdges {
  readonly connection: Connection;
  readonly file: string;
  readonly log: Log;
  /** Milliseconds; its differences time the queries. */
  readonly now: () => number;
}

/** Turns a query function into a function of the port. */
export type Bind<Db> = <Args extends readonly unknown[], Value>(
  name: string,
  query: (db: Db, ...args: Args) => Value,
) => (...args: Args) => Value;

/** A query that takes longer holds up the main process long enough to be felt. */
const slowMs = 40;

export function bindStore(edges: StoreEdges): Store {
  const { connection } = edges;
  const read = bindReader(binder<ReadableDb>(edges, () => connection));
  const writes = bindWriter(binder<WritableDb>(edges, () => writableNow(connection)));
  let secretsErased = false;
  const noting =
    <Args extends readonly unknown[]>(erase: (...args: Args) => number) =>
    (...args: Args): number => {
      const erased = erase(...args);
      secretsErased ||= erased > 0;
      return erased;
    };
  const erasures = { unlinkAccount: noting(writes.unlinkAccount), eraseSealed: noting(writes.eraseSealed) };
  const writer: Writer = { ...read, ...writes, ...erasures };
  const write: Store['write'] = (body) => {
    if (connection.inTransaction) throw new Error('A write within a write: pass the writer on instead');
    secretsErased = false;
    const value = failing(edges.file, () => connection.transaction(() => body(writer)).immediate());
    if (secretsErased) emptyWal(edges);
    return value;
  };
  return { read, write };
}

function binder<Db>({ file, log, now }: StoreEdges, handle: () => Db): Bind<Db> {
  return (name, query) =>
    (...args) => {
      const begun = now();
      const value = failing(file, () => query(handle(), ...args));
      const ms = now() - begun;
      if (ms > slowMs) log.warn('slow query', { query: name, ms });
      return value;
    };
}

/** A writer that outlives its transaction would write without one. */
function writableNow(connection: Connection): WritableDb {
  if (!connection.inTransaction) throw new Error('A write after its transaction has ended');
  return asWritable(connection);
}

function failing<Value>(file: string, body: () => Value): Value {
  try {
    return body();
  } catch (error) {
    throw toStoreFailure(error, file);
  }
}

/** Erased bytes also stand in the write-ahead log until it is cut. The erasure is committed: a failure here is no reason to throw. */
function emptyWal({ connection, log }: StoreEdges): void {
  try {
    const isBusy = connection.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0;
    if (isBusy) log.warn('erased secrets stay in the write-ahead log: another program reads the database');
  } catch (error) {
    log.warn('erased secrets stay in the write-ahead log', { reason: toError(error).message });
  }
}
