/** Routes. A removed one stays as a row, because crossposts name it, but is not found any more. */
import type { AccountId, RouteId, RouteMode } from '../../contract/model.ts';
import type { RouteRecord } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, insertedId, select } from './db.ts';

type RouteRow = Omit<RouteRecord, 'paused'> & { readonly paused: 0 | 1 };

const liveRoutes = `SELECT id, source_id AS sourceId, destination_id AS destinationId, mode, paused
  FROM route WHERE removed_at IS NULL`;

const toRoute = (row: RouteRow): RouteRecord => ({ ...row, paused: row.paused === 1 });

export function listRoutes(db: ReadableDb): readonly RouteRecord[] {
  return select<RouteRow>(db, `${liveRoutes} ORDER BY id`).all().map(toRoute);
}

export function findRoute(db: ReadableDb, id: RouteId): RouteRecord | null {
  const row = select<RouteRow>(db, `${liveRoutes} AND id = ?`).get(id);
  return row === undefined ? null : toRoute(row);
}

export function listRoutesFrom(db: ReadableDb, sourceId: AccountId): readonly RouteRecord[] {
  return select<RouteRow>(db, `${liveRoutes} AND source_id = ? ORDER BY id`).all(sourceId).map(toRoute);
}

/** Throws when these two accounts have a route already, or are one account. */
export function createRoute(
  db: WritableDb,
  sourceId: AccountId,
  destinationId: AccountId,
  mode: RouteMode,
  at: number,
): RouteId {
  const insert = change(db, 'INSERT INTO route (source_id, destination_id, mode, created_at) VALUES (?, ?, ?, ?)');
  return insertedId(insert.run(sourceId, destinationId, mode, at));
}

export function removeRoute(db: WritableDb, id: RouteId, at: number): void {
  change(db, 'UPDATE route SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(at, id);
}

export function removeRoutesOf(db: WritableDb, id: AccountId, at: number): void {
  change(db, 'UPDATE route SET removed_at = ? WHERE (source_id = ? OR destination_id = ?) AND removed_at IS NULL').run(
    at,
    id,
    id,
  );
}
