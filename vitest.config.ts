import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/integration/**/*.test.ts',
      'test/conformance/**/*.test.ts',
      'test/electron-host/**/*.test.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 300_000,
    // Real servers and real files: two workers keep two cores busy and no more.
    maxWorkers: 2,
    pool: 'forks',
  },
});
