import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type Electron from 'electron';

/** What fixture/main.mjs and fixture/preload.cjs leave for the test. */
declare global {
  var standInFixture: {
    readonly log: string[];
    readonly menu: Electron.Menu;
    readonly tray: Electron.Tray;
    readonly openWindow: (options?: object) => Electron.BrowserWindow;
  };
  var standInBridge: {
    call<T>(channel: string, value?: T): Promise<T>;
    add(a: number, b: number): number;
    throwing(): void;
    apply(callback: (value: number) => number, value: number): number;
    onMessage(listener: (value: unknown) => void): () => void;
  };
  var bridgeAtStart: string;
  var inlineRan: boolean | undefined;
  var heard: unknown;
}

const host = import.meta.dirname;

/** The stand-in's executable. */
export const executable = path.join(host, 'electron');
export const fixtureApp = path.join(host, 'fixture');

/** A directory for all that a test file writes. */
export const scratch = mkdtempSync(path.join(os.tmpdir(), 'stand-in-'));

/** Starts the fixture as the e2e suite starts the app: Playwright finds the stand-in through the environment. */
export async function launch(directory: string, env: Record<string, string> = {}): Promise<ElectronApplication> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = host;
  return _electron.launch({
    args: [fixtureApp, `--user-data-dir=${directory}`],
    artifactsDir: path.join(scratch, 'artifacts'),
    colorScheme: null,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

/** The first window, at the end of its load. */
export async function loaded(application: ElectronApplication): Promise<Page> {
  const page = await application.firstWindow();
  await page.waitForLoadState();
  return page;
}
