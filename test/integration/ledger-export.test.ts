/** The export: complete, in slices, and checked by the few lines of docs/ledger.md, which share no code with the store. */
import { describe, expect, test } from 'vitest';
import { ledgerActions, type LedgerFilter } from '../../contract/ledger.ts';
import type { Core } from '../../main/core/core.ts';
import { exportLedger } from '../../main/core/ledger/export.ts';
import { rowsOfSlice } from '../../main/core/ledger/verify.ts';
import type { Slicing } from '../../main/core/ports/ledger.ts';
import { atOnce, tamper, writeEveryAction } from '../helpers/ledger.ts';
import { checkExport } from '../helpers/ledger-check.ts';
import { someHash } from '../helpers/store-rows.ts';
import { openTestStore } from '../helpers/store.ts';

const now = Date.UTC(2026, 1, 1);
async function exported(store: Core['store'], filter: LedgerFilter = {}, slicing: Slicing = atOnce): Promise<string> {
  const core = { store, clock: { now: () => now } } as Core;
  let text = '';
  const sink = { write: async (more: string) => void (text += more) };
  await exportLedger(core, filter, 'Crosstie 1.2.3', sink, slicing);
  return text;
}
const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an export of the whole ledger', () => {
  test('has a header that says how to check it, and every row', async () => {
    const { store } = openTestStore();
    const count = writeEveryAction(store);
    const text = await exported(store);
    const [header, ...rows] = linesOf(text);
    const last = store.read.ledgerMark(null);
    const exportedAt = '2026-02-01T00:00:00.000Z';
    const about = { format: 'crosstie-ledger', version: 1, app: 'Crosstie 1.2.3', exportedAt, content: 'whole', last };
    expect(header).toEqual({ ...about, verify: expect.stringContaining('RFC 8785') });
    expect(rows.map(({ action }) => action)).toEqual(ledgerActions);
    expect(rows[0]).toEqual({
      ...store.read.ledger(2 as never, 1)[0],
      at: '2026-01-31T12:00:00.000Z',
    });
    expect(checkExport(text)).toEqual({ fits: true, said: `${count} rows fit.` });
  });

  test('of many rows is written in slices; what is added meanwhile is left to the next', async () => {
    const { store } = openTestStore();
    const count = writeEveryAction(store, Math.ceil((3 * rowsOfSlice) / ledgerActions.length));
    const seen: (readonly [number, number])[] = [];
    const text = await exported(
      store,
      {},
      {
        ...atOnce,
        pause: async () => void writeEveryAction(store),
        onProgress: (done, total) => seen.push([done, total]),
      },
    );
    expect(seen).toEqual([1, 2, 3].map((slice) => [slice * rowsOfSlice, count]));
    expect(checkExport(text)).toEqual({ fits: true, said: `${count} rows fit.` });
  });

  test('of nothing is a header', async () => {
    const text = await exported(openTestStore().store);
    expect(linesOf(text)).toMatchObject([{ content: 'whole', last: null }]);
    expect(checkExport(text).fits).toBe(true);
  });

  test('ends when the program does', async () => {
    const { store } = openTestStore();
    writeEveryAction(store, Math.ceil((2 * rowsOfSlice) / ledgerActions.length));
    await expect(exported(store, {}, { ...atOnce, signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

test('an extract says what it is of; each of its rows can be checked by itself', async () => {
  const { store } = openTestStore();
  writeEveryAction(store);
  const text = await exported(store, { group: 'decisions', search: 'instance' });
  const [header, ...rows] = linesOf(text);
  expect(header).toMatchObject({ content: 'extract', filter: { group: 'decisions', search: 'instance', post: null } });
  expect(rows.length).toBeGreaterThan(5);
  expect(checkExport(text)).toEqual({ fits: true, said: `${rows.length} rows fit.` });
});

describe('the checker finds', () => {
  const change = (text: string, line: number, to: (line: string) => string): string =>
    text
      .split('\n')
      .map((one, index) => (index === line ? to(one) : one))
      .join('\n');
  const drop = (text: string, line: number): string => text.split('\n').toSpliced(line, 1).join('\n');

  test('a change in any line, a missing one, and a missing end', async () => {
    const { store } = openTestStore();
    const count = writeEveryAction(store);
    const text = await exported(store);
    expect(checkExport(change(text, 7, (line) => line.replace('instance', 'Instance'))).said).toBe(
      'Row 7 was changed.',
    );
    expect(checkExport(change(text, 7, (line) => line.replace('.000Z', '.001Z'))).said).toBe('Row 7 was changed.');
    expect(checkExport(change(text, 7, (line) => line.replace(/"hash":"\w+"/, `"hash":"${someHash(1)}"`))).fits).toBe(
      false,
    );
    expect(checkExport(drop(text, 9)).said).toBe('Row 10 does not follow row 8.');
    expect(checkExport(drop(text, count)).said).toBe(`Rows after ${count - 1} are missing.`);
  });

  test('what somebody did to the database, a time that is none among it', async () => {
    const opened = openTestStore();
    writeEveryAction(opened.store);
    tamper(opened, 'UPDATE ledger SET at = 9000000000000000 WHERE id = 3');
    expect(checkExport(await exported(opened.store)).said).toBe('Row 3 was changed.');
  });
});
