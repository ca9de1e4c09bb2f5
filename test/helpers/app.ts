/** The built program, started as a person starts it; its windows and its tray menu at hand. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { MenuItem, Menu } from 'electron';
import { chooseRuntime } from '../electron-host/choose.ts';

export interface App {
  readonly electron: ElectronApplication;
  readonly userData: string;
  /** The labels of the tray menu, submenus behind their item. */
  readonly trayMenu: () => Promise<readonly string[]>;
  /** Presses the tray menu's item whose label matches. */
  readonly pressTray: (label: RegExp) => Promise<void>;
  /** The window of that page, opened through the tray menu when it is not open. */
  readonly approval: () => Promise<Page>;
  readonly settings: () => Promise<Page>;
  /** Everything the program wrote to its console. */
  readonly output: () => string;
  readonly close: () => Promise<void>;
  /** Ends the process without a word to it, as a power cut does. */
  readonly kill: () => Promise<void>;
  /** Closes it where it still runs, and kills it where it does not go. */
  readonly end: () => Promise<void>;
  /** Resolves when the process has ended, with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}
export interface LaunchOptions {
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Outside Electron the module is the path of its binary, or of the stand-in; asked for when it has been chosen which. */
const electronPath = (): string => String(createRequire(import.meta.url)('electron'));
const root = path.resolve(import.meta.dirname, '../..');
/** How long a program may take to close before a test kills it. */
const patienceMs = 8_000;
/** Playwright leaves a folder of its own for each launch where it is not told one. */
const artifactsDir = path.join(root, 'out', 'e2e', 'artifacts');

/** The machine's own, but in English, whatever the machine speaks. */
const surroundings = (): Record<string, string> => ({ ...(process.env as Record<string, string>), LANGUAGE: 'en' });

export async function launchApp({ userData, args = [], env = {} }: LaunchOptions): Promise<App> {
  const electron = await _electron.launch({
    cwd: root,
    args: ['.', `--user-data-dir=${userData}`, ...sealing(), ...args],
    env: { ...surroundings(), ...env },
    artifactsDir,
    // The windows follow the program's own theme.
    colorScheme: null,
  });
  let output = '';
  const child = electron.process();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += String(text)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const window = async (name: string, label: RegExp): Promise<Page> => {
    const open = electron.windows().find((page) => page.url().includes(`/${name}.html`));
    if (open !== undefined) return open;
    const [page] = await Promise.all([nextWindow(electron, `/${name}.html`), pressTray(electron, label)]);
    return page;
  };
  return {
    electron,
    userData,
    trayMenu: async () => {
      await electron.evaluate(untilStarted);
      return electron.evaluate(labelsOfTray);
    },
    pressTray: (label) => pressTray(electron, label),
    approval: () => window('approval', /waiting|warte/i),
    settings: () => window('settings', /Settings|Einstellungen/),
    output: () => output,
    close: () => electron.close(),
    kill,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closing = electron.close().catch(() => undefined);
      const isClosed = await Promise.race([closing.then(() => true), delay(patienceMs, false)]);
      if (!isClosed) await kill();
    },
    ended,
  };
}

/** What a start that ends by itself came to. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the program without a test at its windows, for starts that are refused; as `uid` where one is given. */
export async function runApp({ userData, args = [], env = {}, uid }: LaunchOptions & { uid?: number }): Promise<Ended> {
  const child = spawn(electronPath(), ['--no-sandbox', '.', `--user-data-dir=${userData}`, ...args], {
    cwd: root,
    env: { ...surroundings(), ELECTRON_STANDIN_VERBOSE: '1', ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Playwright starts Electron on Linux without a keyring, and Crosstie would rightly refuse to store a sign-in there. */
function sealing(): readonly string[] {
  return process.platform === 'linux' && chooseRuntime().kind === 'electron' ? ['--seal-without-keyring'] : [];
}

/** Waits for a window whose address has `part` in it, open or to come. */
export async function nextWindow(electron: ElectronApplication, part: string): Promise<Page> {
  const open = electron.windows().find((page) => page.url().includes(part));
  const page = open ?? (await electron.waitForEvent('window', (candidate) => candidate.url().includes(part)));
  await page.waitForLoadState();
  return page;
}

/** What an unpackaged build leaves for tests: Electron cannot be asked for a tray or its menu. */
interface TestHandle {
  readonly __test: { readonly menu: () => Menu };
}

/** The tray stands when the program has started; runs in the main process. */
async function untilStarted(): Promise<void> {
  while (!('__test' in globalThis)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Runs in the main process: it can use nothing from around it. */
function labelsOfTray(): string[] {
  const { menu } = (globalThis as unknown as TestHandle).__test;
  return menu().items.flatMap((item) => [item.label, ...(item.submenu?.items ?? []).map((inner) => inner.label)]);
}

async function pressTray(electron: ElectronApplication, label: RegExp): Promise<void> {
  await electron.evaluate(untilStarted);
  const found = await electron.evaluate(
    (_electron, { source, flags }) => {
      const { menu } = (globalThis as unknown as TestHandle).__test;
      const all = menu().items.flatMap((item): MenuItem[] => [item, ...(item.submenu?.items ?? [])]);
      const item = all.find((candidate) => new RegExp(source, flags).test(candidate.label));
      item?.click();
      return item !== undefined;
    },
    { source: label.source, flags: label.flags },
  );
  if (!found) throw new Error(`The tray menu has no ${String(label)}`);
}

export async function temporaryFolder(
  name: string,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `crosstie-${name}-`));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
