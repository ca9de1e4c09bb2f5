/** What a person does in the windows, step by step. Shared by the end-to-end tests and by the rehearsal walk. */
import { expect, type Locator, type Page } from '@playwright/test';
import { nextWindow, type App } from './app.ts';
import { consentInRehearsal, type Controls } from './rehearsal-world.ts';

export interface LinkWishes {
  readonly network: string;
  /** The server to type; what is filled in already is left when absent. */
  readonly server?: string;
  /** What to do in the window that opens. */
  readonly consent: (page: Page) => Promise<void>;
  /** Part of the address of the sign-in page. */
  readonly page: string;
}

/** Links an account through the settings window and the sign-in window, up to the question for a route. */
export async function linkAccount(app: App, { network, server, consent, page }: LinkWishes): Promise<Page> {
  const settings = await startLinking(app, network, server);
  const [signIn] = await Promise.all([
    nextWindow(app.electron, page),
    settings.getByRole('button', { name: 'Sign in', exact: true }).click(),
  ]);
  await consent(signIn);
  await settings.getByText(/is linked$/).waitFor();
  return settings;
}

/** Links an account of a network that wants the system browser, which is played here: it opens, consents and comes back. */
export async function linkInBrowser(app: App, network: string, username: string): Promise<Page> {
  await app.electron.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Object.assign(globalThis, { openedOutside: url });
  });
  const opened = () =>
    app.electron.evaluate(() => (globalThis as { readonly openedOutside?: string }).openedOutside ?? '');
  const settings = await chooseNetwork(app, network);
  await settings.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(opened).toContain('redirect_uri');
  await fetch(await consentInRehearsal(await opened(), username));
  await settings.getByText(/is linked$/).waitFor();
  return settings;
}

/** Opens the sheet, chooses the network and, where it has more than one way, the window; types the server. */
export async function startLinking(app: App, network: string, server?: string): Promise<Page> {
  const settings = await chooseNetwork(app, network);
  await settings.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  const here = settings.getByText('Sign in here');
  if ((await here.count()) > 0) await here.click();
  if (server !== undefined) await settings.getByLabel(/^(Server|Handle or server)/).fill(server);
  return settings;
}

/** Opens the sheet and chooses the network. */
export async function chooseNetwork(app: App, network: string): Promise<Page> {
  const settings = await app.settings();
  await settings.getByRole('button', { name: 'Link an account' }).first().click();
  await settings.getByRole('button', { name: new RegExp(`^${network}\\b`) }).click();
  return settings;
}

/** Answers the question for a route. */
export async function makeRoute(settings: Page): Promise<void> {
  await settings.getByRole('button', { name: 'Create', exact: true }).click();
  await settings.getByText('The route is made.', { exact: false }).waitFor();
  await settings.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
}

export async function declineRoute(settings: Page): Promise<void> {
  await settings
    .getByRole('dialog')
    .getByRole('button', { name: /^(Close|Not now)$/ })
    .first()
    .click();
}

/** Says yes in a consent page of the rehearsal. */
export const allow = (page: Page): Promise<void> => page.locator('#allow').click();
export const deny = (page: Page): Promise<void> => page.locator('#deny').click();

/** Presses Check now until the queue shows a post with this text: a server may list a new post a moment late. */
export async function checkUntil(approval: Page, text: string | RegExp): Promise<void> {
  const row = approval.locator('[data-queue-row]').filter({ hasText: text }).first();
  await expect(async () => {
    await approval
      .getByRole('button', { name: /^Check now/ })
      .first()
      .click();
    await row.waitFor({ timeout: 3_000 });
  }).toPass({ timeout: 40_000 });
}

/** Chooses the post in the list and approves all its clean cards. */
export async function approveShown(approval: Page): Promise<void> {
  await approval.getByRole('button', { name: /^Approve/ }).click();
}

export async function openTab(approval: Page, name: RegExp): Promise<void> {
  await approval.getByRole('tab', { name }).click();
}

/** Something new on Instagram, noticed and shown in the approval window. */
export async function newPost(app: App, networks: Controls, text: string): Promise<Page> {
  await networks.publish({ text, pictures: [{ scene: 'fog-harbour', altText: 'Cranes in the fog' }] });
  const approval = await app.approval();
  await checkUntil(approval, text);
  return approval;
}

export const card = (approval: Page, network: string): Locator => approval.getByRole('article', { name: network });

/** Says yes to the shown post and follows it: its cards stay in view whatever becomes of them. */
export async function approveAndFollow(approval: Page, text: string): Promise<void> {
  await approveShown(approval);
  await openTab(approval, /^Scheduled/);
  await approval.locator('[data-queue-row]').filter({ hasText: text }).click();
}
