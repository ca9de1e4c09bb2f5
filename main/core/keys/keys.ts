/** The person's own developer apps: kept sealed, tried at the network, handed to a sign-in. */
import { keyFields, secretKeyFields, type KeyField, type KeysView } from '../../../contract/keys.ts';
import type { NetworkId } from '../../../contract/model.ts';
import type { Core } from '../core.ts';
import { connectorFor, ExpectedFailure } from '../core.ts';
import type { Connector } from '../ports/network.ts';
import type { AppKeys, KeyNeeds } from '../ports/sign-in.ts';
import type { VaultName } from '../ports/store.ts';
import { loadSealed, saveSealed } from '../vault.ts';

const vaultName = (network: NetworkId): VaultName => `keys_${network}`;

/** What a sign-in at the network is given: the person's own app, else the rehearsal's pretend one; null where there is none. */
export async function keysFor(core: Core, network: NetworkId): Promise<AppKeys | null> {
  const kept = (await loadSealed(core, vaultName(network))) as AppKeys | null;
  return kept ?? connectorFor(core, network).about.keys?.preset ?? null;
}

/** What windows may know; null for a network that needs no app. */
export async function keysView(core: Core, { about }: Connector): Promise<KeysView | null> {
  const needs = about.keys;
  if (needs === null) return null;
  const kept = (await loadSealed(core, vaultName(about.id))) as AppKeys | null;
  return {
    fields: needs.fields.map((name) => fieldView(name, kept)),
    state: kept !== null ? 'saved' : needs.preset !== null ? 'preset' : 'missing',
    console: needs.console,
    redirects: needs.redirects,
    scopes: needs.scopes,
  };
}

function fieldView(name: KeyField, kept: AppKeys | null): KeysView['fields'][number] {
  const value = kept?.[name] ?? '';
  return { name, isSet: value !== '', value: secretKeyFields.includes(name) ? '' : value };
}

export type GivenKeys = Partial<Readonly<Record<KeyField, string>>>;

/** Asks the network whether it knows these keys. Throws NetworkFailure; nothing is kept. */
export async function testKeys(core: Core, network: NetworkId, given: GivenKeys, signal: AbortSignal): Promise<void> {
  const { signIn } = connectorFor(core, network);
  const keys = await completed(core, network, given);
  if (signIn.testKeys === undefined) throw new ExpectedFailure({ code: 'not_possible_now' });
  await signIn.testKeys(keys, signal);
}

/** Seals and keeps them for the next sign-in; accounts that are linked keep the app that they were linked with. */
export async function saveKeys(core: Core, network: NetworkId, given: GivenKeys): Promise<void> {
  await saveSealed(core, vaultName(network), await completed(core, network, given), (write, at) =>
    write.appendLedger({ at, action: 'keys_saved', facts: { network } }),
  );
  core.changed({ kind: 'accounts' });
}

export function removeKeys(core: Core, network: NetworkId): void {
  const at = core.clock.now();
  core.store.write((write) => {
    if (write.eraseSealed(vaultName(network)) === 0) return;
    write.appendLedger({ at, action: 'keys_removed', facts: { network } });
  });
  core.changed({ kind: 'accounts' });
}

/** With blanks trimmed. A secret that a window left empty is the one that is kept: a window never learns it. */
async function completed(core: Core, network: NetworkId, given: GivenKeys): Promise<AppKeys> {
  const needs = connectorFor(core, network).about.keys;
  if (needs === null) throw new ExpectedFailure({ code: 'not_possible_now' });
  const kept = (await loadSealed(core, vaultName(network))) as AppKeys | null;
  const entries = keyFields.map((name) => [name, valueOf(name, needs, given, kept)] as const);
  const keys = Object.fromEntries(entries) as AppKeys;
  if (needs.fields.some((name) => keys[name] === null)) throw new ExpectedFailure({ code: 'keys_missing' });
  return keys;
}

function valueOf(name: KeyField, { fields }: KeyNeeds, given: GivenKeys, kept: AppKeys | null): string | null {
  if (!fields.includes(name)) return null;
  const trimmed = given[name]?.trim() ?? '';
  if (trimmed !== '') return trimmed;
  return secretKeyFields.includes(name) ? (kept?.[name] ?? null) : null;
}
