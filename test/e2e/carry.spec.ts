/**
 * The main job on real servers: a post with two pictures on a Mastodon-API server is noticed, approved in the window and read
 * back from a Bluesky PDS; linking and unlinking go through the windows too.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { z } from 'zod';
import { launchApp, temporaryFolder, type App } from '../helpers/app.ts';
import { startPds, type PdsServer } from '../helpers/pds.ts';
import { approveShown, checkUntil, declineRoute, linkAccount, makeRoute, openTab } from '../helpers/person.ts';
import { allowOnPds, allowOnSnac, postPicturesOnSnac } from '../helpers/real-servers.ts';
import { startSnac, type SnacServer } from '../helpers/snac.ts';
import { serversAvailable } from '../servers/install.ts';

const text = 'Autumn fog over the harbour 🌫️ half past six. #fog https://pictures.example/fog';

const facet = z.object({
  index: z.object({ byteStart: z.number(), byteEnd: z.number() }),
  features: z.array(z.record(z.string(), z.unknown())),
});
const postRecord = z.object({
  text: z.string(),
  langs: z.array(z.string()).optional(),
  facets: z.array(facet),
  embed: z.object({
    images: z.array(z.object({ alt: z.string(), image: z.object({ ref: z.object({ $link: z.string() }) }) })),
  }),
});

async function startApp(pds: PdsServer): Promise<{ readonly app: App; readonly remove: () => Promise<void> }> {
  const { folder, remove } = await temporaryFolder('carry');
  const addresses = path.join(folder, 'addresses.json');
  const bluesky = { service: pds.url, plcDirectory: pds.plcUrl, video: pds.url };
  await writeFile(addresses, JSON.stringify({ bluesky }));
  return { app: await launchApp({ userData: folder, args: [`--addresses=${addresses}`] }), remove };
}

async function linkBoth(
  app: App,
  snac: SnacServer,
  pds: PdsServer,
): Promise<Awaited<ReturnType<SnacServer['addUser']>>> {
  const [user, account] = [await snac.addUser('mara'), await pds.createAccount('mara.test')];
  const settings = await linkAccount(app, {
    network: 'Mastodon',
    server: snac.host,
    page: '/oauth/authorize',
    consent: allowOnSnac(user),
  });
  await declineRoute(settings);
  await linkAccount(app, {
    network: 'Bluesky',
    server: pds.url,
    page: '/oauth/authorize',
    consent: allowOnPds(account),
  });
  await makeRoute(settings);
  return user;
}

async function expectOnPds(
  pds: PdsServer,
  pictures: Awaited<ReturnType<typeof postPicturesOnSnac>>['pictures'],
): Promise<void> {
  const { did } = z
    .object({ did: z.string() })
    .parse(await (await fetch(`${pds.url}/xrpc/com.atproto.identity.resolveHandle?handle=mara.test`)).json());
  const posts = await pds.listPosts(did);
  expect(posts).toHaveLength(1);
  const post = postRecord.parse(posts[0]?.value);
  expect(post.text).toBe(text);
  const bytes = Buffer.from(post.text);
  const marked = post.facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
  expect(marked).toEqual(['#fog', 'https://pictures.example/fog']);
  expect(post.embed.images.map(({ alt }) => alt)).toEqual(pictures.map(({ picture }) => picture.altText));
  for (const [index, { image }] of post.embed.images.entries()) {
    const blob = await pds.getBlob(did, image.ref.$link);
    expect(createHash('sha256').update(blob).digest('hex')).toBe(pictures[index]?.picture.sha256);
  }
}

async function unlink(settings: Page, network: string): Promise<string> {
  await settings
    .getByRole('listitem')
    .filter({ hasText: network })
    .getByRole('button', { name: /^Unlink/ })
    .click();
  const dialog = settings.getByRole('dialog').or(settings.getByRole('alertdialog'));
  await dialog.getByRole('button', { name: 'Unlink', exact: true }).click();
  await dialog.getByText('is unlinked', { exact: false }).waitFor();
  const proof = await dialog.innerText();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  return proof;
}

async function journey(): Promise<void> {
  test.setTimeout(360_000);
  const [snac, pds] = await Promise.all([startSnac(), startPds()]);
  const { app, remove } = await startApp(pds);
  try {
    const user = await linkBoth(app, snac, pds);
    const { pictures } = await postPicturesOnSnac(snac, user, text);

    const approval = await app.approval();
    await checkUntil(approval, 'Autumn fog');
    const card = approval.locator('article.card');
    await expect(card).toHaveCount(1);
    await expect(card.getByRole('img')).toHaveCount(2);
    await approveShown(approval);
    await openTab(approval, /^Published/);
    await expect(approval.locator('[data-queue-row]')).toHaveCount(1, { timeout: 30_000 });
    await expect(card.getByText(/^Published/)).toBeVisible({ timeout: 30_000 });
    await expectOnPds(pds, pictures);
    await expect.poll(() => app.trayMenu()).toContainEqual(expect.stringMatching(/^Last: published to Bluesky/));

    const settings = await app.settings();
    expect(await unlink(settings, 'Mastodon')).toContain('took the permission back');
    expect(await unlink(settings, 'Bluesky')).toContain('took the permission back');
    await expect(settings.getByText('No account is linked yet.')).toBeVisible();
  } finally {
    await app.close();
    await Promise.all([snac.stop(), pds.stop(), remove()]);
  }
}

// Where a server cannot be had, `npm test` says in one line that it is left out.
if (serversAvailable().snac)
  test('a post with two pictures travels from a Mastodon-API server to a PDS after one yes', journey);
