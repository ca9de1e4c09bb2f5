/** What comes from outside stays outside: pages, calls, captions, and the secrets that none of them may see. */
import type { Page } from '@playwright/test';
import { callNames } from '../../contract/api.ts';
import { nextWindow } from '../helpers/app.ts';
import { call, callAnyhow, everythingShown } from '../helpers/bridge.ts';
import { filesThatTell, secretsOf } from '../helpers/leaks.ts';
import { startLoopback } from '../helpers/loopback.ts';
import { card, checkUntil, newPost } from '../helpers/person.ts';
import { expect, test } from './fixture.ts';

test.describe('a window', () => {
  test('runs no script but those that ship with the program', async ({ launch }) => {
    const approval = await (await launch()).approval();
    const policy = await approval.evaluate(async () =>
      (await fetch('approval.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    const refused = await approval.evaluate(async () => {
      const violated = new Promise<string>((resolve) =>
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true }),
      );
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      return { directive: await violated, ran: 'ran' in window };
    });
    expect(refused).toEqual({ directive: 'script-src-elem', ran: false });
  });

  test('leads nowhere, opens nothing and reaches nothing outside', async ({ launch }) => {
    const outside = await startLoopback((_, response) => response.end('outside'));
    const app = await launch();
    const approval = await app.approval();
    const before = approval.url();
    const opened = await approval.evaluate(async (url) => {
      const fetched = await fetch(url).catch(() => 'refused');
      location.assign(url);
      const link = Object.assign(document.createElement('a'), { href: url });
      document.body.append(link);
      link.click();
      return { window: window.open(url) === null ? 'refused' : 'opened', fetched };
    }, outside.url);
    expect(opened).toEqual({ window: 'refused', fetched: 'refused' });
    expect((await call(approval, 'status')).online).toBe(true);
    expect(approval.url()).toBe(before);
    expect(app.electron.windows()).toHaveLength(1);
    expect(outside.asked).toEqual([]);
    await outside.close();
  });

  test('shares its bridge with no frame and with no page of another origin', async ({ launch }) => {
    const stranger = await startLoopback((_, response) => response.setHeader('content-type', 'text/html').end('<p>Hi'));
    const app = await launch();
    const approval = await app.approval();
    const inFrame = await approval.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return 'crosstie' in (frame.contentWindow ?? {});
    });
    expect(inFrame).toBe(false);
    await app.electron.evaluate(({ app, BrowserWindow }, url) => {
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      void new BrowserWindow({ webPreferences: { preload, sandbox: true } }).loadURL(url);
    }, stranger.url);
    const page = await nextWindow(app.electron, stranger.url);
    for (const name of callNames)
      expect(await callAnyhow(page, name, undefined), name).toEqual({ ok: false, code: 'forbidden_sender' });
    await stranger.close();
  });

  test('gets no permission of any kind', async ({ launch }) => {
    const approval = await (await launch()).approval();
    const answers = await approval.evaluate(async () => {
      const refused = (attempt: Promise<unknown>) => attempt.then(() => 'granted').catch(() => 'refused');
      const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
      return {
        notifications: await Notification.requestPermission(),
        camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
        clipboard: await refused(navigator.clipboard.readText()),
        place: await refused(place),
      };
    });
    expect(answers).toEqual({ notifications: 'denied', camera: 'refused', clipboard: 'refused', place: 'refused' });
  });
});

test.describe('with linked accounts', () => {
  test.use({ isLinked: true });

  test('no call takes what the contract does not name, and none of it changes anything', async ({
    launch,
    networks,
  }) => {
    const app = await launch();
    const approval = await newPost(app, networks, 'Unchanged');
    const before = await everythingShown(approval);
    const wrong: readonly unknown[] = [
      'a text',
      7,
      true,
      [],
      [{ id: 1 }],
      { surplus: 1 },
      { id: '1', surplus: 1 },
      { id: 1, ids: [1], window: 'approval', until: 'forever', surplus: 1 },
      { id: -1 },
      { ids: [] },
      { id: Number.MAX_VALUE, text: 'x'.repeat(100_001) },
    ];
    for (const name of callNames)
      for (const argument of wrong)
        expect(await callAnyhow(approval, name, argument), `${name} ${JSON.stringify(argument).slice(0, 80)}`).toEqual({
          ok: false,
          code: 'invalid_input',
        });
    expect(await everythingShown(approval)).toBe(before);
  });

  test('no sign-in can be read in any file, window, log or answer', async ({ launch, networks, start }) => {
    const app = await launch();
    const approval = await newPost(app, networks, 'Nothing to see');
    const settings = await app.settings();
    const secrets = await secretsOf(start);
    expect(secrets.length).toBeGreaterThan(6);
    const shown = await Promise.all(
      [approval, settings].flatMap((page) => [page.content(), everythingShown(page), storageOf(page)]),
    );
    for (const secret of secrets) expect([...shown, app.output()].join('\n')).not.toContain(secret);
    expect(await filesThatTell(start, [...secrets, '"kty"', 'eyJ'])).toEqual([]);
    expect(await filesThatTell(start, ['Nothing to see']), 'The look finds what is there').not.toEqual([]);
    expect((await filesThatTell(start, ['"call":"accounts"'])).join()).toContain('crosstie.log');
  });

  const family = '👨‍👩‍👧‍👦';
  const captions: readonly (readonly [what: string, text: string, counts: number | null])[] = [
    [
      'HTML',
      '<img src=x onerror="window.ran=1"><script>window.ran=1</script><b>bold</b> &amp; <svg/onload=ran=1>',
      null,
    ],
    ['text that runs backwards', 'Invoice \u202Egpj.exe\u202C and \u2067more\u2069 after', null],
    ['letters of no width', `a\u200B\u200C\u200Db\uFEFFc ${'\u200B'.repeat(40)}d`, null],
    ['families of emoji', family.repeat(100), 100],
    ['one word without end', 'w'.repeat(280), 280],
    ['marks upon marks', `Z${'\u0301\u0316'.repeat(60)}algo`, 5],
    ['100,000 letters', 'Wind and weather, '.repeat(5_556).slice(0, 100_000), null],
  ];
  for (const [what, text, counts] of captions) {
    test(`a caption of ${what} is shown as text and breaks nothing`, async ({ launch, networks }) => {
      const app = await launch();
      await networks.publish({ text, pictures: [{ scene: 'fog-harbour', altText: text.slice(0, 400) }] });
      const approval = await app.approval();
      await checkUntil(approval, '');
      const original = approval.getByRole('article', { name: 'The original' }).locator('.caption');
      await expect.poll(() => original.textContent()).toBe(text);
      expect(await original.locator('img, script, b, svg').count()).toBe(0);
      expect(await approval.evaluate(() => 'ran' in window)).toBe(false);
      await expectInPlace(approval);
      for (const network of ['Mastodon', 'Bluesky'])
        if (counts !== null)
          await expect(card(approval, network).getByText(new RegExp(`^${counts} of \\d00 characters$`))).toBeAttached();
    });
  }
});

/** Nothing can be scrolled sideways, and what a person presses is where it belongs. */
async function expectInPlace(approval: Page): Promise<void> {
  const sideways = await approval.evaluate(() =>
    Array.from(document.querySelectorAll('*'))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) || element.matches('html'))
      .map((element) => element.className || element.tagName),
  );
  expect(sideways).toEqual([]);
  await expect(approval.getByRole('button', { name: /^Skip/ })).toBeInViewport({ ratio: 1 });
  await expect(approval.getByRole('tab', { name: /^Waiting/ })).toBeInViewport({ ratio: 1 });
}

const storageOf = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]));
