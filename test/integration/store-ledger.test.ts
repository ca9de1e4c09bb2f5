import { describe, expect, test } from 'vitest';
import type { LedgerId } from '../../contract/model.ts';
import { ledgerActions } from '../../contract/ledger.ts';
import type { Store } from '../../main/core/ports/store.ts';
import { type TestStore, openTestStore } from '../helpers/store.ts';

function openWithRows(count: number): TestStore {
  const opened = openTestStore();
  append(opened.store, count);
  return opened;
}
function append(store: Store, count: number): void {
  store.write((write) => {
    for (let number = 1; number <= count; number++) {
      write.appendLedger({ at: number, action: 'post_noticed', facts: { post: number, account: 'ann' } });
    }
  });
}

describe('the ledger', () => {
  test('is paged, newest first', () => {
    const { store } = openWithRows(5);
    const page = (after: LedgerId | null) => store.read.ledger(after, 2).map(({ id }) => id);
    expect(page(null)).toEqual([5, 4]);
    expect(page(4 as LedgerId)).toEqual([3, 2]);
    expect(page(2 as LedgerId)).toEqual([1]);
    expect(page(1 as LedgerId)).toEqual([]);
  });

  test('takes every action, and gives back its facts', () => {
    const { store } = openTestStore();
    const facts = { b: [1, null, { deep: true }], a: 'text', when: 12.5 };
    store.write((write) => {
      for (const action of ledgerActions) write.appendLedger({ at: 1, action, facts });
    });
    const rows = store.read.ledger(null, 100);
    expect(rows.map(({ action }) => action)).toEqual(ledgerActions.toReversed());
    expect(rows[0]).toMatchObject({ at: 1, facts });
    expect(store.read.checkLedger(null, 1_000).broken).toBeNull();
  });

  test('chains each row to the one before, from 64 zeros on', () => {
    const { store } = openWithRows(3);
    const [third, second, first] = store.read.ledger(null, 3);
    expect(first?.previousHash).toBe('0'.repeat(64));
    expect(second?.previousHash).toBe(first?.hash);
    expect(third?.previousHash).toBe(second?.hash);
    expect(store.read.checkLedger(null, 1_000).broken).toBeNull();
  });

  test.each([
    'UPDATE ledger SET at = 9 WHERE id = 2',
    'DELETE FROM ledger WHERE id = 3',
    `INSERT OR REPLACE INTO ledger SELECT id, 9, action, facts, previous_hash, hash FROM ledger WHERE id = 2`,
  ])('refuses: %s', (sql) => {
    const { store, connection } = openWithRows(3);
    const before = store.read.ledger(null, 9);
    expect(() => connection.exec(sql)).toThrow('the ledger is append-only');
    expect(store.read.ledger(null, 9)).toEqual(before);
  });
});
