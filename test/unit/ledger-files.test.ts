/** The two files of the ledger outside the database: the note of where it stands, and an export where the person wants it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LedgerId } from '../../contract/model.ts';
import type { Sealer } from '../../main/core/ports/system.ts';
import { ledgerAnchor } from '../../main/shell/ledger-anchor.ts';
import { saveFile } from '../../main/shell/save-file.ts';
import { testSealer } from '../helpers/engine-world.ts';
import { someHash } from '../helpers/store-rows.ts';

function place(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'crosstie-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
const mark = { id: 7 as LedgerId, hash: someHash(7), at: 9 };
const withoutKeyring: Sealer = { ...testSealer, state: async () => ({ available: false, backend: 'none' }) };

describe('the note of where the ledger stands', () => {
  test.each([
    ['sealed', testSealer],
    ['plain without a keyring', withoutKeyring],
  ])('is read as it was written, %s', async (_how, sealer) => {
    const file = path.join(place(), 'anchor.json');
    const anchor = ledgerAnchor(file, sealer);
    expect(await anchor.read()).toBe('none');
    await anchor.write(mark);
    await anchor.write({ ...mark, id: 8 as LedgerId });
    expect(await ledgerAnchor(file, sealer).read()).toEqual({ ...mark, id: 8 });
    expect(readFileSync(file, 'utf8').includes(mark.hash)).toBe(sealer === withoutKeyring);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(path.dirname(file))).toEqual(['anchor.json']);
  });

  test.each(['', '{', '[]', 'null', '{"plain":{"id":1}}', '{"sealed":"AAAA"}', '{"sealed":7}'])(
    'that is %j is unreadable, not absent',
    async (text) => {
      const file = path.join(place(), 'anchor.json');
      writeFileSync(file, text);
      expect(await ledgerAnchor(file, testSealer).read()).toBe('unreadable');
    },
  );
});

describe('a file of the person’s choice', () => {
  const choosing = (filePath: string, canceled = false) => ({
    dialog: { showSaveDialog: async () => ({ canceled, filePath }) },
    parent: null,
  });

  test('is whole under its name, for its owner alone', async () => {
    const file = path.join(place(), 'mine.jsonl');
    const saved = await saveFile(choosing(file), {}, async ({ write }) => {
      await write('ä\n');
      expect(existsSync(file)).toBe(false);
      await write('b\n');
      return 2;
    });
    expect(saved).toEqual({ name: 'mine.jsonl', value: 2 });
    expect(readFileSync(file, 'utf8')).toBe('ä\nb\n');
    expect(readdirSync(path.dirname(file))).toEqual(['mine.jsonl']);
  });

  test('that could not be filled leaves what was there', async () => {
    const file = path.join(place(), 'mine.jsonl');
    writeFileSync(file, 'before');
    const fill = async (): Promise<never> => {
      throw new Error('half way');
    };
    await expect(saveFile(choosing(file), {}, fill)).rejects.toThrow('half way');
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(path.dirname(file))).toEqual(['mine.jsonl']);
  });

  test('is not written when none is chosen', async () => {
    const folder = place();
    expect(await saveFile(choosing('', true), {}, () => Promise.reject(new Error('never')))).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });
});
