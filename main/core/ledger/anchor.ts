/** The note of where the ledger stands: kept while the program runs, compared when the ledger is verified. */
import { toError } from '../../../contract/errors.ts';
import type { Core } from '../core.ts';
import type { NotedMark } from '../ports/ledger.ts';
import type { Reader } from '../ports/store.ts';

/** What was done since the last note could be cut off unnoticed. */
const everyMs = 60_000;

/** Notes now, every minute, and once more at the end. */
export function keepAnchor(core: Core): { readonly stop: () => Promise<void> } {
  let cancel = (): void => {};
  let underWay = Promise.resolve();
  const look = (): void => {
    underWay = underWay.then(() => noteOrWarn(core));
    cancel = core.clock.after(everyMs, look);
  };
  look();
  return {
    stop: async () => {
      cancel();
      await underWay;
      await noteOrWarn(core);
    },
  };
}

async function noteOrWarn(core: Core): Promise<void> {
  try {
    await noteAnchor(core);
  } catch (thrown) {
    core.log.warn('where the ledger stands could not be noted', { reason: toError(thrown).message });
  }
}

/** A note that does not fit what is there is evidence: it stays until the person has seen it (`takeUpLedger`). */
export async function noteAnchor(core: Core): Promise<void> {
  const noted = await core.anchor.read();
  const now = core.store.read.ledgerMark(null);
  if (now === null || noted === 'unreadable') return;
  if (noted !== 'none' && (noted.id === now.id || compare(core.store.read, noted) !== 'fits')) return;
  await core.anchor.write({ ...now, at: core.clock.now() });
}

/** `cut`: there are fewer rows. `replaced`: there are as many, and the noted one is another. */
export function compare(read: Reader, noted: NotedMark): 'fits' | 'cut' | 'replaced' {
  const there = read.ledgerMark(noted.id);
  if (there === null) return 'cut';
  return there.hash === noted.hash ? 'fits' : 'replaced';
}
