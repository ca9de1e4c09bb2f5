/** Walks the main job in the windows of the built app, as a person would, and counts what arrived. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../contract/api.ts';
import type { QueueTab } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import { launchApp, temporaryFolder, type App } from '../helpers/app.ts';
import { allow, approveShown, checkUntil, declineRoute, linkAccount, makeRoute, openTab } from '../helpers/person.ts';
import { arrivals } from './arrivals.ts';

export interface Summary {
  readonly runtime: string;
  readonly accounts: number;
  readonly posts: number;
  readonly crossposts: number;
  readonly approved: number;
  readonly published: number;
  readonly duplicates: number;
  readonly lost: number;
  readonly seconds: number;
}
type Say = (line: string) => void;

const pictures = path.resolve(import.meta.dirname, '../../out/rehearsal');
/** So many new posts are prepared on the pretend Instagram. */
const newPosts = 3;

export async function walk(runtime: string, say: Say): Promise<Summary> {
  const startedAt = Date.now();
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const { folder, remove } = await temporaryFolder('rehearsal');
  const app = await launchApp({ userData: folder, args: ['--rehearsal'] });
  const shoot = photographer();
  try {
    say('Linking Instagram, Mastodon and Bluesky through their sign-in windows');
    await linkThree(app, shoot);
    const approval = await app.approval();
    for (let post = 1; post <= newPosts; post += 1) await noticeAndApprove(approval, post, say, shoot);
    const details = await untilPublished(approval, say);
    await shoot(approval, 'published');
    await inTheDark(app, approval, shoot);
    return await summarise(app, details, { runtime, seconds: Math.round((Date.now() - startedAt) / 1000) });
  } finally {
    await app.close();
    await remove();
  }
}

type Shoot = (page: Page, name: string) => Promise<void>;
function photographer(): Shoot {
  let count = 0;
  return async (page, name) => {
    count += 1;
    const file = `${String(count).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(pictures, file), animations: 'disabled' });
  };
}

async function linkThree(app: App, shoot: Shoot): Promise<void> {
  const consent = async (page: Page): Promise<void> => {
    await shoot(page, 'sign-in');
    await allow(page);
  };
  const settings = await linkAccount(app, { network: 'Instagram', page: '/oauth/authorize', consent });
  await declineRoute(settings);
  for (const network of ['Mastodon', 'Bluesky']) {
    await linkAccount(app, { network, page: '/oauth/authorize', consent });
    await shoot(settings, `${network.toLowerCase()}-linked`);
    await makeRoute(settings);
  }
  await shoot(settings, 'accounts');
}

async function noticeAndApprove(approval: Page, number: number, say: Say, shoot: Shoot): Promise<void> {
  await checkUntil(approval, /./);
  const title = await approval.locator('[data-queue-row] .row-title').first().innerText();
  say(`New post ${number}: ${title}`);
  await approval.locator('article.card').nth(1).waitFor();
  await shoot(approval, `waiting-${number}`);
  await approveShown(approval);
  await approval.getByRole('button', { name: /^Undo/ }).first().waitFor();
  await approval.locator('[data-queue-row]').first().waitFor({ state: 'detached' });
  say('  approved');
}

async function untilPublished(approval: Page, say: Say): Promise<readonly QueueDetail[]> {
  await openTab(approval, /^Published/);
  await approval
    .locator('[data-queue-row]')
    .nth(newPosts - 1)
    .waitFor({ timeout: 60_000 });
  for (;;) {
    const details = await detailsIn(approval, 'published');
    const states = details.flatMap(({ crossposts }) => crossposts.map(({ state }) => state));
    if (states.every((state) => state === 'published')) {
      say(`${states.length} crossposts are published`);
      return details;
    }
    await approval.waitForTimeout(200);
  }
}

/** What the windows themselves would be told. */
async function detailsIn(approval: Page, tab: QueueTab): Promise<readonly QueueDetail[]> {
  return approval.evaluate(async (wanted) => {
    const { crosstie } = window as unknown as { readonly crosstie: Bridge };
    const page = await crosstie.queue({ tab: wanted });
    if (!page.ok) throw new Error(page.code);
    const details = await Promise.all(page.value.rows.map(({ postId }) => crosstie.post({ id: postId })));
    return details.map((detail) => {
      if (!detail.ok) throw new Error(detail.code);
      return detail.value;
    });
  }, tab);
}

async function inTheDark(app: App, approval: Page, shoot: Shoot): Promise<void> {
  const settings = await app.settings();
  await settings
    .getByRole('tab', { name: 'General' })
    .or(settings.getByRole('link', { name: 'General' }))
    .or(settings.getByRole('button', { name: 'General' }))
    .first()
    .click();
  await settings.getByText('Dark', { exact: true }).click();
  await approval.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await shoot(approval, 'published-dark');
  await shoot(settings, 'settings-dark');
}

async function summarise(
  app: App,
  details: readonly QueueDetail[],
  facts: Pick<Summary, 'runtime' | 'seconds'>,
): Promise<Summary> {
  const crossposts: readonly CrosspostView[] = details.flatMap((detail) => detail.crossposts);
  const counts = await arrivals(app, crossposts);
  return {
    runtime: facts.runtime,
    accounts: 1 + new Set(crossposts.map(({ account }) => account.id)).size,
    posts: details.length,
    crossposts: crossposts.length,
    approved: crossposts.length,
    published: counts.filter((count) => count === 1).length,
    duplicates: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    lost: counts.filter((count) => count === 0).length,
    seconds: facts.seconds,
  };
}
