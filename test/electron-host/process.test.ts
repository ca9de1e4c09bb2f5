import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { executable, fixtureApp, launch, loaded, scratch } from './fixture-app.ts';

afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

test('a second instance ends, and the first hears of it', async () => {
  const userData = path.join(scratch, 'second');
  const first = await launch(userData);
  await loaded(first);
  const second = spawn(executable, [fixtureApp, `--user-data-dir=${userData}`, 'hello'], {
    cwd: scratch,
  });
  expect(await once(second, 'close')).toEqual([0, null]);
  await expect.poll(() => first.evaluate(() => standInFixture.log)).toContain(`second hello ${scratch}`);
  await first.close();
});

describe('safeStorage', () => {
  test('gives back what it has encrypted', async () => {
    const app = await launch(path.join(scratch, 'keyring'));
    await loaded(app);
    const result = await app.evaluate(async ({ safeStorage }) => {
      const sealed = await safeStorage.encryptStringAsync('secret');
      return [sealed.includes('secret'), await safeStorage.decryptStringAsync(sealed)];
    });
    await app.close();
    expect(result).toEqual([false, { result: 'secret', shouldReEncrypt: false }]);
  });

  test.each([
    ['basic_text', true],
    ['none', false],
  ])('can be without a keyring: %s', async (keyring, expected) => {
    const other = await launch(path.join(scratch, keyring), { ELECTRON_STANDIN_KEYRING: keyring });
    await loaded(other);
    const [backend, isAvailable] = await other.evaluate(async ({ safeStorage }) => [
      safeStorage.getSelectedStorageBackend(),
      await safeStorage.isAsyncEncryptionAvailable(),
    ]);
    await other.close();
    expect([backend, isAvailable]).toEqual(['basic_text', expected]);
  });
});

test('kill -9 leaves no Chromium behind, nor a lock', async () => {
  const directory = path.join(scratch, 'killed');
  const killed = await launch(directory);
  await loaded(killed);
  const processes = (): number =>
    spawnSync('pgrep', ['-f', `user-data-dir=${directory}/`])
      .stdout.toString()
      .split('\n').length - 1;
  expect(processes()).toBeGreaterThan(0);
  killed.process().kill('SIGKILL');
  await expect.poll(processes, { timeout: 5000 }).toBe(0);
  const next = await launch(directory);
  await loaded(next);
  await next.close();
});

test('SIGTERM quits the app, which gives up its lock', async () => {
  const directory = path.join(scratch, 'terminated');
  const child = spawn(executable, [fixtureApp, `--user-data-dir=${directory}`], { stdio: 'ignore' });
  const lock = path.join(directory, 'stand-in.lock');
  await expect.poll(() => existsSync(lock) && readFileSync(lock, 'utf8'), { timeout: 5000 }).toBe(String(child.pid));
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(existsSync(lock)).toBe(false);
});
