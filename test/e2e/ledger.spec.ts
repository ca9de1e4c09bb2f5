/** The ledger in the settings: searched, verified, exported, and what is said when somebody changed it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import { checkExport } from '../helpers/ledger-check.ts';
import { expectSound } from '../helpers/looks.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

test('a person searches the ledger, verifies it and takes a copy along', async ({ launch, start }) => {
  const app = await launch();
  const file = path.join(start.userData, 'copy.jsonl');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  const settings = await app.settings();
  await settings.getByRole('tab', { name: 'Data' }).click();
  const lines = settings.locator('.ledger > li');
  await expect(lines.first()).toBeVisible();
  const count = await lines.count();

  await settings.getByRole('button', { name: 'Verify' }).click();
  await expect(settings.locator('.ledger-results')).toContainText('all as they were written');
  await expect(settings.getByRole('button', { name: 'Copy the fingerprint of the newest line' })).toBeVisible();
  await expectSound(settings, 'ledger-verified');

  await settings.getByRole('button', { name: 'Export…' }).click();
  await expect(settings.locator('.ledger-results')).toContainText(/^Saved \d+ lines as copy\.jsonl\.$/);
  const whole = await readFile(file, 'utf8');
  expect(checkExport(whole)).toMatchObject({ fits: true });
  expect(whole.trimEnd().split('\n').length).toBeGreaterThan(count);

  await settings.getByRole('searchbox', { name: 'Search the ledger' }).fill('bluesky');
  await expect(lines.first()).toContainText('Bluesky');
  await settings.getByText('Accounts', { exact: true }).last().click();
  await expect(lines).toHaveCount(2);
  await settings.getByRole('button', { name: 'Export what was found…' }).click();
  await expect(settings.locator('.ledger-results')).toContainText('It is an extract');
  expect(checkExport(await readFile(file, 'utf8'))).toEqual({ fits: true, said: '2 rows fit.' });
  await expectSound(settings, 'ledger-searched');

  await settings.getByRole('searchbox', { name: 'Search the ledger' }).fill('nowhere at all');
  await expect(settings.getByText('No line of the ledger fits.')).toBeVisible();
  await expectSound(settings, 'ledger-nothing');
  await settings.getByRole('button', { name: 'Show everything' }).click();
  await expect(lines.nth(count - 1)).toBeVisible();
});

test('lines that are gone at the end are missed, in German, dark and narrow', async ({ launch, start }) => {
  await (await launch()).close();
  const db = new Database(path.join(start.userData, 'crosstie.db'));
  db.exec('DROP TRIGGER ledger_no_delete; DELETE FROM ledger WHERE id > (SELECT max(id) - 2 FROM ledger)');
  db.close();
  await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme: 'dark', language: 'de' }));
  const app = await launch();
  const settings = await app.settings();
  const isDark = () => settings.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(true);
  await settings.getByRole('tab', { name: 'Daten' }).click();
  await settings.getByRole('button', { name: 'Prüfen' }).click();
  await expect(settings.locator('.ledger-results')).toContainText('fehlen am Ende');
  await expectSound(settings, 'ledger-cut-dark-de');
  await settings.setViewportSize({ width: 600, height: 680 });
  await expectSound(settings, 'ledger-cut-narrow');
  await settings.getByRole('button', { name: 'So übernehmen' }).click();
  await expect(settings.locator('.ledger-results')).toContainText('alle so, wie sie geschrieben wurden');
  await expect(settings.locator('.ledger > li').first()).toContainText('Protokoll so übernommen');
});
