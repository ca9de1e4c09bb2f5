/** When a crosspost goes: in the next free slot, at a picked time, moved in the week by hand and by keys, taken back. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { defaultAccountRules } from '../../contract/rules.ts';
import type { Bridge } from '../../contract/api.ts';
import { expectSound } from '../helpers/looks.ts';
import { approveAndFollow, card, newPost, openTab } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

interface Schedule {
  readonly quiet: boolean;
}

/** A slot each day at half past six in the evening, and quiet nights where they are wanted; as the Schedule page would. */
async function giveSlots(page: Page, network: string, { quiet }: Schedule): Promise<void> {
  const schedule = {
    ...defaultAccountRules.schedule,
    slots: [{ days: [1, 2, 3, 4, 5, 6, 7] as const, minute: 18 * 60 + 30 }],
    quiet: quiet ? { from: 22 * 60, to: 8 * 60 } : null,
  };
  await page.evaluate(
    async ({ name, rules }) => {
      const { crosstie } = window as unknown as { readonly crosstie: Bridge };
      const accounts = await crosstie.accounts();
      const account = accounts.ok ? accounts.value.find(({ networkName }) => networkName === name) : undefined;
      if (account !== undefined) await crosstie.setAccountRules({ id: account.id, rules });
    },
    { name: network, rules: { ...defaultAccountRules, schedule } },
  );
}

const timeButton = (page: Page, network: string): Locator =>
  card(page, network).getByRole('button', { name: /^(Time on|Zeit auf)/ });
const chips = (page: Page): Locator => page.locator('button.week-chip');
const footer = (page: Page): Locator => page.getByRole('group', { name: 'What to do with this post' });

/** Drags a chip so many days and hours away. */
async function drag(page: Page, chip: Locator, days: number, hours: number, isDropped = true): Promise<void> {
  await chip.hover();
  const box = await chip.boundingBox();
  const field = await page.locator('.week-field').boundingBox();
  if (box === null || field === null) throw new Error('Nothing to drag');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + (days * field.width) / 7, y + (hours * field.height) / 24, { steps: 5 });
  if (isDropped) await page.mouse.up();
}

test('a time is given on the card, moved in the week, and taken back', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Autumn fog over the harbour');
  const { keyboard } = approval;
  await giveSlots(approval, 'Mastodon', { quiet: false });

  await expect(timeButton(approval, 'Mastodon')).toHaveText('now');
  await keyboard.press('t');
  const choices = approval.getByRole('dialog', { name: 'When it goes to Mastodon' });
  await choices.getByRole('button', { name: /^Next free slot.*6:30\sPM/ }).click();
  await expect(timeButton(approval, 'Mastodon')).toHaveText(/^next free slot · .*6:30\sPM$/);
  await expect(footer(approval)).toContainText('Moved to');

  await timeButton(approval, 'Bluesky').click();
  const bluesky = approval.getByRole('dialog', { name: 'When it goes to Bluesky' });
  await expect(bluesky).toContainText('This account has no slots yet.');
  await bluesky.getByRole('button', { name: 'Pick a time…' }).click();
  const year = bluesky.getByRole('spinbutton', { name: /^year/ });
  const inYears = new Date().getFullYear();
  await year.focus();
  await keyboard.type(String(inYears - 1));
  await bluesky.getByRole('button', { name: 'Set this time' }).click();
  await expect(bluesky).toContainText('This time has passed.');
  await year.focus();
  await keyboard.type(String(inYears + 1));
  await bluesky.getByRole('button', { name: 'Set this time' }).click();
  await expect(timeButton(approval, 'Bluesky')).toContainText(String(inYears + 1));
  await footer(approval).getByRole('button', { name: /^Undo/ }).click();
  await expect(timeButton(approval, 'Bluesky')).toHaveText('now');
  await card(approval, 'Bluesky').getByRole('button', { name: 'Leave out' }).click();

  await approveAndFollow(approval, 'Autumn fog');
  const mastodon = card(approval, 'Mastodon');
  await expect(mastodon).toContainText(/Goes (today|tomorrow), 6:30\sPM/);
  await expect(mastodon.getByRole('button', { name: 'Take back the approval' })).toBeVisible({ timeout: 15_000 });

  await approval.getByText('Week', { exact: true }).click();
  await approval.getByRole('button', { name: 'Next week' }).click();
  await approval.getByRole('button', { name: 'Today' }).click();
  await expect(chips(approval).or(approval.locator('.week-empty')).first()).toBeVisible();
  if ((await chips(approval).count()) === 0) await approval.getByRole('button', { name: 'Next week' }).click();
  await expect(chips(approval)).toHaveCount(1);
  await drag(approval, chips(approval), 0, 2);
  await expect(chips(approval)).toHaveAccessibleName(/8:30\sPM: Autumn fog/);
  await expect(footer(approval)).toContainText(/Moved to .*8:30\sPM/);
  await keyboard.press('u');
  await expect(chips(approval)).toHaveAccessibleName(/6:30\sPM: Autumn fog/);

  await chips(approval).focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Escape']) await keyboard.press(key);
  await expect(chips(approval)).toHaveAccessibleName(/6:30\sPM/);
  for (const key of ['ArrowDown', 'ArrowDown']) await keyboard.press(key);
  await expect(approval.getByText(/7:00\sPM. Enter moves it there/)).toBeAttached();
  await keyboard.press('Enter');
  await expect(chips(approval)).toHaveAccessibleName(/7:00\sPM/);
  for (const day of Array.from({ length: 8 }, () => 'ArrowLeft')) await keyboard.press(day);
  await keyboard.press('Enter');
  await expect(approval.getByText('That time has passed. It stays where it was.')).toBeVisible();
  await expect(chips(approval)).toHaveAccessibleName(/7:00\sPM/);

  await chips(approval).click();
  await mastodon.getByRole('button', { name: 'Take back the approval' }).click();
  await openTab(approval, /^Waiting/);
  await expect(timeButton(approval, 'Mastodon')).toContainText(/7:00\sPM/);
  expect(await networks.received('mastodon')).toEqual([]);
});

const looks = [
  { theme: 'light', language: 'en', width: 900, height: 600 },
  { theme: 'dark', language: 'de', width: 1120, height: 760 },
] as const;

for (const { theme, language, width, height } of looks) {
  test(`times, ${width}, ${theme}, ${language}`, async ({ launch, networks, start }) => {
    await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme, language }));
    const name = (scene: string): string => `times-${scene}-${width}-${theme}-${language}`;
    await networks.publish({
      text: 'Autumn fog over the harbour',
      pictures: [{ scene: 'fog-harbour', altText: 'Fog' }],
    });
    const app = await launch();
    const approval = await app.approval();
    await approval.setViewportSize({ width, height });
    await app.pressTray(/^Check now$|^Jetzt prüfen$/);
    await timeButton(approval, 'Bluesky').waitFor();
    await giveSlots(approval, 'Mastodon', { quiet: true });
    await timeButton(approval, 'Mastodon').click();
    await approval.locator('.time-slot').first().waitFor();
    await expectSound(approval, name('slots'));
    await approval.locator('.time-choice').nth(1).click();
    await timeButton(approval, 'Bluesky').click();
    await approval.locator('.time-choice').last().click();
    await expectSound(approval, name('pick'));
    await approval.keyboard.press('ArrowUp');
    await approval.locator('.time-pick .button-filled').click();
    await expect(timeButton(approval, 'Bluesky')).not.toHaveText(/now|gleich/);
    await timeButton(approval, 'Bluesky').scrollIntoViewIfNeeded();
    await expectSound(approval, name('card'));
    await approval.locator('.footer .button-filled').click();
    await openTab(approval, /^(Scheduled|Geplant)/);
    await card(approval, 'Mastodon').scrollIntoViewIfNeeded();
    await expectSound(approval, name('scheduled'));
    await approval.getByText(/^(Week|Woche)$/).click();
    await chips(approval).first().waitFor();
    await expectSound(approval, name('week'));
    await approval.locator('.week-account .select-button').click();
    await approval.getByRole('option', { name: /^Mastodon/ }).click();
    await drag(approval, chips(approval).first(), 0, 1, false);
    await approval.locator('.week-ghost').waitFor();
    await expectSound(approval, name('dragging'));
    await approval.mouse.up();
  });
}
