/** Takes files away from their public addresses once no publish needs them. */
import { toError } from '../../../contract/errors.ts';
import type { Core } from '../core.ts';
import { callFor, connectorFor } from '../core.ts';
import { note } from '../crosspost/moves.ts';
import type { HostedFileRecord } from '../ports/records.ts';
import { loadBucket } from './bucket.ts';

/** Many more than ever lie there at once: the few that cannot be removed must not fill a batch for good. */
const batch = 500;

/** Whether there is something to take away now. */
export function hasStaleFiles(core: Core): boolean {
  return core.store.read.staleHostedFiles(1).length > 0;
}

/**
 * What cannot be removed now is tried again with the next, and keeps no other from going; a place that is gone for good has
 * nothing left to remove. Throws the first failure at the end.
 */
export async function removeStaleFiles(core: Core, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const file of core.store.read.staleHostedFiles(batch)) {
    if (signal.aborted) return;
    try {
      await remove(core, file, signal);
      core.passing?.('file_unhosted');
      end(core, file);
    } catch (thrown) {
      core.log.warn('a public file could not be removed', { host: file.host, reason: toError(thrown).message });
      failures.push(thrown);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function remove(core: Core, file: HostedFileRecord, signal: AbortSignal): Promise<void> {
  if (file.name === '') return;
  if (file.host === 'bucket') {
    const bucket = await loadBucket(core);
    if (bucket !== null) await core.bucketHost.remove(bucket, file.name, signal);
    return;
  }
  const account = file.accountId === null ? null : core.store.read.account(file.accountId);
  if (account === null || account.unlinkedAt !== null) return;
  await connectorFor(core, account.network).host?.remove(file.name, callFor(core, account, signal));
}

function end(core: Core, { id, crosspostId, host, sha256 }: HostedFileRecord): void {
  const at = core.clock.now();
  core.store.write((write) => {
    const crosspost = write.crosspost(crosspostId);
    write.endHostedFile(id, at);
    if (crosspost !== null) note(write, at, 'file_unhosted', crosspost, { sha256, host });
  });
}
