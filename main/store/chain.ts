/** The hash chain of the ledger. Anyone can check an export of it with SHA-256 and RFC 8785 alone. */
import { createHash } from 'node:crypto';
import type { LedgerFault, LedgerMark } from '../../contract/ledger.ts';
import type { LedgerId, Sha256 } from '../../contract/model.ts';

/** What the first row names as the hash before it. */
export const hashBeforeFirst = '0'.repeat(64) as Sha256;

export interface LedgerLink {
  readonly id: LedgerId;
  readonly at: number;
  readonly action: string;
  /** As stored: canonical JSON. */
  readonly facts: string;
  readonly previousHash: Sha256;
}

/** SHA-256 of the canonical JSON of `[id, at, action, facts, previousHash]`. */
export function linkHash({ id, at, action, facts, previousHash }: LedgerLink): Sha256 {
  const text = `[${id},${at},${JSON.stringify(action)},${facts},${JSON.stringify(previousHash)}]`;
  return createHash('sha256').update(text, 'utf8').digest('hex') as Sha256;
}

/** What of a row does not fit, after the row before it; null when all does. Numbers have no gaps. */
export function faultOf(before: LedgerMark | null, row: LedgerLink & LedgerMark): LedgerFault | null {
  if (row.hash !== linkHash(row)) return 'row';
  const follows = row.id === (before?.id ?? 0) + 1 && row.previousHash === (before?.hash ?? hashBeforeFirst);
  return follows ? null : 'link';
}
