/** The tray icon's menu says how things stand, and the program lives there while no window is open. */
import { execFileSync } from 'node:child_process';
import { nextWindow } from '../helpers/app.ts';
import { approveAndFollow, card, newPost } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

const always = ['Check now', 'Pause', '1 hour', 'Until tomorrow', 'Until I resume', 'Settings…', '', 'Quit Crosstie'];

/** The command lines of all processes that work on this profile. */
const processesOn = (userData: string): readonly string[] =>
  execFileSync('ps', ['-ww', '-A', '-o', 'args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(userData));

test('before anything is linked the menu says so and offers what can be done', async ({ launch }) => {
  const app = await launch({ args: ['--in-tray'] });
  expect(await app.trayMenu()).toEqual(['Nothing waiting for approval…', '', ...always]);
  expect(app.electron.windows()).toEqual([]);
});

test.describe('with linked accounts', () => {
  test.use({ isLinked: true });

  test('the menu follows a post from waiting to published and leads to it', async ({ launch, networks }) => {
    const app = await launch({ args: ['--in-tray'] });
    const approval = await newPost(app, networks, 'Harbour & fog\nin the morning');
    await approval.close();
    expect(await app.trayMenu()).toContain('1 waiting for approval…');
    await app.pressTray(/waiting for approval/);
    const again = await nextWindow(app.electron, '/approval.html');
    await approveAndFollow(again, 'Harbour & fog');
    await expect.poll(async () => (await app.trayMenu()).join()).toMatch(/Next: “Harbour && fog.*” → \w+, /);
    for (const network of ['Mastodon', 'Bluesky'])
      await expect(card(again, network)).toContainText(/Published \S/, { timeout: 20_000 });
    const menu = await app.trayMenu();
    expect(menu[0]).toBe('Nothing waiting for approval…');
    expect(menu[1]).toMatch(/^Last: published to (Mastodon|Bluesky), /);
    await again.close();
    await app.pressTray(/^Last: published/);
    const published = await nextWindow(app.electron, '/approval.html');
    await expect(published.getByRole('tab', { name: 'Published' })).toHaveAttribute('aria-selected', 'true');
    await expect(card(published, 'Mastodon')).toContainText(/Published \S/);
  });

  test('a problem stands in the menu with the way out, and the way leads to the account', async ({
    launch,
    networks,
  }) => {
    const app = await launch({ args: ['--in-tray'] });
    await networks.endSignIns('instagram', 'revoked');
    await app.pressTray(/^Check now$/);
    await expect.poll(() => app.trayMenu()).toContain('Instagram (mara.photo) needs to be linked again…');
    await app.pressTray(/needs to be linked again/);
    const settings = await nextWindow(app.electron, '/settings.html');
    await expect(settings.getByRole('listitem').filter({ hasText: 'mara.photo' })).toContainText('Link again');
  });

  test('Pause turns into Resume and back, and outlives a restart', async ({ launch }) => {
    const app = await launch({ args: ['--in-tray'] });
    await app.pressTray(/^1 hour$/);
    const paused = always.toSpliced(1, 4, 'Resume');
    expect(await app.trayMenu()).toEqual(['Nothing waiting for approval…', '', ...paused]);
    await app.close();
    const next = await launch({ args: ['--in-tray'] });
    expect(await next.trayMenu()).toEqual(['Nothing waiting for approval…', '', ...paused]);
    await next.pressTray(/^Resume$/);
    expect(await next.trayMenu()).toEqual(['Nothing waiting for approval…', '', ...always]);
  });

  test('without windows the program goes on, and windows come back with what they showed', async ({
    launch,
    networks,
  }) => {
    const app = await launch();
    const approval = await newPost(app, networks, 'Still here');
    await (await app.settings()).close();
    await approval.close();
    const left = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await expect.poll(left).toBe(0);
    const pictures = [{ scene: 'dunes-noon', altText: 'A dune' }] as const;
    await networks.publish({ text: 'While nobody looked', pictures: [...pictures] });
    await app.pressTray(/^Check now$/);
    await expect.poll(async () => (await app.trayMenu())[0]).toBe('2 waiting for approval…');
    const again = await app.approval();
    await expect(again.locator('[data-queue-row]')).toHaveCount(2);
    await expect(again.locator('[data-queue-row]').last()).toContainText('Still here');
  });

  test('Quit ends the process and leaves nothing of it behind', async ({ launch, start }) => {
    const app = await launch();
    await app.approval();
    expect(processesOn(start.userData)).not.toEqual([]);
    await app.pressTray(/^Quit Crosstie$/);
    expect(await app.ended).toBe(0);
    await expect.poll(() => processesOn(start.userData)).toEqual([]);
  });
});
