/** The ledger as a window is shown it. */
import { ledgerActions, type LedgerFilter, ledgerGroupOf, type LedgerPage } from '../../../contract/ledger.ts';
import type { LedgerId } from '../../../contract/model.ts';
import { ledgerAbout } from './about.ts';
import type { LedgerRecord } from '../ports/ledger.ts';
import type { Reader } from '../ports/store.ts';
import type { LedgerQuery } from '../ports/queries.ts';

export function ledgerPage(read: Reader, filter: LedgerFilter, after: LedgerId | null, limit: number): LedgerPage {
  const rows = read.searchLedger({ ...queryOf(filter), order: 'newest', after, limit });
  return {
    rows: rows.map((row) => ({
      id: row.id,
      at: row.at,
      action: row.action,
      about: ledgerAbout(read, row),
      summary: ledgerSummary(row),
      hash: row.hash,
    })),
    next: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}

export function queryOf(filter: LedgerFilter): Omit<LedgerQuery, 'order' | 'after' | 'limit'> {
  const { search = '', group, postId } = filter;
  const actions = group === undefined ? null : ledgerActions.filter((action) => ledgerGroupOf[action] === group);
  return { search, actions, postId: postId ?? null };
}

/** The facts of a ledger row in one line, for reading; the export has them whole. */
function ledgerSummary({ facts }: LedgerRecord): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
}
