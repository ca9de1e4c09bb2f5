import type { Connection } from '../chromium/connection.ts';

export interface RunningBrowser {
  readonly connection: Connection;
  /** A headless shell has the page's size as the window's size and never opens a window of its own accord. */
  readonly isShell: boolean;
  readonly userAgent: string;
  /** Chromium's, such as 153.0.8010.0. */
  readonly version: string;
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
  kill(): void;
}

export interface Application {
  readonly directory: string;
  readonly mainScript: string;
  name: string;
  readonly version: string;
}

/** State of the one process. Electron's API is global as well, and so are its parts here. */
interface Runtime {
  browser: RunningBrowser | undefined;
  isReady: boolean;
  isLeaving: boolean;
  application: Application;
  /** Chromium's command-line switches, without the two dashes. */
  readonly switches: Map<string, string>;
}

export const runtime: Runtime = {
  browser: undefined,
  isReady: false,
  isLeaving: false,
  application: { directory: process.cwd(), mainScript: '', name: 'Electron', version: '0.0.0' },
  switches: new Map(),
};

/** The browser, for what Electron too allows only once the app is ready. */
export function browser(): RunningBrowser {
  if (!runtime.browser) throw new Error('electron stand-in: this needs Chromium, which starts with the ready event');
  return runtime.browser;
}

export function assertReady(what: string): void {
  if (!runtime.isReady) throw new Error(`${what} before app is ready`);
}
