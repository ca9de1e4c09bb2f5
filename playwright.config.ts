import { defineConfig } from '@playwright/test';
import { chooseRuntime } from './test/electron-host/choose.ts';

// Playwright asks the electron package for its binary; this variable makes it answer with the stand-in. Nothing else differs.
const runtime = chooseRuntime();
if (runtime.distPath !== undefined) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.distPath;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/e2e',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list']],
  use: { trace: 'off' },
});
