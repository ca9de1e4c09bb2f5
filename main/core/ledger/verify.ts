/** Whether the ledger is what was written: each row recomputed, and its end held against the note outside the database. */
import type { LedgerMark, LedgerVerdict } from '../../../contract/ledger.ts';
import type { Core } from '../core.ts';
import { ExpectedFailure } from '../core.ts';
import type { Slicing } from '../ports/ledger.ts';
import { compare } from './anchor.ts';

/** Rows of one slice: a few milliseconds. */
export const rowsOfSlice = 500;

/** Rows that are added meanwhile are checked too. */
export async function verifyLedger(core: Core, { pause, signal, onProgress }: Slicing): Promise<LedgerVerdict> {
  const { read } = core.store;
  let rows = 0;
  let last: LedgerMark | null = null;
  for (;;) {
    const slice = read.checkLedger(last, rowsOfSlice);
    if (slice.broken !== null) return { kind: 'broken', ...slice.broken };
    rows += slice.checked;
    last = slice.last;
    if (slice.checked < rowsOfSlice) return withAnchor(core, rows, last);
    onProgress(rows, read.ledgerMark(null)?.id ?? rows);
    await pause();
    signal.throwIfAborted();
  }
}

async function withAnchor(core: Core, rows: number, last: LedgerMark | null): Promise<LedgerVerdict> {
  const noted = await core.anchor.read();
  if (noted === 'none' || noted === 'unreadable') return { kind: 'whole', rows, last, anchor: { kind: noted } };
  const found = compare(core.store.read, noted);
  if (found !== 'fits') return { kind: found, rows, noted: noted.id, notedAt: noted.at };
  return { kind: 'whole', rows, last, anchor: { kind: 'fits', at: noted.at } };
}

/**
 * The person knows why the note does not fit (an older backup was put in place): from here on the ledger as it is counts. That
 * is written down, with what was noted. Throws `not_possible_now` where there is nothing to take up, or a row is broken.
 */
export async function takeUpLedger(core: Core, slicing: Slicing): Promise<LedgerVerdict> {
  const verdict = await verifyLedger(core, slicing);
  if (!canTakeUp(verdict)) throw new ExpectedFailure({ code: 'not_possible_now' });
  const noted = await core.anchor.read();
  const was = typeof noted === 'string' ? { noted: null } : { noted: noted.id, hash: noted.hash, notedAt: noted.at };
  const at = core.clock.now();
  const now = core.store.write((write) => {
    write.appendLedger({ at, action: 'ledger_taken_up', facts: was });
    return write.ledgerMark(null);
  });
  if (now !== null) await core.anchor.write({ ...now, at });
  return verifyLedger(core, slicing);
}

function canTakeUp(verdict: LedgerVerdict): boolean {
  if (verdict.kind === 'whole') return verdict.anchor.kind === 'unreadable';
  return verdict.kind !== 'broken';
}
