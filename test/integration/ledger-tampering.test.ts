/** Whatever somebody does to any row of the ledger with the file in their hands, the check finds it and names the row. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { LedgerId } from '../../contract/model.ts';
import { openStore } from '../../main/store/open.ts';
import { silentLog } from '../helpers/edges.ts';
import { tamper, writeEveryAction } from '../helpers/ledger.ts';
import { someHash } from '../helpers/store-rows.ts';
import { openTestStore } from '../helpers/store.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'crosstie-ledger-'));
const file = path.join(folder, 'crosstie.sqlite');
const opened = openStore({ file, backupFolder: folder, log: silentLog, now: Date.now });
afterAll(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});
const { store, connection } = opened;
const count = writeEveryAction(store);
const ids = Array.from({ length: count }, (_, index) => index + 1);
const broken = () => store.read.checkLedger(null, 10_000).broken;

/** What the check finds while the ledger is tampered with; afterwards it is as it was. */
function foundAfter(sql: string): ReturnType<typeof broken> {
  connection.exec('SAVEPOINT before');
  try {
    tamper(opened, sql);
    return broken();
  } finally {
    connection.exec('ROLLBACK TO before; RELEASE before');
  }
}

test('an untouched ledger is whole, in slices of any size', () => {
  expect(broken()).toBeNull();
  for (const limit of [1, 7, count, count + 1]) {
    let [last, rows] = [store.read.checkLedger(null, 0).last, 0];
    for (
      let slice = store.read.checkLedger(last, limit);
      slice.checked > 0;
      slice = store.read.checkLedger(last, limit)
    ) {
      expect(slice.broken).toBeNull();
      [last, rows] = [slice.last, rows + slice.checked];
    }
    expect([rows, last?.id]).toEqual([count, count]);
  }
});

const changes: readonly (readonly [what: string, set: string])[] = [
  ['time', 'at = at + 1'],
  ['action', `action = action || '_'`],
  ['facts, in one letter', `facts = replace(facts, 'instance', 'Instance')`],
  ['facts, in their spacing', `facts = replace(facts, '":', '": ')`],
  ['facts, in their order', `facts = json_insert(json_remove(facts, '$.account'), '$.account', facts ->> '$.account')`],
  ['previous hash', `previous_hash = '${someHash(1)}'`],
  ['hash', `hash = '${someHash(1)}'`],
];
test.each(changes)('in every row, a changed %s is found and the row is named', (_what, set) => {
  for (const id of ids) expect(foundAfter(`UPDATE ledger SET ${set} WHERE id = ${id}`)).toEqual({ id, fault: 'row' });
});

describe('rows that are not where they were', () => {
  test('every row but the last can be missed: the row after it does not follow', () => {
    for (const id of ids.slice(0, -1))
      expect(foundAfter(`DELETE FROM ledger WHERE id = ${id}`)).toEqual({ id: id + 1, fault: 'link' });
  });

  test('the last row is missed by the note outside the database alone', () => {
    expect(foundAfter(`DELETE FROM ledger WHERE id = ${count}`)).toBeNull();
  });

  test('any row and the one after it in each other’s place', () => {
    for (const id of ids.slice(0, -1)) {
      const swap = `UPDATE ledger SET id = -id WHERE id IN (${id}, ${id + 1});
        UPDATE ledger SET id = ${2 * id + 1} + id WHERE id < 0`;
      expect(foundAfter(swap)).toEqual({ id, fault: 'row' });
    }
  });

  test('a row that is put in between, at the start, at the end, or before the first', () => {
    const copy = (of: number, to: number): string => `INSERT INTO ledger (id, at, action, facts, previous_hash, hash)
      SELECT ${to}, at, action, facts, previous_hash, hash FROM ledger WHERE id = ${of}`;
    for (const id of ids) {
      const makeRoom = `UPDATE ledger SET id = -id WHERE id >= ${id}; UPDATE ledger SET id = 1 - id WHERE id < 0`;
      expect(foundAfter(`${makeRoom}; ${copy(id === 1 ? 3 : 1, id)}`)).toEqual({ id, fault: 'row' });
    }
    expect(foundAfter(copy(1, count + 1))).toEqual({ id: count + 1, fault: 'row' });
    expect(foundAfter(copy(1, 0))).toEqual({ id: 0, fault: 'row' });
    expect(foundAfter(copy(1, -5))).toEqual({ id: -5, fault: 'row' });
  });

  test('every row numbered anew', () => {
    for (const id of ids)
      expect(foundAfter(`UPDATE ledger SET id = 1000 WHERE id = ${id}`)).toEqual(
        id === count ? { id: 1000, fault: 'row' } : { id: id + 1, fault: 'link' },
      );
  });
});

test('a row that was changed and given the hash that fits it breaks the link of the row after it', () => {
  const [row] = store.read.ledger(5 as LedgerId, 1);
  const other = openTestStore();
  writeEveryAction(other.store);
  tamper(other, `DELETE FROM ledger WHERE id >= 4`);
  other.store.write((write) => write.appendLedger({ at: row?.at ?? 0, action: 'paused', facts: { until: 'forever' } }));
  const [forged] = other.store.read.ledger(null, 1);
  if (forged === undefined) throw new Error('Nothing was forged');
  const facts = JSON.stringify(forged.facts);
  const found = foundAfter(
    `UPDATE ledger SET at = ${forged.at}, action = '${forged.action}', facts = '${facts}', hash = '${forged.hash}' WHERE id = 4`,
  );
  expect(found).toEqual({ id: 5, fault: 'link' });
});
