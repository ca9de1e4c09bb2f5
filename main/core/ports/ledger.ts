/** What the core asks for the ledger beside the database: a note of where it stands, and somewhere to write an export. */
import type { LedgerMark } from '../../../contract/ledger.ts';

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
