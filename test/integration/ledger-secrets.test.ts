/** Nothing that opens an account is in an export, whatever was done with it. */
import { expect, test, onTestFinished } from 'vitest';
import { exportLedger } from '../../main/core/ledger/export.ts';
import { saveKeys } from '../../main/core/keys/keys.ts';
import { approveAndGo, startEngineWorld, testSealer } from '../helpers/engine-world.ts';
import { atOnce } from '../helpers/ledger.ts';
import { checkExport } from '../helpers/ledger-check.ts';
import { openLane, queueCrosspost } from '../helpers/queued.ts';

/** Every text in a document, however deep, that is long enough to be a secret. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length >= 12 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test('no token, no key and no password is in an export', async () => {
  const world = await startEngineWorld();
  onTestFinished(() => world.stop());
  const { core } = world;
  for (const to of ['mastodon', 'bluesky'] as const) {
    const lane = await openLane(world, 'instagram', to);
    await approveAndGo(world, queueCrosspost(lane, { text: `Fog at ${to}` }));
  }
  await saveKeys(core, 'tiktok', { clientId: 'key-of-my-own-app', clientSecret: 'secret-of-my-own-app' });
  const { read } = core.store;
  const sealed = await Promise.all(
    read.accounts().map(async ({ id }) => testSealer.open(read.secret(id)?.ciphertext ?? new Uint8Array())),
  );
  const addresses = new Set(
    read.accounts().flatMap(({ handle, instance, remoteId, profileUrl }) => [handle, instance, remoteId, profileUrl]),
  );
  const secrets = sealed
    .flatMap((document) => textsIn(JSON.parse(document)))
    .filter((text) => !addresses.has(text) && !text.startsWith('http'));
  expect(secrets.length).toBeGreaterThan(2);
  let text = '';
  await exportLedger(core, {}, 'Crosstie', { write: async (more) => void (text += more) }, atOnce);
  expect(checkExport(text).fits).toBe(true);
  expect([...secrets, 'secret-of-my-own-app', 'key-of-my-own-app'].filter((secret) => text.includes(secret))).toEqual(
    [],
  );
});
