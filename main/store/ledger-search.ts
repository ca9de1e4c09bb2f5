/** Rows of the ledger by their words, by group, by post; see the migration for what the words of a row are. */
import type { LedgerAction } from '../../contract/ledger.ts';
import type { LedgerRecord } from '../core/ports/ledger.ts';
import type { LedgerQuery } from '../core/ports/queries.ts';
import { type ReadableDb, select } from './db.ts';
import { ledgerColumns, type LedgerRow, toLedgerRecord } from './ledger.ts';
import { matchExpression } from './search.ts';

type Order = LedgerQuery['order'];

/** The index is walked from where the page begins, so that a page costs the same however many rows are found. */
const found = (order: Order): string => `SELECT ${ledgerColumns}
  FROM ledger_search JOIN ledger ON ledger.id = ledger_search.rowid
  WHERE ledger_search MATCH @match AND ${pageOf('ledger_search.rowid', order)}`;

const ofPost = (order: Order, filter: string): string => `SELECT ${ledgerColumns} FROM ledger
  WHERE ledger.facts ->> '$.post' = @postId ${filter} AND ${pageOf('ledger.id', order)}`;
const matching = 'AND ledger.id IN (SELECT rowid FROM ledger_search WHERE ledger_search MATCH @match)';

const all = (order: Order): string => `SELECT ${ledgerColumns} FROM ledger WHERE ${pageOf('ledger.id', order)}`;

function pageOf(id: string, order: Order): string {
  return order === 'newest'
    ? `${id} < @after ORDER BY ${id} DESC LIMIT @limit`
    : `${id} > @after ORDER BY ${id} LIMIT @limit`;
}

/** A page of the rows that have all of it; `after` is the id of the last row of the page before it. */
export function searchLedger(db: ReadableDb, query: LedgerQuery): readonly LedgerRecord[] {
  const { search, actions, postId, order, limit } = query;
  const match = matchOf(search, actions);
  const after = query.after ?? (order === 'newest' ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER);
  const values = { after, limit, ...(postId !== null && { postId }), ...(match !== null && { match }) };
  const inPost = (): string => ofPost(order, match === null ? '' : matching);
  const inAll = (): string => (match === null ? all(order) : found(order));
  return select<LedgerRow>(db, postId === null ? inAll() : inPost())
    .all(values)
    .map(toLedgerRecord);
}

function matchOf(search: string, actions: readonly LedgerAction[] | null): string | null {
  const words = matchExpression(search);
  const parts = [
    ...(words === null ? [] : [`(words : (${words}))`]),
    ...(actions === null ? [] : [`(action : (${actions.map((action) => action.replaceAll('_', '')).join(' OR ')}))`]),
  ];
  return parts.length === 0 ? null : parts.join(' AND ');
}
