/** What every end-to-end test starts from: a profile and networks of its own, and programs that are closed in the end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type App, launchApp, type LaunchOptions } from '../helpers/app.ts';
import {
  type AppNetworks,
  copyStart,
  prepareLinked,
  type Start,
  startIn,
  startNetworks,
} from '../helpers/app-world.ts';

export interface Fixtures {
  /** Whether Instagram, Mastodon and Bluesky are linked already, with routes; said with `test.use`. */
  readonly isLinked: boolean;
  readonly start: Start;
  readonly networks: AppNetworks;
  /** Starts the program on the test's profile and networks. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<App>;
}
interface WorkerFixtures {
  /** The profile to copy, prepared once for each worker that needs it. */
  readonly linkedStart: () => Promise<Start>;
}

const temporary = (name: string): Promise<string> => mkdtemp(path.join(tmpdir(), `crosstie-e2e-${name}-`));
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });

export const test = base.extend<Fixtures, WorkerFixtures>({
  isLinked: [false, { option: true }],
  linkedStart: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const folder = await temporary('linked');
      let prepared: Promise<Start> | null = null;
      await use(() => (prepared ??= prepareLinked(folder)));
      await remove(folder);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  start: async ({ isLinked, linkedStart }, use) => {
    const folder = await temporary('test');
    const start = startIn(folder);
    if (isLinked) await copyStart(await linkedStart(), start);
    await use(start);
    await remove(folder);
  },
  networks: async ({ start }, use) => {
    const networks = await startNetworks(start.networks);
    await use(networks);
    await networks.stop();
  },
  launch: async ({ start, networks }, use, info) => {
    const apps: App[] = [];
    await use(async ({ args = [], ...options } = {}) => {
      const app = await launchApp({ userData: start.userData, ...options, args: [networks.argument, ...args] });
      apps.push(app);
      return app;
    });
    const hasFailed = info.status !== info.expectedStatus;
    for (const [index, app] of apps.entries()) {
      if (hasFailed) await keepEvidence(app, info.outputPath(`app-${index}`));
      await app.end();
    }
  },
});
export { expect } from '@playwright/test';

/** The windows as they were and what the program wrote, beside the report of a failed test. */
async function keepEvidence(app: App, place: string): Promise<void> {
  for (const [index, page] of app.electron.windows().entries())
    await page.screenshot({ path: `${place}-window-${index}.png`, timeout: 5_000 }).catch(() => undefined);
  await writeFile(`${place}.log`, app.output());
}
