/** Taking published copies back: what can go goes at the networks, what cannot is said and shown to be still live. */
import type { Page } from '@playwright/test';
import type { AppNetworks } from '../helpers/app-world.ts';
import { approveAndFollow, card, newPost, openTab } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const destinations = ['Mastodon', 'Bluesky'] as const;

/** A post that is out on both networks, shown among the published. */
async function publish(approval: Page, text: string): Promise<void> {
  await approveAndFollow(approval, text);
  for (const network of destinations)
    await expect(card(approval, network)).toContainText(/Published \S/, { timeout: 40_000 });
  await openTab(approval, /^Published/);
  await approval.locator('[data-queue-row]').filter({ hasText: text }).click();
}

/** How many copies of it people can still see. */
async function live(networks: AppNetworks, text: string): Promise<readonly number[]> {
  const all = await Promise.all((['mastodon', 'bluesky'] as const).map((network) => networks.received(network)));
  return all.map((deliveries) => deliveries.filter((one) => one.text.includes(text) && one.deletedAt === null).length);
}

const takeBack = async (approval: Page): Promise<void> => approval.getByRole('button', { name: 'Take back…' }).click();

test('copies are removed at their networks, by keyboard, and nothing is left live', async ({ launch, networks }) => {
  const approval = await newPost(await launch(), networks, 'Taken back again');
  await publish(approval, 'Taken back again');
  expect(await live(networks, 'Taken back again')).toEqual([1, 1]);

  await approval.getByRole('button', { name: 'Take back…' }).focus();
  await approval.keyboard.press('Enter');
  const sheet = approval.getByRole('alertdialog', { name: /^Take back “Taken back again”/ });
  await expect(sheet.getByRole('checkbox', { name: /^Mastodon/ })).toBeChecked();
  await expect(sheet.getByRole('checkbox', { name: /^Bluesky/ })).toBeChecked();
  await expect(sheet.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await approval.keyboard.press('Tab');
  await approval.keyboard.press('Enter');
  const done = approval.getByRole('dialog', { name: 'What was taken back' });
  for (const network of destinations)
    await expect(done.getByRole('region', { name: 'Removed from' })).toContainText(network);
  await expect(done).toContainText('No copy is live any more.');
  expect(await live(networks, 'Taken back again')).toEqual([0, 0]);
  await approval.keyboard.press('Escape');
  await expect(done).toBeHidden();
  await openTab(approval, /^Skipped/);
  await approval.locator('[data-queue-row]').filter({ hasText: 'Taken back again' }).click();
  await expect(card(approval, 'Mastodon')).toContainText('Taken back. It is no longer on Mastodon.');
});

test('a copy that is left out or could not be removed is listed as still live', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Half of it');
  await publish(approval, 'Half of it');
  const path = '/xrpc/com.atproto.repo.deleteRecord';
  await networks.fault({
    network: 'bluesky',
    method: 'POST',
    path,
    times: 1,
    effect: { kind: 'status5xx', status: 500 },
  });
  await takeBack(approval);
  await approval.getByRole('checkbox', { name: /^Mastodon/ }).press('Space');
  await approval.getByRole('button', { name: 'Take back 1 copy' }).click();
  const done = approval.getByRole('dialog', { name: 'What was taken back' });
  await expect(done).toContainText('Nothing was removed.');
  const stillLive = done.getByRole('region', { name: 'Still live on' });
  await expect(stillLive.getByRole('listitem').filter({ hasText: 'Bluesky' })).toContainText('had a fault of its own');
  await expect(stillLive.getByRole('listitem').filter({ hasText: 'Mastodon' })).toBeVisible();
  expect(await live(networks, 'Half of it')).toEqual([1, 1]);

  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { openedOutside: url });
  });
  await stillLive.getByRole('button', { name: /^Open the copy on Mastodon/ }).click();
  const opened = () => app.electron.evaluate(() => (globalThis as { openedOutside?: string }).openedOutside ?? '');
  await expect.poll(opened).toContain(new URL(networks.rehearsal.base('mastodon')).host);
  await done.getByRole('button', { name: 'Close' }).click();

  await takeBack(approval);
  await approval.getByRole('button', { name: 'Take back 2 copies' }).click();
  await expect(done).toContainText('No copy is live any more.');
  expect(await live(networks, 'Half of it')).toEqual([0, 0]);
});
