import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const nodeModules = path.resolve(import.meta.dirname, '../../node_modules');
const installScript = path.join(nodeModules, 'electron/install.js');
const longestStandstillMs = 60_000;
const checkEveryMs = 1000;

/**
 * Lets the npm package `electron` download its binary from GitHub, which it does once, at the first start. Gives up
 * after a minute in which not one byte arrived.
 *
 * @returns the reason of a failure, or undefined when the binary is there.
 */
export async function downloadElectron(): Promise<string | undefined> {
  const scratch = path.join(nodeModules, '.cache/electron-download');
  mkdirSync(scratch, { recursive: true });
  const child = spawn(process.execPath, [installScript], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, TMPDIR: scratch, TEMP: scratch }, // where it downloads to, to see whether it advances
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const outcome = Promise.withResolvers<string | undefined>();
  child.once('error', (error) => outcome.resolve(error.message));
  child.once('close', (code) => outcome.resolve(code === 0 ? undefined : reasonIn(errors)));
  const stop = whenStandingStill([scratch, path.join(nodeModules, 'electron/dist')], () => {
    outcome.resolve(`nothing arrived for ${longestStandstillMs / 1000} seconds`);
    child.kill();
  });
  const reason = await outcome.promise;
  stop();
  rmSync(scratch, { recursive: true, force: true });
  return reason;
}

/** The script prints a stack; what went wrong is in its last `code:` or else in its first line. */
function reasonIn(errors: string): string {
  return (
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|Response code .*)/.exec(errors)?.[0] ?? errors.split('\n', 1)[0] ?? ''
  );
}

function whenStandingStill(directories: readonly string[], stoodStill: () => void): () => void {
  let size = -1;
  let lastAdvance = Date.now();
  const timer = setInterval(() => {
    const now = directories.reduce((sum, directory) => sum + bytesIn(directory), 0);
    if (now !== size) lastAdvance = Date.now();
    size = now;
    if (Date.now() - lastAdvance > longestStandstillMs) stoodStill();
  }, checkEveryMs);
  return () => clearInterval(timer);
}

function bytesIn(directory: string): number {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map((file) => statSync(path.join(directory, file)).size)
      .reduce((sum, size) => sum + size, 0);
  } catch {
    return 0; // not there yet, or a file left while it was looked at
  }
}
