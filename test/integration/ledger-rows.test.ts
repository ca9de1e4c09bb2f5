/** What was once done in silence has its row, in the transaction of what it tells of. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerAction } from '../../contract/ledger.ts';
import { unlinkAccount } from '../../main/core/accounts/link.ts';
import type { Core } from '../../main/core/core.ts';
import { approve, skip, tryAgain, undo } from '../../main/core/crosspost/decide.ts';
import { edit } from '../../main/core/crosspost/edit.ts';
import { finishByHand, withdraw } from '../../main/core/crosspost/withdraw.ts';
import { saveKeys } from '../../main/core/keys/keys.ts';
import type { CrosspostRecord } from '../../main/core/ports/records.ts';
import type { LedgerRecord } from '../../main/core/ports/ledger.ts';
import { loadSealed } from '../../main/core/vault.ts';
import { approveAndGo, type EngineWorld, startEngineWorld } from '../helpers/engine-world.ts';
import { type Lane, openLane, queueCrosspost } from '../helpers/queued.ts';

let world: EngineWorld;
let lane: Lane;
beforeAll(async () => {
  world = await startEngineWorld();
  lane = await openLane(world, 'instagram', 'mastodon');
});
afterAll(() => world.stop());

const never = new AbortController().signal;
const rowsOf = ({ id }: CrosspostRecord, action?: LedgerAction): readonly LedgerRecord[] =>
  world.core.store.read
    .ledger(null, 10_000)
    .filter((row) => row.facts['crosspost'] === id && (action === undefined || row.action === action));

function approved(text: string): CrosspostRecord {
  const crosspost = queueCrosspost(lane, { text });
  approve(world.core, [{ id: crosspost.id, contentHash: crosspost.contentHash }]);
  return crosspost;
}

describe('a yes that ends', () => {
  const ends: readonly (readonly [reason: string, action: LedgerAction, end: (crosspost: CrosspostRecord) => void])[] =
    [
      ['edited', 'crosspost_edited', ({ id }) => edit(world.core, { id, text: 'Other words' })],
      ['skipped', 'crosspost_skipped', ({ id }) => skip(world.core, [id])],
    ];
  test.each(ends)('by being %s is written down with the reason', (reason, action, end) => {
    const crosspost = approved(`Fog, ${reason}`);
    end(crosspost);
    const rows = rowsOf(crosspost);
    expect(rows.map((row) => row.action)).toEqual([action, 'approval_voided', 'crosspost_approved']);
    expect(rows[1]?.facts).toMatchObject({ reason, contentHash: crosspost.contentHash });
  });

  test('by being taken back has the row of that alone', () => {
    const crosspost = approved('Fog, undone');
    undo(world.core, [crosspost.id]);
    expect(rowsOf(crosspost).map(({ action }) => action)).toEqual(['approval_undone', 'crosspost_approved']);
  });

  test('leaves no row where there was none', () => {
    const crosspost = queueCrosspost(lane, { text: 'Fog, never approved' });
    skip(world.core, [crosspost.id]);
    expect(rowsOf(crosspost).map(({ action }) => action)).toEqual(['crosspost_skipped']);
  });
});

test('what was refused, then tried again or finished by hand, tells both', () => {
  const refused = (text: string): CrosspostRecord => {
    const crosspost = approved(text);
    const { core, clock } = world;
    core.store.write((write) =>
      write.changeCrosspost(crosspost.id, { from: 'approved', state: 'failed', dueAt: null, at: clock.now() }),
    );
    return crosspost;
  };
  const again = refused('Fog, refused');
  tryAgain(world.core, again.id);
  expect(rowsOf(again, 'crosspost_tried_again')[0]?.facts).toMatchObject({ approved: true });
  const byHand = refused('Fog, by hand');
  finishByHand(world.core, byHand.id);
  expect(rowsOf(byHand, 'approval_voided')[0]?.facts).toMatchObject({ reason: 'by_hand' });
});

test('each post of a copy that is removed has a row, though the next one fails', async () => {
  const copy = await approveAndGo(world, queueCrosspost(lane, { text: 'Fog one', thread: ['Fog two', 'Fog three'] }));
  const ids = world.core.store.read.outputs(copy.id).map(({ remoteId }) => remoteId);
  const effect = { kind: 'status429', resetInMs: 60_000 } as const;
  await world.networks.fault({ network: 'mastodon', method: 'DELETE', after: 1, times: 1, effect });
  await withdraw(world.core, [copy.id], never);
  const removed = () => rowsOf(copy, 'post_removed').map(({ facts }) => facts['remote']);
  expect(removed()).toEqual(ids.slice(-1));
  expect(rowsOf(copy, 'withdrawal_failed')).toHaveLength(1);
  await world.networks.calm();
  world.clock.advance(120_000);
  await withdraw(world.core, [copy.id], never);
  expect(removed()).toEqual(ids);
});

test('keys whose row cannot be written are not kept', async () => {
  const { store } = world.core;
  const failing: Core = {
    ...world.core,
    store: {
      read: store.read,
      write: (body) =>
        store.write((write) =>
          body({
            ...write,
            appendLedger: () => {
              throw new Error('no room');
            },
          }),
        ),
    },
  };
  await expect(saveKeys(failing, 'tiktok', { clientId: 'a', clientSecret: 'b' })).rejects.toThrow();
  expect(await loadSealed(world.core, 'keys_tiktok')).toBeNull();
});

test('an account that is unlinked ends its routes and its approvals, each with a row', async () => {
  const crosspost = approved('Fog, unlinked');
  const before = world.core.store.read.ledgerMark(null);
  await unlinkAccount(world.core, lane.destination, never);
  const rows = world.core.store.read.ledger(null, 100).filter(({ id }) => id > (before?.id ?? 0));
  const actions = rows.map(({ action }) => action);
  expect(actions).toContain('route_removed');
  expect(actions.at(0)).toBe('account_unlinked');
  expect(rowsOf(crosspost).map(({ action }) => action)).toEqual([
    'crosspost_held',
    'approval_voided',
    'crosspost_approved',
  ]);
  expect(rowsOf(crosspost, 'approval_voided')[0]?.facts).toMatchObject({ reason: 'account_unlinked' });
  expect(world.core.store.read.checkLedger(null, 10_000).broken).toBeNull();
});
