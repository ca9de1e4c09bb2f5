/** Sealed documents that belong to no account. */
import type { Json } from '../../contract/json.ts';
import type { Core } from './core.ts';
import { ExpectedFailure } from './core.ts';
import type { VaultName, Writer } from './ports/store.ts';

/** Null when nothing is kept under the name. Throws when the keyring refuses. */
export async function loadSealed(core: Core, name: VaultName): Promise<Json> {
  const secret = core.store.read.sealed(name);
  return secret === null ? null : (JSON.parse(await core.sealer.open(secret.ciphertext)) as Json);
}

/**
 * Throws `keyring_unavailable` where nothing could be sealed: then nothing is kept. `also` is written in the same
 * transaction.
 */
export async function saveSealed(
  core: Core,
  name: VaultName,
  document: Json,
  also: (write: Writer, at: number) => void,
): Promise<void> {
  const state = await core.sealer.state();
  if (!state.available) throw new ExpectedFailure({ code: 'keyring_unavailable', detail: state.backend });
  const sealed = await core.sealer.seal(JSON.stringify(document));
  const at = core.clock.now();
  core.store.write((write) => {
    write.saveSealed(name, sealed, at);
    also(write, at);
  });
}
