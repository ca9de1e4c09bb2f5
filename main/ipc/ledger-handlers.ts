/** The calls about the ledger. */
import type { LedgerProgress } from '../../contract/ledger.ts';
import type { Core } from '../core/core.ts';
import { exportLedger } from '../core/ledger/export.ts';
import { ledgerPage } from '../core/ledger/page.ts';
import { takeUpLedger, verifyLedger } from '../core/ledger/verify.ts';
import type { Slicing, TextSink } from '../core/ports/ledger.ts';
import type { Handlers } from './answer.ts';

export interface LedgerEdges extends Pick<Slicing, 'pause' | 'signal'> {
  readonly onProgress: (progress: LedgerProgress) => void;
  /** The program's name and version. */
  readonly app: string;
  /** Lets the person choose a file and fills it; null when they chose none. */
  readonly save: <Value>(
    fill: (sink: TextSink) => Promise<Value>,
  ) => Promise<{ readonly name: string; readonly value: Value } | null>;
}

const pageRows = 100;

type LedgerHandlers = Pick<Handlers, 'ledger' | 'verifyLedger' | 'takeUpLedger' | 'exportLedger'>;

export function ledgerHandlers(core: Core, edges: LedgerEdges): LedgerHandlers {
  const slicing = (work: LedgerProgress['work']): Slicing => ({
    pause: edges.pause,
    signal: edges.signal,
    onProgress: (done, total) => edges.onProgress({ work, done, total }),
  });
  return {
    ledger: ({ after, ...filter }) => ledgerPage(core.store.read, filter, after ?? null, pageRows),
    verifyLedger: () => verifyLedger(core, slicing('verify')),
    takeUpLedger: () => takeUpLedger(core, slicing('verify')),
    exportLedger: async (filter) => {
      const saved = await edges.save((sink) => exportLedger(core, filter, edges.app, sink, slicing('export')));
      return saved === null ? { kind: 'cancelled' } : { kind: 'saved', name: saved.name, ...saved.value };
    },
  };
}
