import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A server started for the tests, in a process of its own. */
export interface RunningProcess {
  /** Everything it has printed so far, standard output and errors together. */
  readonly output: () => string;
  /** Only what it has printed to standard output. */
  readonly standardOutput: () => string;
  readonly hasExited: () => boolean;
  /** Kills it, waits until it is gone, and removes its folder: what it keeps no test needs any more. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program that ends with this process, and whose `folder` goes with it. Its stdin stays open until then, so a
 * program that watches stdin notices even when this process is killed.
 */
export function startProcess(command: string, args: readonly string[], folder: string): RunningProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const heard = collectOutput(child);
  const endWithParent = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', endWithParent);
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', (error) => {
      heard.all.push(String(error));
      resolve();
    });
  }).finally(() => process.off('exit', endWithParent));
  const hasExited = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    output: () => heard.all.join(''),
    standardOutput: () => heard.standard.join(''),
    hasExited,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function collectOutput(child: ChildProcess): { readonly all: string[]; readonly standard: string[] } {
  const heard = { all: [] as string[], standard: [] as string[] };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    heard.standard.push(text);
    heard.all.push(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => heard.all.push(text));
  return heard;
}

/**
 * Asks again and again until `ask` has an answer, and fails early, with the program's own words, when it has ended.
 * `what` completes the sentence "… did not come in time".
 */
export async function waitFor<T>(
  running: RunningProcess,
  what: string,
  ask: () => Promise<T | undefined>,
  timeoutMs = 120_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (running.hasExited()) throw new Error(`The program ended before ${what} came. It said:\n${running.output()}`);
    if (performance.now() > deadline) throw new Error(`${what} did not come in time. It said:\n${running.output()}`);
    await delay(25);
  }
}

/** Waits until the server answers `url` with a 2xx; a refused connection means "not yet". */
export async function waitForHealth(running: RunningProcess, url: string): Promise<void> {
  await waitFor(running, `a healthy answer from ${url}`, async () => {
    const response = await fetch(url).catch(() => undefined);
    await response?.body?.cancel();
    return response?.ok === true ? true : undefined;
  });
}
