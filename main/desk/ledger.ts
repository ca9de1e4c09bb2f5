/** What the calls about the ledger reach beyond the core: time to breathe, and a file of the person's choice. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { app, dialog } from 'electron';
import { toError } from '../../contract/errors.ts';
import { ExpectedFailure } from '../core/core.ts';
import type { LedgerEdges } from '../ipc/ledger-handlers.ts';
import { saveFile } from '../shell/save-file.ts';
import type { Face } from './face.ts';

/** `signal` ends what is under way when the program ends. */
export function ledgerEdges(face: Face, signal: AbortSignal): LedgerEdges {
  return {
    signal,
    pause: () => nextTurn(),
    app: `Crosstie ${app.getVersion()}`,
    onProgress: (progress) => face.broadcast('ledgerProgress', progress),
    save: async (fill) => {
      const { title, kind } = face.text().saveLedger;
      const day = new Date(face.engine.core.clock.now()).toISOString().slice(0, 10);
      const options = {
        title,
        defaultPath: `crosstie-ledger-${day}.jsonl`,
        filters: [{ name: kind, extensions: ['jsonl'] }],
      };
      const parent = face.windows.get('settings') ?? null;
      return await saveFile({ dialog, parent }, options, fill).catch(notSaved);
    },
  };
}

/** What the file system refused, as a person reads it; anything else is thrown on. */
function notSaved(thrown: unknown): never {
  const error = toError(thrown);
  if (!('syscall' in error) || !('code' in error)) throw error;
  const code = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'disk_full' : 'file_not_saved';
  throw new ExpectedFailure({ code, detail: String(error.code) });
}
