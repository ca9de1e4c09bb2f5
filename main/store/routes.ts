/** Routes. A removed one stays as a row, because crossposts name it, but is not found any more. */
import type { AccountId, RouteId, RouteMode } from '../../contract/model.ts';
import { defaultRouteRules, type RouteRules } from '../../contract/rules.ts';
import type { RouteRecord } from '../core/ports/records.ts';
import { type ReadableDb, type WritableDb, change, flag, insertedId, select } from './db.ts';
import { fromJson } from './json.ts';

type RouteRow = Omit<RouteRecord, 'paused' | 'rules'> & { readonly paused: 0 | 1; readonly rules: string };

const liveRoutes = `SELECT id, source_id AS sourceId, destination_id AS destinationId, mode, paused, rules
  FROM route WHERE removed_at IS NULL`;

/** What rules of earlier versions leave unsaid is as usual. */
function toRoute(row: RouteRow): RouteRecord {
  const { filters, ...rules } = fromJson<Partial<RouteRules>>(row.rules);
  return {
    ...row,
    paused: row.paused === 1,
    rules: { ...defaultRouteRules, ...rules, filters: { ...defaultRouteRules.filters, ...filters } },
  };
}

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

export function setRoute(
  db: WritableDb,
  { id, mode, paused, rules }: Omit<RouteRecord, 'sourceId' | 'destinationId'>,
): void {
  const set = change(db, 'UPDATE route SET mode = ?, paused = ?, rules = ? WHERE id = ? AND removed_at IS NULL');
  set.run(mode, flag(paused), JSON.stringify(rules), id);
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
