import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launch, loaded, scratch } from './fixture-app.ts';

let app: ElectronApplication;
let page: Page;
let server: Server;
let serverUrl: string;
const contacted: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    contacted.push(request.url ?? '');
    const target = new URL(request.url ?? '/', serverUrl).searchParams.get('to');
    if (target !== null) response.writeHead(302, { location: target });
    response.end('end');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  serverUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await launch(path.join(scratch, 'user-data'));
  page = await loaded(app);
}, 60_000);

afterAll(async () => {
  await app.close();
  server.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

afterEach(async () => {
  await app.evaluate(() => standInFixture.log.splice(0));
});

async function log(): Promise<string[]> {
  return app.evaluate(() => standInFixture.log);
}

describe('the preload', () => {
  test('is there before the first script of the page', async () => {
    expect(await page.evaluate(() => bridgeAtStart)).toBe('object');
  });

  test('carries structured values to a handler and back', async () => {
    const result = await page.evaluate(async () => {
      const date = new Date(3);
      const sent = { date, map: new Map([['a', 1n]]), bytes: new Uint8Array([1, 255]), nothing: undefined, zero: -0 };
      const { map, bytes, ...back } = await standInBridge.call('echo', sent);
      return [back.date.getTime(), map.get('a') === 1n, bytes[1], 'nothing' in back, Object.is(back.zero, -0)];
    });
    expect(result).toEqual([3, true, 255, true, true]);
  });

  test('lets the page call its functions at once, and hears what they throw', async () => {
    const result = await page.evaluate(() => {
      let thrown: unknown;
      try {
        standInBridge.throwing();
      } catch (error) {
        thrown = error;
      }
      const isRange = thrown instanceof RangeError && thrown.message === 'too far';
      return [
        standInBridge.add(1, 2),
        standInBridge.apply((value) => value * 10, 4),
        isRange,
        Object.isFrozen(standInBridge),
      ];
    });
    expect(result).toEqual([3, 40, true, true]);
  });

  test('tells the page why a call failed, in the words of Electron', async () => {
    const reason = page.evaluate(() => standInBridge.call('fail'));
    await expect(reason).rejects.toThrow("Error invoking remote method 'fail': TypeError: no");
  });

  test('passes on what the main process sends', async () => {
    await page.evaluate(() => void standInBridge.onMessage((value) => void (globalThis.heard = value)));
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('message', [1]));
    await expect.poll(() => page.evaluate(() => globalThis.heard)).toEqual([1]);
  });

  test('is not in a subframe', async () => {
    await expect.poll(() => page.frames().length).toBe(2);
    await page.frames()[1]?.waitForLoadState();
    expect(await page.frames()[1]?.evaluate(() => bridgeAtStart)).toBe('undefined');
    expect(await page.evaluate(() => standInBridge.call('sender'))).toMatchObject({ isMainFrame: true });
  });
});

describe("the app's own scheme", () => {
  test('names the sender as Electron does', async () => {
    const sender = await page.evaluate(() => standInBridge.call<unknown>('sender'));
    expect(sender).toMatchObject({ url: 'app://bundle/index.html', origin: 'app://bundle' });
    expect(page.url()).toBe('app://bundle/index.html');
  });

  test('is served under the policy that its header sets', async () => {
    expect(await page.evaluate(() => globalThis.inlineRan)).toBeUndefined();
    expect(await page.evaluate(async () => (await fetch('/missing')).status)).toBe(404);
  });

  test('can be loaded by an address that came over the bridge', async () => {
    const address = 'app://bundle/index.html';
    const sent = await page.evaluate((url) => standInBridge.call('echo', url), address);
    expect(sent).toBe(address);
    const status = await page.evaluate(async () => {
      const { url } = await standInBridge.call<{ url?: string }>('sender');
      return (await fetch(url ?? '')).status;
    });
    expect(status).toBe(200);
  });
});

describe('a navigation', () => {
  test('of the page can be prevented', async () => {
    await page.click('#away');
    await expect.poll(log).toContain('navigate https://forbidden.example/');
    expect(page.url()).toBe('app://bundle/index.html');
  });

  test.each(['crosstie://callback?code=1', '/callback?code=1'])(
    'is stopped before a redirect to %s',
    async (target) => {
      contacted.length = 0;
      const address = `${serverUrl}/?to=${encodeURIComponent(target)}`;
      const failure = await app.evaluate(async (_electron, url) => {
        const window = standInFixture.openWindow({ show: false });
        const reason = await window.loadURL(url).catch((error: NodeJS.ErrnoException) => error.code);
        window.destroy();
        return reason;
      }, address);
      expect(failure).toBe('ERR_ABORTED');
      expect(await log()).toContain(`redirect ${new URL(target, serverUrl).href}`);
      expect(contacted).toHaveLength(1);
    },
  );

  test('to a new window is asked for and refused', async () => {
    expect(await page.evaluate(() => window.open('https://elsewhere.example/'))).toBeNull();
    await expect.poll(log).toContain('open https://elsewhere.example/');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

test('a permission is refused by the handlers', async () => {
  expect(await page.evaluate(() => Notification.permission)).toBe('denied');
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const refusal = page.evaluate(
    () => new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, (error) => resolve(error.code))),
  );
  expect(await refusal).toBe(1); // PERMISSION_DENIED
  expect(await log()).toEqual(['permission notifications', 'permission geolocation']);
});

test('nativeTheme reaches the page', async () => {
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'dark'));
  await expect.poll(isDark).toBe(true);
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'light'));
  await expect.poll(isDark).toBe(false);
});

test("the window takes over the page's title", async () => {
  const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await expect.poll(title).toBe('Fixture');
  await page.evaluate(() => void (document.title = 'Changed'));
  await expect.poll(title).toBe('Changed');
});

test('a screenshot has the size of the window', async () => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(500, 320));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(500);
  const png = await page.screenshot();
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([500, 320]);
});

test('the tray and its menu are clicked through a handle of the app', async () => {
  await app.evaluate(() => {
    standInFixture.tray.emit('click');
    standInFixture.menu.getMenuItemById('pause')?.click();
  });
  expect(await log()).toEqual(['tray clicked', 'pause true']);
});

test('what is not implemented throws', async () => {
  const messages = await app.evaluate(({ app: electronApp, BrowserWindow, shell }) => {
    const reads = [
      () => electronApp.setUserTasks([]),
      () => BrowserWindow.getAllWindows()[0]?.setKiosk(true),
      () => BrowserWindow.getAllWindows()[0]?.webContents.print(),
      () => shell.beep(),
    ];
    return reads.map((read) => {
      try {
        return String(read());
      } catch (error) {
        return String(error);
      }
    });
  });
  expect(messages).toEqual([
    'Error: electron stand-in: App.setUserTasks is not implemented',
    'Error: electron stand-in: BrowserWindow.setKiosk is not implemented',
    'Error: electron stand-in: WebContents.print is not implemented',
    'Error: electron stand-in: shell.beep is not implemented',
  ]);
});
