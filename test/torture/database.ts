/** What the program wrote down, read beside it: of what it made at the networks, and what is still to come. */
import path from 'node:path';
import Database from 'better-sqlite3';
import type { CrosspostId } from '../../contract/model.ts';

function reading<Value>(folder: string, read: (database: Database.Database) => Value): Value {
  const database = new Database(path.join(folder, 'crosstie.db'), { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}

/** By crosspost, the ids of the posts that the program knows it made. */
export function outputsIn(folder: string): ReadonlyMap<CrosspostId, readonly string[]> {
  const sql = 'SELECT crosspost_id AS id, remote_id AS remoteId FROM output';
  const rows = reading(folder, (database) => database.prepare<[], { id: CrosspostId; remoteId: string }>(sql).all());
  const outputs = new Map<CrosspostId, readonly string[]>();
  for (const { id, remoteId } of rows) outputs.set(id, [...(outputs.get(id) ?? []), remoteId]);
  return outputs;
}

export interface Progress {
  readonly planned: number;
  readonly open: number;
  readonly publishing: number;
  /** Copies whose time comes within the next minute and was never put off: the person has just said yes. */
  readonly aboutToGo: number;
}

/** How many of the run's posts are planned, and how many copies are on their way or wait for the person. `now`: the program's. */
export function progressIn(folder: string, now: number): Progress {
  const soon = now + 60_000;
  return reading(folder, (database) => ({
    planned: numberIn(database, "SELECT count(*) FROM post WHERE text LIKE 'post_____x%' AND planned_at IS NOT NULL"),
    open: numberIn(
      database,
      "SELECT count(*) FROM crosspost WHERE state IN ('waiting', 'approved', 'publishing', 'unknown')",
    ),
    publishing: numberIn(database, "SELECT count(*) FROM crosspost WHERE state = 'publishing'"),
    aboutToGo: numberIn(
      database,
      `SELECT count(*) FROM crosspost WHERE state = 'approved' AND put_off = 0 AND due_at <= ${soon}`,
    ),
  }));
}

const numberIn = (database: Database.Database, sql: string): number => Number(database.prepare(sql).pluck().get());
