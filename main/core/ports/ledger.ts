/** What the core asks for the ledger beside the database: a note of where it stands, and somewhere to write an export. */
import type { Json } from '../../../contract/json.ts';
import type { LedgerAction, LedgerFault, LedgerMark } from '../../../contract/ledger.ts';
import type { LedgerId, Sha256 } from '../../../contract/model.ts';

export interface NotedMark extends LedgerMark {
  /** When it was noted. */
  readonly at: number;
}

/**
 * The newest row, noted outside the database. The chain shows that a row was changed; only the note shows that rows at its end
 * are gone, or that all of it was computed anew.
 */
export interface LedgerAnchor {
  readonly read: () => Promise<NotedMark | 'none' | 'unreadable'>;
  /** Replaces the note whole or not at all. */
  readonly write: (mark: NotedMark) => Promise<void>;
}

/** Somewhere that takes text bit by bit. Rejects when it can take no more. */
export interface TextSink {
  readonly write: (text: string) => Promise<void>;
}

/** How long work on the whole ledger is done: in slices, between which the program does what else there is to do. */
export interface Slicing {
  readonly pause: () => Promise<void>;
  /** Ends the work between two slices, by a throw. */
  readonly signal: AbortSignal;
  /** In rows. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface LedgerEntry {
  readonly at: number;
  readonly action: LedgerAction;
  /** Facts for a reader and for the export; never a secret, never a token. */
  readonly facts: { readonly [key: string]: Json };
}
/** How far a check of the chain came. */
export interface LedgerSlice {
  readonly checked: number;
  readonly last: LedgerMark | null;
  readonly broken: { readonly id: LedgerId; readonly fault: LedgerFault } | null;
}
export interface LedgerRecord extends LedgerEntry {
  readonly id: LedgerId;
  readonly previousHash: Sha256;
  readonly hash: Sha256;
}
