/** What the person publishes by hand: laid ready by Crosstie, and never sent by it afterwards. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { approveShown, card, newPost, openTab } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

test('a card is laid ready, and once the person says it is published it is not sent', async ({
  launch,
  networks,
  start,
}) => {
  const app = await launch();
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { openedOutside: url });
    shell.showItemInFolder = (file) => void Object.assign(globalThis, { shownFile: file });
  });
  const approval = await newPost(app, networks, 'By my own hand');
  await card(approval, 'Bluesky').getByRole('button', { name: 'More for Bluesky' }).click();
  await approval.getByRole('menuitem', { name: 'Finish by hand…' }).click();
  const sheet = approval.getByRole('dialog', { name: 'Finish by hand on Bluesky' });
  await expect(sheet).toContainText('The file is shown in the file manager.');
  await sheet.getByRole('button', { name: 'Get it ready' }).click();
  await expect(sheet).toContainText('Everything is ready');
  const [copied, shown, opened] = await app.electron.evaluate(async ({ clipboard }) => {
    const { shownFile, openedOutside } = globalThis as { shownFile?: string; openedOutside?: string };
    return [await clipboard.readText(), shownFile ?? '', openedOutside ?? ''];
  });
  expect(copied).toContain('By my own hand');
  expect(path.dirname(shown)).toBe(path.join(start.userData, 'by-hand'));
  expect(await readdir(path.dirname(shown))).toEqual(['1.jpg']);
  expect(opened).toMatch(/^https?:/);

  await sheet.getByRole('button', { name: 'Not yet' }).click();
  await expect(card(approval, 'Bluesky')).toContainText('Waiting for your yes');
  await card(approval, 'Bluesky').getByRole('button', { name: 'More for Bluesky' }).click();
  await approval.getByRole('menuitem', { name: 'Finish by hand…' }).click();
  await sheet.getByRole('button', { name: 'Get it ready' }).click();
  await sheet.getByRole('button', { name: 'It is published' }).click();
  await expect(sheet).toBeHidden();
  await expect(card(approval, 'Bluesky')).toContainText(/Published \S/);
  await approveShown(approval);
  await openTab(approval, /^Published/);
  await approval.locator('[data-queue-row]').filter({ hasText: 'By my own hand' }).click();
  await expect(card(approval, 'Mastodon')).toContainText(/Published \S/, { timeout: 40_000 });
  expect(await networks.received('bluesky')).toEqual([]);
});
