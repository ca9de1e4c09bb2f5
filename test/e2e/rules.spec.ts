/** What a person sets for a route, for everything and for an account: kept at once, undone, and there after a restart. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectSound } from '../helpers/looks.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const cells = (settings: Page) => settings.getByRole('grid').getByRole('button');
const toRow = (settings: Page, name: string) => settings.getByRole('radiogroup', { name });

test('what is set is kept', async ({ launch }) => {
  const app = await launch();
  const settings = await app.settings();
  const { keyboard } = settings;
  const saved = settings.getByText('Saved', { exact: true });

  await settings.getByRole('tab', { name: 'Routes' }).click();
  await cells(settings).filter({ hasText: 'Review' }).first().focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  const panel = settings.getByRole('group', { name: /^Rules of the route/ });
  await expect(panel).toBeFocused();
  await panel.getByText('Delayed', { exact: true }).click();
  await expect(saved).toBeVisible();
  const delay = panel.getByLabel('Time to stop it');
  await delay.fill('0');
  await keyboard.press('Enter');
  await expect(panel.getByText('It must be at least 1.')).toBeVisible();
  await delay.fill('30');
  await keyboard.press('Enter');
  await expect(panel.getByText('Goes out after 30 minutes', { exact: false })).toBeVisible();
  await panel.getByRole('button', { name: /^Which posts/ }).click();
  await panel.getByLabel('Only with one of these hashtags').last().fill('#Fog, harbour');
  await keyboard.press('Enter');
  await expect(panel.getByText('#harbour')).toBeVisible();
  await keyboard.press('Escape');
  await expect(cells(settings).filter({ hasText: 'Delayed' })).toBeFocused();

  await settings.getByRole('tab', { name: 'Privacy' }).click();
  await toRow(settings, 'Carry stories').getByText('Yes').click();
  await settings.getByRole('button', { name: 'Undo' }).click();
  await expect(settings.getByText('Put back')).toBeVisible();
  await expect(toRow(settings, 'Carry stories').getByRole('radio', { name: 'No' })).toBeChecked();
  await toRow(settings, 'Carry posts with other people tagged').getByText('Yes').click();

  await settings.getByRole('tab', { name: 'Schedule' }).click();
  await settings.getByRole('button', { name: /^Mastodon/ }).click();
  await settings.getByText('Next free slot', { exact: true }).click();
  await settings.getByRole('button', { name: 'Add a slot' }).click();
  const time = settings.getByLabel(/^Time of the slot/);
  await expect(time).toBeFocused();
  await time.fill('7:45 pm');
  await keyboard.press('Enter');
  await settings.getByText('Quiet hours', { exact: true }).click();
  await settings.getByLabel('From', { exact: true }).fill('21');
  await keyboard.press('Tab');
  await expect(saved).toBeVisible();
  await app.close();

  const again = await (await launch()).settings();
  await again.getByRole('tab', { name: 'Routes' }).click();
  await cells(again).filter({ hasText: 'Delayed' }).click();
  await expect(again.getByLabel('Time to stop it')).toHaveValue('30');
  await expect(again.getByRole('button', { name: /^Which posts/ })).toContainText('1 filter');
  await again.getByRole('tab', { name: 'Privacy' }).click();
  await expect(toRow(again, 'Carry posts with other people tagged').getByRole('radio', { name: 'Yes' })).toBeChecked();
  await again.getByRole('tab', { name: 'Schedule' }).click();
  await again.getByRole('button', { name: /^Mastodon.*Next free slot/ }).click();
  await expect(again.getByText(/^Mon–Fri 7:45\sPM$/)).toBeVisible();
  await expect(again.getByLabel('From', { exact: true })).toHaveValue(/^9:00\sPM$/);
});

test('a route ends, comes back with its rules, and a new one is in Review', async ({ launch }) => {
  const settings = await (await launch()).settings();
  await settings.getByRole('tab', { name: 'Routes' }).click();
  await cells(settings).filter({ hasText: 'Review' }).first().click();
  await settings.getByText('Hands-off', { exact: true }).click();
  await settings.getByRole('button', { name: 'End the route' }).click();
  await expect(cells(settings).filter({ hasText: 'Hands-off' })).toHaveCount(0);
  await settings.getByRole('button', { name: 'Undo' }).click();
  await expect(cells(settings).filter({ hasText: 'Hands-off' })).toHaveCount(1);
  const made = settings.getByRole('button', { name: /^Carry posts from .*Bluesky\) to .*Mastodon\)/ });
  await made.click();
  await expect(made).toContainText('Review');
  await settings.getByRole('button', { name: 'Undo' }).click();
  await expect(made).toHaveText('');
});

const words = {
  en: { routes: 'Routes', privacy: 'Privacy', schedule: 'Schedule', slot: 'Next free slot', quiet: 'Quiet hours' },
  de: {
    routes: 'Routen',
    privacy: 'Privatsphäre',
    schedule: 'Zeitplan',
    slot: 'Nächster freier Termin',
    quiet: 'Ruhezeit',
  },
} as const;
const looks = [
  { theme: 'light', language: 'en', width: 960, height: 680 },
  { theme: 'dark', language: 'de', width: 1440, height: 900 },
] as const;

for (const { theme, language, width, height } of looks) {
  test(`rules, privacy and schedule, ${width}, ${theme}, ${language}`, async ({ launch, start }) => {
    const say = words[language];
    const name = (scene: string): string => `rules-${scene}-${width}-${theme}-${language}`;
    await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme, language }));
    const settings = await (await launch()).settings();
    await settings.setViewportSize({ width, height });
    await settings.getByRole('tab', { name: say.routes }).click();
    await settings.locator('.cell-route').first().click();
    await expectSound(settings, name('route'));
    for (const fold of await settings.locator('.fold-trigger').all()) await fold.click();
    await settings.locator('.fold').nth(1).scrollIntoViewIfNeeded();
    await expectSound(settings, name('filters'));
    await settings.getByRole('tab', { name: say.privacy }).click();
    await settings.locator('.segmented').first().waitFor();
    await expectSound(settings, name('privacy'));
    await settings.locator('.network-trigger').first().click();
    await settings.locator('.overrides').scrollIntoViewIfNeeded();
    await expectSound(settings, name('account'));
    await settings.getByRole('tab', { name: say.schedule }).click();
    await settings.locator('.network-trigger').last().click();
    await settings.getByText(say.slot, { exact: true }).click();
    await settings.locator('.slots .button-plain').click();
    await settings.getByText(say.quiet, { exact: true }).click();
    await settings.locator('.quiet-times').waitFor();
    await settings.locator('.week').scrollIntoViewIfNeeded();
    await expectSound(settings, name('schedule'));
    await settings.locator('.zone').scrollIntoViewIfNeeded();
    await expectSound(settings, name('limits'));
  });
}
