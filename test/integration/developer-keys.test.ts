/** The person's own developer apps: tried at the network, kept sealed, never told to a window, gone when they are removed. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NetworkId } from '../../contract/model.ts';
import { callFor, linkedAccount, type Core } from '../../main/core/core.ts';
import { type GivenKeys, keysFor, keysView, removeKeys, saveKeys, testKeys } from '../../main/core/keys/keys.ts';
import { loadSealed, saveSealed } from '../../main/core/vault.ts';
import { apps } from '../../main/rehearsal/people.ts';
import { consentFor, type EngineWorld, linkOptions, startEngineWorld, testSealer } from '../helpers/engine-world.ts';
import { linkAccount } from '../../main/core/accounts/link.ts';

const never = new AbortController().signal;
const own = { clientId: 'own-app-of-mara', clientSecret: 'own-secret-nobody-may-see' };
let world: EngineWorld;
let core: Core;
beforeAll(async () => {
  world = await startEngineWorld();
  core = world.core;
});
afterAll(() => world.stop());
beforeEach(() => {
  for (const { about } of core.connectors.values()) removeKeys(core, about.id);
});

const view = (network: NetworkId) => keysView(core, world.networks.connector(network));
const ledgerOf = (network: NetworkId): readonly string[] =>
  core.store.read
    .ledger(null, 1_000)
    .filter(({ facts }) => facts['network'] === network)
    .map(({ action }) => action);

/** Every byte that the database has on the disk, its log included. */
function onDisk(): string {
  const { name } = world.opened().connection;
  return [name, `${name}-wal`].map((file) => readFileSync(file, 'latin1')).join('\n');
}

describe('keys that a person saves', () => {
  test('are what the next sign-in is given, blanks at their ends taken off', async () => {
    expect(await keysFor(core, 'tiktok')).toEqual(apps.tiktok);
    await saveKeys(core, 'tiktok', { clientId: ` ${own.clientId}\n`, clientSecret: `${own.clientSecret} ` });
    expect(await keysFor(core, 'tiktok')).toEqual({ ...own, redirectUri: null });
  });

  test('are sealed: neither the file nor the ledger has the secret, and the window learns only that it is there', async () => {
    await saveKeys(core, 'tiktok', own);
    world.opened().connection.pragma('wal_checkpoint(PASSIVE)');
    expect(onDisk()).not.toContain(own.clientSecret);
    expect(onDisk()).not.toContain(own.clientId);
    expect(JSON.stringify(core.store.read.ledger(null, 1_000))).not.toContain(own.clientSecret);
    const shown = await view('tiktok');
    expect(shown).toMatchObject({ state: 'saved' });
    expect(shown?.fields).toEqual([
      { name: 'clientId', value: own.clientId, isSet: true },
      { name: 'clientSecret', value: '', isSet: true },
    ]);
    expect(ledgerOf('tiktok').at(0)).toBe('keys_saved');
  });

  test('keep the secret that is there when the form leaves it empty, and no other field', async () => {
    await saveKeys(core, 'tiktok', own);
    await saveKeys(core, 'tiktok', { clientId: 'renamed', clientSecret: ' ' });
    expect(await keysFor(core, 'tiktok')).toMatchObject({ clientId: 'renamed', clientSecret: own.clientSecret });
    await expect(saveKeys(core, 'tiktok', { clientId: '', clientSecret: 'new' })).rejects.toMatchObject({
      problem: { code: 'keys_missing' },
    });
    expect(await keysFor(core, 'tiktok')).toMatchObject({ clientId: 'renamed', clientSecret: own.clientSecret });
  });

  test.each<[string, NetworkId, GivenKeys, string]>([
    ['without a secret where one is needed', 'tiktok', { clientId: 'id' }, 'keys_missing'],
    ['without anything', 'youtube', {}, 'keys_missing'],
    ['for a network that needs none', 'mastodon', own, 'not_possible_now'],
  ])('%s are not kept', async (_, network, given, code) => {
    await expect(saveKeys(core, network, given)).rejects.toMatchObject({ problem: { code } });
    await expect(testKeys(core, network, given, never)).rejects.toMatchObject({ problem: { code } });
    expect(core.store.read.sealed(`keys_${network}`)).toBeNull();
  });

  test('of one network are none of another, and outlive the program', async () => {
    await saveKeys(core, 'tiktok', own);
    world.dieAndReopen();
    expect((await keysFor(core, 'tiktok'))?.clientId).toBe(own.clientId);
    expect((await view('youtube'))?.state).toBe('preset');
    expect(await view('mastodon')).toBeNull();
  });

  test('are erased from the file when they are removed, once', async () => {
    await saveKeys(core, 'tiktok', own);
    const before = ledgerOf('tiktok').filter((action) => action === 'keys_removed').length;
    removeKeys(core, 'tiktok');
    removeKeys(core, 'tiktok');
    expect(ledgerOf('tiktok').filter((action) => action === 'keys_removed')).toHaveLength(before + 1);
    expect((await view('tiktok'))?.fields.every(({ isSet }) => !isSet)).toBe(true);
    const { ciphertext } = await testSealer.seal(own.clientSecret);
    world.opened().connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(onDisk()).not.toContain(Buffer.from(ciphertext).toString('latin1'));
  });
});

describe('keys that are tried', () => {
  test.each(['tiktok', 'youtube', 'x', 'linkedin', 'facebook', 'instagram', 'threads'] as const)(
    'at %s: its own app is known, another is refused in its words, and what was kept stays',
    async (network) => {
      const { clientId, clientSecret, redirectUri } = apps[network];
      const good = { clientId, redirectUri, ...(clientSecret !== null && { clientSecret }) };
      await testKeys(core, network, good, never);
      expect(core.store.read.sealed(`keys_${network}`)).toBeNull();
      await saveKeys(core, network, good);
      const kept = core.store.read.sealed(`keys_${network}`);
      const wrong = { ...good, clientId: '123456789', ...(clientSecret !== null && { clientSecret: 'wrong0secret' }) };
      await expect(testKeys(core, network, wrong, never)).rejects.toMatchObject({
        problem: { code: 'keys_refused', detail: expect.stringMatching(/\w/) },
      });
      expect(core.store.read.sealed(`keys_${network}`)).toEqual(kept);
      await testKeys(core, network, { clientId, redirectUri }, never);
    },
  );

  test('while the network is in trouble are not called wrong', async () => {
    const effect = { kind: 'status5xx', status: 503 } as const;
    await world.networks.fault({ network: 'tiktok', method: 'POST', effect });
    await expect(testKeys(core, 'tiktok', own, never)).rejects.toMatchObject({ problem: { code: 'transient' } });
    await world.networks.calm();
  });
});

test('an account that is linked keeps its app, whatever becomes of the saved keys', async () => {
  const { clientId, clientSecret } = apps.tiktok;
  await saveKeys(core, 'tiktok', { clientId, clientSecret });
  const id = await linkAccount(core, { network: 'tiktok', method: 'browser' }, linkOptions(consentFor()));
  const whoAmI = () => world.networks.connector('tiktok').whoAmI(callFor(core, linkedAccount(core, id), never));
  await saveKeys(core, 'tiktok', own);
  await world.networks.endSignIns('tiktok', 'expired');
  world.clock.advance(25 * 3_600_000);
  expect((await whoAmI()).remoteId).not.toBe('');
  removeKeys(core, 'tiktok');
  world.clock.advance(25 * 3_600_000);
  expect((await whoAmI()).remoteId).not.toBe('');
  expect(linkedAccount(core, id)).toMatchObject({ state: 'working', unlinkedAt: null });
});

test('a machine that can seal nothing is told so, and nothing is written', async () => {
  const open: Core = { ...core, sealer: { ...testSealer, state: async () => ({ available: false, backend: 'none' }) } };
  const problem = { code: 'keyring_unavailable', detail: 'none' };
  await expect(saveKeys(open, 'tiktok', own)).rejects.toMatchObject({ problem });
  await expect(saveSealed(open, 'bucket', own, () => undefined)).rejects.toMatchObject({ problem });
  expect(await loadSealed(core, 'bucket')).toBeNull();
  expect((await view('tiktok'))?.state).toBe('preset');
  expect(onDisk()).not.toContain(own.clientSecret);
});
