/** An original that changes, or goes, after it was copied: it is shown, and the answer reaches the networks that can follow. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import type { App } from '../helpers/app.ts';
import type { AppNetworks, Start } from '../helpers/app-world.ts';
import { expectSound } from '../helpers/looks.ts';
import { approveAndFollow, card, checkUntil } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const before = 'Fog at six, and nobody on the quay but me.';
const after = 'Fog at six, and nobody on the quay but me and one gull.';
const networksOfCopies = ['Mastodon', 'Bluesky'] as const;

/** Out on both networks; the program is closed then. Answers the original's id. */
async function publishBoth(app: App, networks: AppNetworks): Promise<string> {
  const id = await networks.publish({ text: before, pictures: [{ scene: 'fog-harbour', altText: 'Cranes in fog' }] });
  const approval = await app.approval();
  await checkUntil(approval, before);
  await approveAndFollow(approval, before);
  for (const network of networksOfCopies)
    await expect(card(approval, network)).toContainText(/Published \S/, { timeout: 40_000 });
  await app.close();
  return id;
}

/** As if the time of the next look had come while the program was closed. */
function letLooksBeDue({ userData }: Start): void {
  const database = new Database(path.join(userData, 'crosstie.db'));
  database.exec(`UPDATE post SET next_look_at = 1, missing_at = missing_at - 660000 WHERE next_look_at IS NOT NULL;
    UPDATE account SET next_check_at = 1`);
  database.close();
}

async function showPublished(app: App, name: RegExp): Promise<Page> {
  const approval = await app.approval();
  await approval.getByRole('tab', { name }).click();
  return approval;
}

test('new words are shown, agreed to by keyboard, sent, and what cannot follow stays listed', async ({
  launch,
  networks,
  start,
}) => {
  const id = await publishBoth(await launch(), networks);
  await networks.change('instagram', id, { text: after, altTexts: ['Cranes in fog, and a gull'] });
  letLooksBeDue(start);
  const app = await launch();
  const approval = await showPublished(app, /^Published/);
  const row = approval.locator('[data-queue-row]').filter({ hasText: 'Fog at six' });
  await expect(row).toContainText('The original was changed');
  expect(await app.trayMenu()).toContain('1 original was changed…');
  await row.click();
  const band = approval.getByRole('region', { name: 'What became of the original' });
  await expect(band).toContainText('Changed at Instagram');
  await expect(band.locator('del').first()).toHaveText(before);
  await expect(band.locator('ins').first()).toHaveText(after);
  await expectSound(approval, 'offer-edited-light-en');

  await band.getByRole('button', { name: 'Update copy…' }).focus();
  await approval.keyboard.press('Enter');
  const sheet = approval.getByRole('dialog', { name: 'Update the copies?' });
  await expect(sheet.getByRole('checkbox', { name: /^Mastodon/ })).toBeChecked();
  await expect(sheet.getByRole('region', { name: 'Stays as it is' })).toContainText('Bluesky');
  await expectSound(approval, 'offer-update-light-en');
  await expect(sheet.getByRole('button', { name: 'Update 1 copy' })).toBeFocused();
  await approval.keyboard.press('Enter');
  await expect(band).toContainText('Still says the old words');
  await expect(band.getByRole('listitem')).toHaveCount(1);
  await expect(band.getByRole('listitem')).toContainText('Bluesky offers no way to');
  await expectSound(approval, 'offer-left-light-en');
  expect((await networks.received('mastodon')).at(-1)).toMatchObject({
    text: after,
    media: [{ altText: 'Cranes in fog, and a gull' }],
  });
  await expect(card(approval, 'Mastodon')).toContainText('one gull');
  await band.getByRole('button', { name: 'Done' }).click();
  await expect(band).toBeHidden();
});

test('copies of what is gone are removed, in German and in the dark', async ({ launch, networks, start }) => {
  const id = await publishBoth(await launch(), networks);
  await networks.remove('instagram', id);
  await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme: 'dark', language: 'de' }));
  letLooksBeDue(start);
  const first = await launch();
  await expect.poll(() => missing(start), { timeout: 30_000 }).toBe(1);
  const band = (page: Page) => page.getByRole('region', { name: 'Was aus dem Original wurde' });
  await expect(band(await showPublished(first, /^Veröffentlicht/))).toBeHidden();
  await first.close();
  letLooksBeDue(start);
  const app = await launch();
  const approval = await showPublished(app, /^Veröffentlicht/);
  await approval.locator('[data-queue-row]').filter({ hasText: 'Fog at six' }).click();
  await expect(band(approval)).toContainText('Bei Instagram verschwunden');
  await expectSound(approval, 'offer-removed-dark-de');
  await band(approval).getByRole('button', { name: 'Kopien entfernen (2)…' }).click();
  await expectSound(approval, 'offer-remove-dark-de');
  await approval.getByRole('button', { name: '2 Kopien entfernen' }).click();
  await expect(band(approval)).toBeHidden();
  for (const network of ['mastodon', 'bluesky'] as const)
    expect((await networks.received(network)).filter(({ deletedAt }) => deletedAt === null)).toEqual([]);
});

/** Posts that were missed once. */
function missing({ userData }: Start): number {
  const database = new Database(path.join(userData, 'crosstie.db'), { readonly: true });
  const posts = database.prepare('SELECT count(*) FROM post WHERE missing_at IS NOT NULL').pluck().get();
  database.close();
  return Number(posts);
}
