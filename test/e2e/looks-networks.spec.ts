/** How the windows of ten networks look, in both themes and languages, in the smallest and the usual window. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { person } from '../../main/rehearsal/people.ts';
import type { App } from '../helpers/app.ts';
import { expectSound } from '../helpers/looks.ts';
import { allow, linkAccount, linkInBrowser, makeRoute } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const words = {
  en: {
    check: /^Check now$/,
    networks: 'Networks and keys',
    routes: 'Routes',
    thread: 'Make it a thread',
    done: 'Done',
    title: 'Title on YouTube',
    menu: 'More for X',
    byHand: 'Finish by hand…',
    cancel: 'Cancel',
    published: /^Published/,
    takeBack: 'Take back…',
    link: 'Link an account',
    token: 'Paste a token',
  },
  de: {
    check: /^Jetzt prüfen$/,
    networks: 'Netzwerke und Schlüssel',
    routes: 'Routen',
    thread: 'Zum Thread machen',
    done: 'Fertig',
    title: 'Titel auf YouTube',
    menu: 'Mehr zu X',
    byHand: 'Von Hand fertig machen…',
    cancel: 'Abbrechen',
    published: /^Veröffentlicht/,
    takeBack: 'Zurücknehmen…',
    link: 'Konto verbinden',
    token: 'Token einfügen',
  },
} as const;
/** Each theme, language and size once: the suite has to keep its time. */
const looks = [
  { theme: 'light', language: 'en', width: 1120, height: 760 },
  { theme: 'dark', language: 'de', width: 900, height: 600 },
] as const;

const row = (page: Page, text: string) => page.locator('[data-queue-row]').filter({ hasText: text });
const cardOf = (page: Page, network: string) => page.getByRole('article', { name: network });

/** X and YouTube besides the three, each with a route from Instagram. */
async function linkMore(app: App): Promise<void> {
  await linkAccount(app, { network: 'X', page: '/i/oauth2/authorize', consent: allow });
  await makeRoute(await app.settings());
  await makeRoute(await linkInBrowser(app, 'YouTube', person.youtube.handle));
}

for (const look of looks) {
  const { theme, language, width, height } = look;
  const name = (scene: string): string => `${scene}-${width}-${theme}-${language}`;
  const say = words[language];

  test(`cards of all kinds, ${width}, ${theme}, ${language}`, async ({ launch, networks, start }) => {
    test.slow();
    const first = await launch();
    await linkMore(first);
    await first.close();
    await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme, language }));
    const app = await launch();
    const approval = await app.approval();
    await approval.setViewportSize({ width, height });
    const video = { name: 'dunes-pan', altText: 'A slow look along the dunes' } as const;
    await networks.publish({ text: 'Dunes at noon, from one end to the other. #dunes', video });
    await app.pressTray(say.check);
    await row(approval, 'Dunes at noon').click();
    await cardOf(approval, 'YouTube').scrollIntoViewIfNeeded();
    await expectSound(approval, name('card-video'));
    await cardOf(approval, 'YouTube')
      .getByRole('button', { name: language === 'en' ? 'Edit' : 'Bearbeiten' })
      .click();
    await approval.getByLabel(say.title).waitFor();
    await expectSound(approval, name('card-title'));
    await approval.keyboard.press('Escape');

    const long = 'The fog lifts off the harbour by itself, and the ferries go on. '.repeat(9);
    await networks.publish({ text: `Long fog. ${long}`, pictures: [{ scene: 'fog-harbour', altText: '' }] });
    await app.pressTray(say.check);
    await row(approval, 'Long fog').click();
    await cardOf(approval, 'X').getByRole('button', { name: say.thread }).click();
    await cardOf(approval, 'X').locator('.thread').scrollIntoViewIfNeeded();
    await expectSound(approval, name('card-thread'));
    await cardOf(approval, 'X').getByRole('button', { name: say.menu }).click();
    await approval.getByRole('menuitem', { name: say.byHand }).click();
    await expectSound(approval, name('by-hand'));
    await approval.getByRole('button', { name: say.cancel }).click();

    await approval.locator('.footer .button-filled').click();
    await approval.getByRole('tab', { name: say.published }).click();
    await row(approval, 'Long fog').click();
    for (const network of ['X', 'Mastodon', 'Bluesky'])
      await expect(cardOf(approval, network)).toHaveAttribute('data-state', 'published', { timeout: 40_000 });
    await expectSound(approval, name('published'));
    await approval.getByRole('button', { name: say.takeBack }).click();
    await approval.getByRole('checkbox').first().waitFor();
    await expectSound(approval, name('take-back'));
    await approval.locator('.dialog .button-danger').click();
    await approval.locator('.taken-back').waitFor();
    await expectSound(approval, name('taken-back'));
  });

  test(`keys, offers and routes, ${width}, ${theme}, ${language}`, async ({ launch, start }) => {
    await writeFile(path.join(start.userData, 'preferences.json'), JSON.stringify({ theme, language }));
    const settings = await (await launch()).settings();
    await settings.setViewportSize({ width, height });
    await settings.getByRole('tab', { name: say.networks }).click();
    for (const network of ['X', 'TikTok'])
      await settings.getByRole('button', { name: new RegExp(`^${network}\\b`) }).click();
    await expectSound(settings, name('networks'));
    await settings.locator('.offers').first().scrollIntoViewIfNeeded();
    await expectSound(settings, name('offers'));
    await settings.locator('.place-form').scrollIntoViewIfNeeded();
    await expectSound(settings, name('place'));
    await settings.getByRole('tab', { name: say.routes }).click();
    await settings.locator('.matrix').waitFor();
    await expectSound(settings, name('routes'));
    await settings.getByRole('tab').first().click();
    await settings.getByRole('button', { name: say.link }).click();
    await expectSound(settings, name('link-networks'));
    await settings.getByRole('button', { name: /^LinkedIn/ }).click();
    await settings.getByText(say.token).click();
    await expectSound(settings, name('link-token'));
  });
}
