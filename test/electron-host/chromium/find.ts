import { existsSync } from 'node:fs';
import path from 'node:path';
import { unpackedChromium } from './unpack.ts';

export interface ChromiumBinary {
  readonly executable: string;
  readonly isShell: boolean;
}

const shells: readonly string[] = ['/usr/lib/chromium/chromium-headless-shell', '/usr/lib/chromium/headless_shell'];

const browsers: readonly string[] = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium to use: the one `ELECTRON_STANDIN_CHROMIUM` names, the one from npm, the system's headless shell, the
 * system's browser. With a window to look at, only a full browser will do.
 */
export function findChromium(headed: boolean): ChromiumBinary {
  const named = process.env['ELECTRON_STANDIN_CHROMIUM'];
  const executable = named ?? (headed ? browsers.find(existsSync) : findHeadless());
  if (executable === undefined) {
    throw new Error(
      headed
        ? 'electron stand-in: no full Chromium or Chrome is installed, and the headless shell has no window to show'
        : 'electron stand-in: no Chromium found. Run npm ci, install chromium, or set ELECTRON_STANDIN_CHROMIUM',
    );
  }
  return { executable, isShell: /headless/.test(path.basename(executable)) };
}

/** Whether a Chromium that can show windows is installed. */
export function hasFullChromium(): boolean {
  return process.env['ELECTRON_STANDIN_CHROMIUM'] !== undefined || browsers.some(existsSync);
}

function findHeadless(): string | undefined {
  return unpackedChromium() ?? shells.find(existsSync) ?? browsers.find(existsSync);
}
