/** How the windows look and are used: both themes, both languages, by keyboard alone, with little motion. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectSound } from '../helpers/looks.ts';
import { newPost } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const row = (page: Page, text: string) => page.locator('[data-queue-row]').filter({ hasText: text });

const words = {
  en: {
    pages: ['Accounts', 'Routes', 'Privacy', 'Schedule', 'Networks and keys', 'Data', 'General', 'About'],
    link: 'Link an account',
  },
  de: {
    pages: [
      'Konten',
      'Routen',
      'Privatsphäre',
      'Zeitplan',
      'Netzwerke und Schlüssel',
      'Daten',
      'Allgemein',
      'Über Crosstie',
    ],
    link: 'Konto verbinden',
  },
} as const;
for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'de'] as const) {
    test(`every page is accessible, ${theme}, ${language}`, async ({ launch, networks, start }) => {
      const { pages, link } = words[language];
      await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme, language }));
      const app = await launch();
      const approval = await app.approval();
      await expectSound(approval, `approval-empty-${theme}-${language}`);
      const text = 'Autumn fog over the harbour. https://pictures.example/fog #fog @mara';
      const pictures = [
        { scene: 'fog-harbour', altText: '' },
        { scene: 'dunes-noon', altText: 'A dune' },
      ] as const;
      await networks.publish({ text, pictures: [...pictures] });
      await app.pressTray(/^Check now$|^Jetzt prüfen$/);
      await row(approval, 'Autumn fog').waitFor();
      await approval.getByRole('article', { name: 'Bluesky' }).waitFor();
      await expectSound(approval, `approval-${theme}-${language}`);
      await approval.keyboard.press('e');
      await expectSound(approval, `approval-editing-${theme}-${language}`);
      await approval.keyboard.press('Escape');
      await approval.keyboard.press('?');
      await expectSound(approval, `approval-keys-${theme}-${language}`);

      const settings = await app.settings();
      const isDark = () => settings.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
      await expect.poll(isDark).toBe(theme === 'dark');
      for (const [index, name] of pages.entries()) {
        await settings.getByRole('tab', { name }).click();
        await settings.getByRole('heading', { level: 1 }).waitFor();
        await expectSound(settings, `settings-${index}-${theme}-${language}`);
      }
      await settings.getByRole('tab', { name: pages[0] }).click();
      await settings.getByRole('button', { name: link }).click();
      await settings.getByRole('button', { name: /^Bluesky/ }).waitFor();
      await expectSound(settings, `link-networks-${theme}-${language}`);
      await settings.getByRole('button', { name: /^Bluesky/ }).click();
      await settings.getByRole('radio').first().waitFor();
      await expectSound(settings, `link-form-${theme}-${language}`);
    });
  }
}

test('a person decides by keyboard alone', async ({ launch, networks }) => {
  const app = await launch();
  for (const text of ['First light', 'Second light', 'Third light']) await newPost(app, networks, text);
  const approval = await app.approval();
  const { keyboard } = approval;
  const shown = approval.getByRole('article', { name: 'The original' }).locator('.caption');
  await keyboard.press('j');
  await keyboard.press('j');
  await expect(shown).toHaveText('First light');
  await keyboard.press('k');
  await expect(shown).toHaveText('Second light');

  await keyboard.press('e');
  const editor = approval.getByLabel('Text on Mastodon');
  await expect(editor).toBeFocused();
  await keyboard.press('End');
  await keyboard.type(', aj?');
  await keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(approval.getByRole('article', { name: 'Mastodon' })).toContainText('Second light, aj?');

  await keyboard.press('a');
  await expect(row(approval, 'Second light')).toHaveCount(0);
  await keyboard.press('u');
  await expect(row(approval, 'Second light')).toHaveCount(1);
  await keyboard.press('2');
  await expect(approval.getByRole('tab', { name: /^Scheduled/ })).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('1');
  await row(approval, 'Third light').waitFor();
  await keyboard.press('/');
  await keyboard.type('first');
  await expect(row(approval, 'Second light')).toHaveCount(0);
  await expect(shown).toHaveText('First light');
  await keyboard.press('Enter');
  await keyboard.press('s');
  await expect(row(approval, 'First light')).toHaveCount(0);
  await keyboard.press('5');
  await expect(row(approval, 'First light')).toHaveCount(1);
  for (const [key, tab] of [
    ['3', /^Published/],
    ['4', /^Problems/],
  ] as const) {
    await keyboard.press(key);
    await expect(approval.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  await keyboard.press('/');
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await keyboard.press('?');
  await expect(approval.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(approval.getByRole('dialog')).toBeHidden();
});

test('every stop of the Tab key can be seen, and all of it can be reached', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Walked through');
  const stops: string[] = [];
  for (let count = 0; count < 40; count += 1) {
    await approval.keyboard.press('Tab');
    const stop = await approval.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return null;
      const ringed = [focused, focused.parentElement].map((element) => element && getComputedStyle(element));
      const isSeen = ringed.some(
        (style) =>
          style !== null &&
          ((style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none'),
      );
      return { name: focused.getAttribute('aria-label') ?? focused.textContent ?? '', isSeen };
    });
    if (stop === null) continue;
    expect(stop.isSeen, `The focus on “${stop.name}” can be seen`).toBe(true);
    stops.push(stop.name);
  }
  for (const name of ['Waiting', 'Check now', 'Settings', 'Walked through', 'Open original', 'Edit', 'Approve', 'Skip'])
    expect(
      stops.some((stop) => stop.includes(name)),
      `${name} of ${stops.join(' · ')}`,
    ).toBe(true);
});

test('where less motion is asked for, nothing moves', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Still');
  const longestMs = () =>
    approval.evaluate(() => {
      const times = Array.from(document.querySelectorAll('*'), (element) => getComputedStyle(element)).flatMap(
        ({ transitionDuration, animationDuration }) => `${transitionDuration}, ${animationDuration}`.split(', '),
      );
      return Math.max(...times.map((time) => Number.parseFloat(time) * (time.endsWith('ms') ? 1 : 1_000)));
    });
  await approval.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await longestMs()).toBeGreaterThan(50);
  expect(await longestMs()).toBeLessThanOrEqual(200);
  await approval.emulateMedia({ reducedMotion: 'reduce' });
  expect(await longestMs()).toBeLessThanOrEqual(1);
});

test('theme and language take effect at once, in every window and in the tray', async ({ launch }) => {
  const app = await launch();
  const [approval, settings] = [await app.approval(), await app.settings()];
  await settings.getByRole('tab', { name: 'General' }).click();
  const looks = (page: Page) =>
    page.evaluate(() => [
      matchMedia('(prefers-color-scheme: dark)').matches,
      document.documentElement.lang,
      getComputedStyle(document.body).backgroundColor,
    ]);
  const light = await looks(approval);
  await settings.getByText('Dark', { exact: true }).click();
  for (const page of [approval, settings]) await expect.poll(() => looks(page)).not.toEqual(light);
  expect((await looks(approval)).slice(0, 2)).toEqual([true, 'en']);
  await settings.getByText('Deutsch', { exact: true }).click();
  for (const page of [approval, settings]) await expect.poll(() => looks(page)).toContain('de');
  await expect(settings.getByRole('heading', { level: 1 })).toHaveText('Allgemein');
  await expect(approval.getByRole('tab', { name: 'Übersprungen' })).toBeVisible();
  await expect.poll(async () => (await app.trayMenu()).join()).toContain('Crosstie beenden');
  const titles = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  expect(titles.join()).toContain('Einstellungen');
});
