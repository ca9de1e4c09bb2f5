import type { Problem } from '../../contract/errors.ts';
import { StoreFailure, type StoreFailureKind } from './failure.ts';

const codes: Readonly<Record<StoreFailureKind, Problem['code']>> = {
  locked: 'database_busy',
  read_only: 'database_read_only',
  disk_full: 'disk_full',
  corrupt: 'internal',
  newer: 'internal',
  not_ours: 'internal',
  migration_failed: 'internal',
};

/** What a window is told when the file fails under a call; null for anything that is no failure of the file. */
export function problemOfStore(thrown: unknown): Problem | null {
  if (!(thrown instanceof StoreFailure)) return null;
  return { code: codes[thrown.kind], detail: thrown.detail };
}
