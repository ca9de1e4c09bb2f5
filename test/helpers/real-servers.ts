/** What people do on the real servers of the tests, outside the app. */
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { connectors } from '../../main/networks/registry.ts';
import { silentLog } from './edges.ts';
import { contentOf, linkAccount, publishWhole, testPicture, type TestPicture } from './network-account.ts';
import type { PdsAccount } from './pds.ts';
import { consentOnSnac, type SnacServer, type SnacUser } from './snac.ts';

/** Fills in snac2's one form for signing in and allowing. */
export function allowOnSnac(user: SnacUser): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('input[name=login]').fill(user.name);
    await page.locator('input[name=passwd]').fill(user.password);
    await page.locator('input[type=submit]').click();
  };
}

/** Goes through the PDS's pages: welcome, sign in, allow. */
export function allowOnPds(account: PdsAccount): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('input[name=username]').fill(account.handle);
    await page.locator('input[name=password]').fill(account.password);
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Authorize' }).click();
  };
}

export interface SnacPost {
  readonly text: string;
  readonly pictures: readonly TestPicture[];
}

/** Posts two pictures with alt text on the Mastodon-API server, from another app than ours. */
export async function postPicturesOnSnac(snac: SnacServer, user: SnacUser, text: string): Promise<SnacPost> {
  const mastodon = connectors({ fetch, log: silentLog, now: Date.now, allowLoopbackHttp: true }).get('mastodon');
  if (mastodon === undefined) throw new Error('There is no Mastodon connector');
  const account = await linkAccount(mastodon, snac.host, (url) => consentOnSnac(url, user));
  const pictures = [
    await gradient('#7d8a93', 'Fog over the harbour, a crane just visible'),
    await gradient('#c9a05c', 'The sea at noon'),
  ];
  await publishWhole({
    connector: mastodon,
    call: account.call,
    content: contentOf(text, pictures),
    pictures,
    key: crypto.randomUUID(),
    startedAt: Date.now(),
  });
  return { text, pictures };
}

async function gradient(background: string, altText: string): Promise<TestPicture> {
  const size = { width: 320, height: 240 };
  const bytes = await sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
  return testPicture(new Uint8Array(bytes), altText, size);
}
