/** Signing in when something is wrong: it is said clearly, nothing is stored, and linking works right after. */
import type { Page } from '@playwright/test';
import { person } from '../../main/rehearsal/people.ts';
import { type App, nextWindow } from '../helpers/app.ts';
import type { Start } from '../helpers/app-world.ts';
import { call } from '../helpers/bridge.ts';
import { freePort } from '../helpers/free-port.ts';
import { filesThatTell, secretsOf, storedSignIns } from '../helpers/leaks.ts';
import { answerJson, type Respond, startLoopback } from '../helpers/loopback.ts';
import { allow, deny, startLinking } from '../helpers/person.ts';
import { consentInRehearsal } from '../helpers/rehearsal-world.ts';
import { expect, test } from './fixture.ts';

const consentPage = '/oauth/authorize';
const signIn = (settings: Page): Promise<void> =>
  settings.getByRole('button', { name: 'Sign in', exact: true }).click();

/** Presses Sign in and gives the window that opens. */
async function openConsent(app: App, settings: Page): Promise<Page> {
  const [page] = await Promise.all([nextWindow(app.electron, consentPage), signIn(settings)]);
  return page;
}

async function expectNothingStored(start: Start): Promise<void> {
  expect(storedSignIns(start)).toEqual({ accounts: 0, secrets: 0 });
  expect(await filesThatTell(start, await secretsOf(start))).toEqual([]);
}

/** The sheet is back at its form: the same sign-in, now with nothing in its way. */
async function expectLinksNow(app: App, settings: Page): Promise<void> {
  await allow(await openConsent(app, settings));
  await expect(settings.getByRole('heading', { name: /is linked$/ })).toBeVisible();
}

const wrongServers: readonly (readonly [what: string, answer: Respond, says: RegExp])[] = [
  ['answers with a web page', (_, response) => response.end('<h1>Under construction</h1>'), /no such server/],
  ['closes every connection', (request) => request.socket.destroy(), /could not be reached/],
  ['answers with ten megabytes', (_, response) => answerJson(response, 'x'.repeat(10_000_000)), /far too large/],
  [
    'sends on to another host',
    (_, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
    /led to another address/,
  ],
  ['is of another kind', (_, response) => answerJson(response, { version: 7 }), /no such server/],
];
for (const [what, answer, says] of wrongServers) {
  test(`a server that ${what} is not linked, and it is said why`, async ({ launch, networks, start }) => {
    const server = await startLoopback(answer);
    const app = await launch();
    const settings = await startLinking(app, 'Mastodon', server.url);
    await signIn(settings);
    await expect(settings.getByRole('alert')).toContainText(says);
    await server.close();
    await expectNothingStored(start);
    await settings.getByLabel('Server').fill(networks.rehearsal.base('mastodon'));
    await expectLinksNow(app, settings);
  });
}

test('a server that is not there, or whose name nobody knows, is said to be out of reach', async ({
  launch,
  networks,
  start,
}) => {
  const app = await launch();
  const settings = await startLinking(app, 'Mastodon', `http://127.0.0.1:${await freePort()}`);
  await signIn(settings);
  await expect(settings.getByRole('alert')).toContainText('Mastodon could not be reached');
  for (const [typed, says] of [
    ['no-such-server.invalid', 'could not be reached'],
    ['not a server', 'no such server'],
  ] as const) {
    await settings.getByLabel('Server').fill(typed);
    await signIn(settings);
    await expect(settings.getByRole('alert')).toContainText(says);
  }
  await expectNothingStored(start);
  await settings.getByLabel('Server').fill(networks.rehearsal.base('mastodon'));
  await expectLinksNow(app, settings);
});

test('a server that never answers can be given up with Cancel', async ({ launch, networks, start }) => {
  const server = await startLoopback(() => undefined);
  const app = await launch();
  const settings = await startLinking(app, 'Mastodon', server.url);
  await signIn(settings);
  await expect(settings.getByText('Looking for the server')).toBeVisible();
  await settings.getByRole('button', { name: 'Cancel' }).click();
  await settings.getByLabel('Server').fill(networks.rehearsal.base('mastodon'));
  await expectNothingStored(start);
  await expectLinksNow(app, settings);
  await server.close();
});

test('a sign-in that is declined, closed or cancelled stores nothing', async ({ launch, start }) => {
  const app = await launch();
  const settings = await startLinking(app, 'Mastodon');
  await deny(await openConsent(app, settings));
  await expect(settings.getByRole('alert')).toContainText('The sign-in was declined. Nothing was linked.');
  await (await openConsent(app, settings)).close();
  await expect(settings.getByRole('alert')).toContainText('The sign-in was closed before it was done.');
  const page = await openConsent(app, settings);
  await expect(settings.getByText('Waiting for you to sign in')).toBeVisible();
  const closed = page.waitForEvent('close');
  await settings.getByRole('button', { name: 'Cancel' }).click();
  await closed;
  await expect(settings.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(settings.getByRole('alert')).toBeHidden();
  await expectNothingStored(start);
  await expectLinksNow(app, settings);
});

for (const network of ['Mastodon', 'Bluesky', 'Instagram'] as const) {
  test(`an answer of ${network} to another sign-in is not taken`, async ({ launch, networks, start }) => {
    const app = await launch();
    const settings = await startLinking(app, network);
    const page = await openConsent(app, settings);
    const asked = new URL(page.url());
    const redirect = new URL(asked.searchParams.get('redirect_uri') ?? 'http://127.0.0.1:47813/callback');
    const base = networks.rehearsal.base('bluesky');
    redirect.search = new URLSearchParams({ code: 'stolen', state: 'of-another', iss: base }).toString();
    await page.evaluate((address) => location.assign(address), redirect.href);
    await expect(settings.getByRole('alert')).toContainText('came from elsewhere. Nothing was linked.');
    await expectNothingStored(start);
    await expectLinksNow(app, settings);
  });
}

test('a wrong app password is said to be wrong, and is in no file', async ({ launch, start }) => {
  const app = await launch();
  const settings = await startLinking(app, 'Bluesky');
  await settings.getByText('Use an app password').click();
  const password = settings.getByRole('textbox', { name: 'App password' });
  await settings.getByLabel('Handle or email').fill(person.bluesky.handle);
  await password.fill('wron-gpas-swor-dddd');
  await signIn(settings);
  await expect(settings.getByRole('alert')).toContainText('Bluesky did not accept the name or the password.');
  await expect(password).toHaveValue('');
  await expectNothingStored(start);
  await password.fill(person.bluesky.appPassword);
  await signIn(settings);
  await expect(settings.getByRole('heading', { name: /is linked$/ })).toBeVisible();
  expect(await filesThatTell(start, [person.bluesky.appPassword, 'wron-gpas-swor-dddd', 'eyJ'])).toEqual([]);
});

for (const keyring of ['none', 'basic_text']) {
  test(`without a keyring (${keyring}) it is said beforehand, and no sign-in begins`, async ({ launch, start }) => {
    const app = await launch({ env: { ELECTRON_STANDIN_KEYRING: keyring } });
    const settings = await startLinking(app, 'Mastodon');
    await expect(settings.getByRole('heading', { name: 'This machine has no keyring' }).first()).toBeVisible();
    await signIn(settings);
    await expect(settings.getByRole('alert')).toContainText('so nothing was linked');
    expect(app.electron.windows().filter((page) => page.url().includes(consentPage))).toEqual([]);
    await expectNothingStored(start);
  });
}

test('the sign-in window has no bridge and no Node, and its title says whose page it is', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  const page = await openConsent(app, await startLinking(app, 'Mastodon'));
  const reach = await page.evaluate(() =>
    ['crosstie', 'require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
  );
  expect(reach).toEqual([]);
  const { host } = new URL(networks.rehearsal.base('mastodon'));
  const titles = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));
  await expect.poll(titles).toContainEqual(expect.stringContaining(`${host} — Sign in to Mastodon`));
});

test('the person can sign in with their own browser, which comes back by itself', async ({ launch }) => {
  const app = await launch();
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { openedOutside: url });
  });
  const opened = () =>
    app.electron.evaluate(() => (globalThis as { readonly openedOutside?: string }).openedOutside ?? '');
  const settings = await startLinking(app, 'Mastodon');
  await settings.getByText('Sign in in my browser').click();
  await signIn(settings);
  await expect.poll(opened).toContain(consentPage);
  const back = await consentInRehearsal(await opened(), person.mastodon.username);
  const redirect = new URL(back);
  expect((await fetch(redirect.origin + redirect.pathname)).status).toBe(400);
  const goodbye = await fetch(back);
  expect(await goodbye.text()).toContain('You can close this tab');
  await expect(settings.getByRole('heading', { name: /is linked$/ })).toBeVisible();
  await expect.poll(() => fetch(back).catch(() => 'nobody listens')).toBe('nobody listens');
});

test('a network’s page is asked for in the language that Crosstie speaks', async ({ launch }) => {
  const app = await launch();
  const settings = await startLinking(app, 'Mastodon');
  await call(settings, 'setPreferences', { language: 'de' });
  const [page] = await Promise.all([
    nextWindow(app.electron, consentPage),
    settings.getByRole('button', { name: 'Anmelden', exact: true }).click(),
  ]);
  await expect(page.getByRole('button', { name: 'Erlauben' })).toBeVisible();
});
