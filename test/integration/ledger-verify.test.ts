/** Verifying: the chain in slices, and its end held against the note outside the database. */
import { describe, expect, test } from 'vitest';
import { ledgerActions } from '../../contract/ledger.ts';
import type { Core } from '../../main/core/core.ts';
import { keepAnchor, noteAnchor } from '../../main/core/ledger/anchor.ts';
import { rowsOfSlice, takeUpLedger, verifyLedger } from '../../main/core/ledger/verify.ts';
import { memoryAnchor, silentLog, testClock, type TestClock } from '../helpers/edges.ts';
import { atOnce, tamper, writeEveryAction } from '../helpers/ledger.ts';
import { openTestStore, type TestStore } from '../helpers/store.ts';

interface World {
  readonly core: Core;
  readonly clock: TestClock;
  readonly opened: TestStore;
  readonly count: number;
}
function openWorld(times = 1): World {
  const opened = openTestStore();
  const clock = testClock(1_000);
  const core = { store: opened.store, clock, log: silentLog, anchor: memoryAnchor() } as Partial<Core> as Core;
  return { core, clock, opened, count: writeEveryAction(opened.store, times) };
}
const verify = (core: Core) => verifyLedger(core, atOnce);
const removeNewest = ({ opened, count }: World, rows: number): void =>
  tamper(opened, `DELETE FROM ledger WHERE id > ${count - rows}`);

describe('verifying', () => {
  test('tells how many rows fit, the last hash, and that its end fits the note', async () => {
    const { core, count } = openWorld();
    const last = core.store.read.ledgerMark(null);
    expect(await verify(core)).toEqual({ kind: 'whole', rows: count, last, anchor: { kind: 'none' } });
    await noteAnchor(core);
    expect(await verify(core)).toEqual({ kind: 'whole', rows: count, last, anchor: { kind: 'fits', at: 1_000 } });
  });

  test('goes slice by slice, tells how far it is, and checks what is added meanwhile', async () => {
    const { core, count } = openWorld(Math.ceil((2 * rowsOfSlice) / ledgerActions.length));
    const seen: number[] = [];
    const slicing = {
      ...atOnce,
      pause: async () => void (seen.length < 2 && writeEveryAction(core.store)),
      onProgress: (done: number) => seen.push(done),
    };
    expect(await verifyLedger(core, slicing)).toMatchObject({ kind: 'whole', rows: count + ledgerActions.length });
    expect(seen).toEqual([rowsOfSlice, 2 * rowsOfSlice]);
    await expect(verifyLedger(core, { ...atOnce, signal: AbortSignal.abort() })).rejects.toThrow();
  });

  test('of an empty ledger finds nothing to fit', async () => {
    const core = { ...openWorld().core, store: openTestStore().store };
    expect(await verify(core)).toEqual({ kind: 'whole', rows: 0, last: null, anchor: { kind: 'none' } });
  });

  test('names the first row that does not fit', async () => {
    const { core, opened } = openWorld();
    tamper(opened, 'UPDATE ledger SET at = 0 WHERE id IN (7, 9)');
    expect(await verify(core)).toEqual({ kind: 'broken', id: 7, fault: 'row' });
    await expect(takeUpLedger(core, atOnce)).rejects.toMatchObject({ problem: { code: 'not_possible_now' } });
  });
});

describe('rows that are gone at the end', () => {
  test('are missed, and what is written afterwards does not hide it', async () => {
    const world = openWorld();
    const { core, count } = world;
    await noteAnchor(core);
    removeNewest(world, 3);
    const expected = { kind: 'cut', rows: count - 3, noted: count, notedAt: 1_000 };
    expect(await verify(core)).toEqual(expected);
    await noteAnchor(core);
    expect(await verify(core)).toEqual(expected);
    writeEveryAction(core.store);
    await noteAnchor(core);
    expect(await verify(core)).toMatchObject({ kind: 'replaced', noted: count, notedAt: 1_000 });
  });

  test('are missed when none is left', async () => {
    const world = openWorld();
    await noteAnchor(world.core);
    removeNewest(world, world.count);
    expect(await verify(world.core)).toMatchObject({ kind: 'cut', rows: 0, noted: world.count });
  });

  test('count no more once the person says so, which is written down', async () => {
    const world = openWorld();
    const { core, count } = world;
    await noteAnchor(core);
    const noted = core.store.read.ledgerMark(null);
    removeNewest(world, 3);
    expect(await takeUpLedger(core, atOnce)).toMatchObject({ kind: 'whole', anchor: { kind: 'fits' } });
    const [row] = core.store.read.ledger(null, 1);
    expect(row).toMatchObject({
      id: count - 2,
      action: 'ledger_taken_up',
      facts: { noted: count, hash: noted?.hash, notedAt: 1_000 },
    });
    await expect(takeUpLedger(core, atOnce)).rejects.toMatchObject({ problem: { code: 'not_possible_now' } });
  });
});

describe('the note', () => {
  test('is made at once, every minute while something is written, and at the end', async () => {
    const { core, clock, count } = openWorld();
    const noted = async () => {
      await new Promise(setImmediate);
      return core.anchor.read();
    };
    const keeping = keepAnchor(core);
    expect(await noted()).toMatchObject({ id: count, at: 1_000 });
    clock.advance(60_000);
    expect(await noted()).toMatchObject({ id: count, at: 1_000 });
    writeEveryAction(core.store);
    clock.advance(60_000);
    expect(await noted()).toMatchObject({ id: 2 * count, at: 121_000 });
    writeEveryAction(core.store);
    await keeping.stop();
    expect(await noted()).toMatchObject({ id: 3 * count });
  });

  test('that cannot be read is said, and is not replaced by itself', async () => {
    const { core } = openWorld();
    let written = 0;
    const lost: Core = { ...core, anchor: { read: async () => 'unreadable', write: async () => void (written += 1) } };
    await noteAnchor(lost);
    expect(written).toBe(0);
    expect(await verify(lost)).toMatchObject({ kind: 'whole', anchor: { kind: 'unreadable' } });
    await takeUpLedger(lost, atOnce);
    expect(written).toBe(1);
  });
});
