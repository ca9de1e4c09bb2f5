/** Networks, machine and process fail at the worst moment: nothing goes out twice, nothing is lost, and it is said. */
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import path from 'node:path';
import type { Bridge } from '../../contract/api.ts';
import { nextWindow } from '../helpers/app.ts';
import type { AppNetworks } from '../helpers/app-world.ts';
import { allow, approveAndFollow, approveShown, card, newPost, openTab } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.use({ isLinked: true });

const destinations = ['mastodon', 'bluesky'] as const;
const names = { mastodon: 'Mastodon', bluesky: 'Bluesky' } as const;
const postPath = { mastodon: '/api/v1/statuses', bluesky: '/xrpc/com.atproto.repo.createRecord' } as const;
const forLong = 600_000;

type Effect = Parameters<AppNetworks['fault']>[0]['effect'];
async function whenPosting(networks: AppNetworks, effect: Effect): Promise<void> {
  for (const network of destinations)
    await networks.fault({ network, method: 'POST', path: postPath[network], times: 1, effect });
}

/** How many posts each destination has of this text. */
async function arrivals(networks: AppNetworks, text: string): Promise<readonly number[]> {
  const all = await Promise.all(destinations.map((network) => networks.received(network)));
  return all.map((deliveries) => deliveries.filter((delivery) => delivery.text.includes(text)).length);
}

async function expectPublished(approval: Page): Promise<void> {
  for (const network of destinations)
    await expect(card(approval, names[network])).toContainText(/Published \S/, { timeout: 40_000 });
}

/** Runs a check in every account's lane: whatever was being sent there before has ended then. */
function lanesPassed(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { crosstie } = window as unknown as { readonly crosstie: Bridge };
    const accounts = await crosstie.accounts();
    if (accounts.ok) await Promise.all(accounts.value.map(({ id }) => crosstie.checkAccount({ id })));
  });
}

test('a sign-in that was revoked is said everywhere; linked again, the same yes is sent once', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Revoked meanwhile');
  await networks.endSignIns('mastodon', 'revoked');
  await approveAndFollow(approval, 'Revoked meanwhile');
  const refused = card(approval, 'Mastodon');
  await expect(refused).toContainText('Mastodon no longer accepts this sign-in');
  expect(await app.trayMenu()).toContainEqual(expect.stringMatching(/^Mastodon \(.*\) needs to be linked again…$/));

  await refused.getByRole('button', { name: 'Link again' }).click();
  const settings = await nextWindow(app.electron, '/settings.html');
  const row = settings.getByRole('listitem').filter({ hasText: 'Mastodon' });
  await expect(row).toContainText('Link again');
  await expect(row).toContainText('no longer accepts this sign-in');
  const [signIn] = await Promise.all([
    nextWindow(app.electron, '/oauth/authorize'),
    row.getByRole('button', { name: 'Link again' }).click(),
  ]);
  await allow(signIn);
  await expect(row).toContainText('Working');
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expectPublished(approval);
  expect(await arrivals(networks, 'Revoked meanwhile')).toEqual([1, 1]);
  expect((await app.trayMenu()).join()).not.toContain('linked again');
});

test('an answer that is lost is looked for, and the post is not sent again', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Answer lost');
  await whenPosting(networks, { kind: 'dropAfterAccept' });
  await approveAndFollow(approval, 'Answer lost');
  await expect(card(approval, 'Mastodon')).toContainText('No clear answer came');
  await expectPublished(approval);
  expect(await arrivals(networks, 'Answer lost')).toEqual([1, 1]);
});

test('killed while the posts are held before they count, the next start sends each once', async ({
  launch,
  networks,
  start,
}) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Killed before');
  await whenPosting(networks, { kind: 'latency', latencyMs: forLong });
  await approveShown(approval);
  const database = new Database(path.join(start.userData, 'crosstie.db'), { readonly: true });
  const beingSent = database.prepare("SELECT count(*) FROM attempt WHERE step = 'post' AND state = 'sending'").pluck();
  await expect.poll(() => beingSent.get()).toBe(2);
  database.close();
  await app.kill();
  expect(await arrivals(networks, 'Killed before')).toEqual([0, 0]);
  await networks.calm();

  const next = await (await launch()).approval();
  await openTab(next, /^Published/);
  await next.locator('[data-queue-row]').filter({ hasText: 'Killed before' }).click();
  await expectPublished(next);
  expect(await arrivals(networks, 'Killed before')).toEqual([1, 1]);
});

test('killed after the networks took the posts, the next start finds them and sends nothing', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Killed after');
  await whenPosting(networks, { kind: 'holdAnswer', holdMs: forLong });
  await approveShown(approval);
  await expect.poll(() => arrivals(networks, 'Killed after')).toEqual([1, 1]);
  await app.kill();
  await networks.calm();

  const next = await (await launch()).approval();
  await openTab(next, /^Published/);
  await next.locator('[data-queue-row]').filter({ hasText: 'Killed after' }).click();
  await expectPublished(next);
  expect(await arrivals(networks, 'Killed after')).toEqual([1, 1]);
});

test('quit while answers are outstanding, the program goes at once and loses nothing', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Quit meanwhile');
  await whenPosting(networks, { kind: 'holdAnswer', holdMs: forLong });
  await approveShown(approval);
  await expect.poll(() => arrivals(networks, 'Quit meanwhile')).toEqual([1, 1]);
  await app.pressTray(/^Quit/);
  expect(await app.ended).toBe(0);
  await networks.calm();

  const next = await (await launch()).approval();
  await openTab(next, /^Published/);
  await next.locator('[data-queue-row]').filter({ hasText: 'Quit meanwhile' }).click();
  await expectPublished(next);
  expect(await arrivals(networks, 'Quit meanwhile')).toEqual([1, 1]);
});

test('a yes that is taken back within ten seconds sends nothing', async ({ launch, networks }) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Taken back');
  await approveShown(approval);
  await approval.getByRole('button', { name: /^Undo \(\d+ s\)/ }).click();
  await openTab(approval, /^Waiting/);
  await expect(card(approval, 'Mastodon')).toContainText('Waiting for your yes');
  await approval.getByRole('button', { name: 'Skip' }).click();
  // What is approved after it is due after it: when that has arrived, the time of the first has passed.
  await newPost(app, networks, 'Kept');
  await approveAndFollow(approval, 'Kept');
  await expectPublished(approval);
  expect([await arrivals(networks, 'Kept'), await arrivals(networks, 'Taken back')]).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

test('asleep, paused or offline nothing is sent; when all is well again it goes, once', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'Patience');
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await approveAndFollow(approval, 'Patience');
  const expectStillHere = async (): Promise<void> => {
    await lanesPassed(approval);
    expect(await arrivals(networks, 'Patience')).toEqual([0, 0]);
    for (const network of destinations)
      await expect(card(approval, names[network])).toContainText('Goes as soon as it can');
  };
  await expect(card(approval, 'Mastodon')).toContainText('Goes as soon as it can');
  await expectStillHere();

  await app.pressTray(/^Until I resume$/);
  await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  await expect(approval.getByText('Paused until you resume.')).toBeVisible();
  await expectStillHere();

  await app.electron.evaluate(({ net }) => void (net.isOnline = () => false));
  await expect(approval.getByText('Offline. What is approved goes when the network is back.')).toBeVisible();
  await app.pressTray(/^Resume$/);
  await expect(approval.getByText('Paused until you resume.')).toBeHidden();
  await expectStillHere();

  await app.electron.evaluate(({ net }) => void (net.isOnline = () => true));
  await expectPublished(approval);
  await expect(approval.getByText('Offline.')).toBeHidden();
  expect(await arrivals(networks, 'Patience')).toEqual([1, 1]);
});

test('with a clock that is days off nothing is sent, the window says so, and it goes once the clock is right', async ({
  launch,
  networks,
}) => {
  const app = await launch();
  const approval = await newPost(app, networks, 'By the wrong clock');
  const wakeUp = () =>
    app.electron.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
      powerMonitor.emit('resume');
    });
  // The same to the program as its own being wrong the other way.
  await networks.clockAhead(-3 * 24 * 3_600_000);
  await wakeUp();
  await approveAndFollow(approval, 'By the wrong clock');
  const says = approval.getByText('This machine’s clock is 3 days fast. Nothing is sent until it is right.');
  await expect(says).toBeVisible();
  await lanesPassed(approval);
  expect(await arrivals(networks, 'By the wrong clock')).toEqual([0, 0]);

  await networks.clockAhead(0);
  await wakeUp();
  await expectPublished(approval);
  await expect(says).toBeHidden();
  expect(await arrivals(networks, 'By the wrong clock')).toEqual([1, 1]);
});
