/** The person's own developer apps: tried at the network, kept sealed, asked for before the sign-in that needs one. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { apps } from '../../main/rehearsal/people.ts';
import { nextWindow } from '../helpers/app.ts';
import type { AppNetworks } from '../helpers/app-world.ts';
import { call } from '../helpers/bridge.ts';
import { filesThatTell } from '../helpers/leaks.ts';
import { allow, chooseNetwork } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** The networks are where they are, and the program knows of no app there: as outside the rehearsal. */
async function withoutPresets({ argument }: AppNetworks): Promise<void> {
  const file = argument.slice('--addresses='.length);
  const { presetKeys: _, ...addresses } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify(addresses));
}

test('keys that a network does not know are said to be unknown, and what was typed stays', async ({
  launch,
  start,
}) => {
  const settings = await (await launch()).settings();
  await settings.getByRole('tab', { name: 'Networks and keys' }).click();
  const linkedin = settings.getByRole('listitem').filter({ hasText: 'LinkedIn' }).first();
  await linkedin.getByRole('button', { name: /^LinkedIn/ }).click();
  await expect(linkedin).toContainText('Pretend keys of the rehearsal');

  await press(settings, 'Test');
  await expect(settings.getByLabel('Client ID')).toBeFocused();
  await expect(linkedin).toContainText('This is needed.');
  await settings.getByLabel('Client ID').fill(apps.linkedin.clientId);
  await settings.getByLabel('Client secret').fill('Not-the-secret-42');
  await press(settings, 'Test');
  await expect(settings.getByRole('alert')).toContainText('LinkedIn does not know these keys.');
  await expect(settings.getByLabel('Client ID')).toHaveValue(apps.linkedin.clientId);
  await expect(settings.getByLabel('Client secret')).toHaveValue('Not-the-secret-42');

  await settings.getByLabel('Client secret').fill(apps.linkedin.clientSecret);
  await expect(settings.getByRole('alert')).toBeHidden();
  await press(settings, 'Test');
  await expect(linkedin).toContainText('LinkedIn knows these keys.');
  await press(settings, 'Save');
  await expect(linkedin.getByRole('button', { name: /^LinkedIn/ })).toContainText('Your keys are saved');
  await expect(settings.getByLabel('Client secret')).toHaveValue('');
  await expect(linkedin).toContainText('Kept. Leave it empty to keep it.');
  await press(settings, 'Test');
  await expect(linkedin).toContainText('LinkedIn knows these keys.');
  expect(await filesThatTell(start, [apps.linkedin.clientSecret, 'Not-the-secret-42'])).toEqual([]);

  await press(settings, 'Remove');
  await expect(linkedin.getByRole('button', { name: /^LinkedIn/ })).toContainText('Pretend keys of the rehearsal');
});

test('a network says what it offers, and why not what it does not', async ({ launch }) => {
  const settings = await (await launch()).settings();
  await settings.getByRole('tab', { name: 'Networks and keys' }).click();
  await settings.getByRole('button', { name: /^Instagram/ }).click();
  const offers = settings.getByRole('region', { name: 'What Instagram offers' }).getByRole('listitem');
  await expect(offers.filter({ hasText: 'Publish a picture' })).toContainText('Yes');
  const removing = offers.filter({ hasText: 'Delete a published post' });
  await expect(removing).toContainText('No');
  await expect(removing).toContainText('Instagram offers no way to delete a published post through its API.');
  await expect(settings.getByText('How to get the keys')).toBeHidden();
});

test('missing keys are asked for before the sign-in, which then goes by them', async ({ launch, networks }) => {
  await withoutPresets(networks);
  const app = await launch();
  const settings = await chooseNetwork(app, 'X');
  await expect(settings.getByRole('heading', { name: 'Keys for X' })).toBeVisible();
  const guide = settings.getByRole('region', { name: 'How to get the keys of X' });
  await expect(guide.getByText('http://127.0.0.1:47813/callback')).toBeVisible();
  await press(settings, 'Copy the redirect address');
  await expect(guide.getByText('Copied')).toBeAttached();

  await settings.getByLabel('Client ID').fill('an-app-of-nobody');
  await press(settings, 'Test');
  await expect(settings.getByRole('alert')).toContainText('X does not know these keys.');
  await settings.getByLabel('Client ID').fill(apps.x.clientId);
  await press(settings, 'Save and go on');
  await expect(settings.getByText('Signs in with the keys that you saved.')).toBeVisible();
  const [consent] = await Promise.all([
    nextWindow(app.electron, '/i/oauth2/authorize'),
    settings.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ]);
  expect(new URL(consent.url()).searchParams.get('client_id')).toBe(apps.x.clientId);
  await allow(consent);
  await expect(settings.getByRole('heading', { name: /is linked$/ })).toBeVisible();
});

test('with the keys of the rehearsal the sign-in goes on at once', async ({ launch }) => {
  const settings = await chooseNetwork(await launch(), 'X');
  await expect(settings.getByRole('heading', { name: 'Link an account at X' })).toBeVisible();
  await expect(settings.getByText('Pretend keys of the rehearsal.')).toBeVisible();
});

test('a pasted token needs no keys, and is kept in no file', async ({ launch, networks, start }) => {
  await withoutPresets(networks);
  const settings = await chooseNetwork(await launch(), 'LinkedIn');
  await settings.getByText('Paste a token').click();
  const token = settings.getByRole('textbox', { name: 'Token' });
  await token.fill('AQX-nobodys-token');
  await press(settings, 'Sign in');
  await expect(settings.getByRole('alert')).toContainText('LinkedIn');
  await expect(token).toHaveValue('');
  expect(await filesThatTell(start, ['AQX-nobodys-token'])).toEqual([]);
});

test('what asks for a page of the settings turns an open window to it, and opens a closed one there', async ({
  launch,
}) => {
  const app = await launch();
  const settings = await app.settings();
  const tab = (page: Page) => page.getByRole('tab', { selected: true });
  await expect(tab(settings)).toHaveText('Accounts');
  const open = (page: Page) => call(page, 'openWindow', { window: 'settings', page: 'networks' });
  await open(settings);
  await expect(tab(settings)).toHaveText('Networks and keys');
  const approval = await app.approval();
  await settings.close();
  const reopened = nextWindow(app.electron, '/settings.html');
  await open(approval);
  await expect(tab(await reopened)).toHaveText('Networks and keys');
});
