import { useEffect, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LedgerFilter, LedgerProgress } from '../../contract/ledger.ts';
import { ask, listen } from '../api.ts';

/** Verifying and exporting, how far the one under way is, and what came of the last one. */
export function useLedgerProof() {
  const client = useQueryClient();
  const [progress, setProgress] = useState<LedgerProgress | null>(null);
  useEffect(() => listen('ledgerProgress', setProgress), []);
  const ended = { onSettled: () => setProgress(null) };
  const verifying = useMutation({ mutationFn: () => ask('verifyLedger'), ...ended });
  const takingUp = useMutation({
    mutationFn: () => ask('takeUpLedger'),
    onSettled: () => {
      setProgress(null);
      void client.invalidateQueries({ queryKey: ['ledger'] });
    },
  });
  const exporting = useMutation({ mutationFn: (filter: LedgerFilter) => ask('exportLedger', filter), ...ended });
  const forget = (): void => {
    for (const work of [verifying, takingUp, exporting]) work.reset();
  };
  return {
    verifying,
    takingUp,
    exporting,
    /** Null before the first slice is done, and when nothing is under way. */
    progress,
    isBusy: verifying.isPending || takingUp.isPending || exporting.isPending,
    verify: () => {
      forget();
      verifying.mutate();
    },
    takeUp: () => {
      forget();
      takingUp.mutate();
    },
    exportAs: (filter: LedgerFilter) => {
      forget();
      exporting.mutate(filter);
    },
  };
}
export type LedgerProof = ReturnType<typeof useLedgerProof>;
