import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { report } from '../host/report.ts';

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** The right to be the one instance for a user-data directory: a file with the holder's process id. */
export interface InstanceLock {
  release(): void;
}

const lockName = 'stand-in.lock';
const inboxName = 'stand-in-second-instances';

/**
 * Takes the lock, or hands the message to the instance that has it. All of it is synchronous, as Electron's call is.
 *
 * @param arrived called in the holder for each later instance.
 * @returns undefined when another process holds the lock.
 */
export function takeInstanceLock(
  userData: string,
  message: SecondInstance,
  arrived: (other: SecondInstance) => void,
): InstanceLock | undefined {
  const lock = path.join(userData, lockName);
  const inbox = path.join(userData, inboxName);
  mkdirSync(inbox, { recursive: true });
  if (!createLock(lock)) {
    const letter = path.join(inbox, randomUUID());
    writeFileSync(`${letter}.part`, JSON.stringify(message));
    renameSync(`${letter}.part`, `${letter}.json`);
    return undefined;
  }
  const watcher = watch(inbox, (_change, file) => {
    if (file?.endsWith('.json')) read(path.join(inbox, file), arrived);
  });
  watcher.unref();
  return {
    release() {
      watcher.close();
      rmSync(lock, { force: true });
    },
  };
}

function createLock(file: string): boolean {
  for (;;) {
    try {
      const descriptor = openSync(file, 'wx');
      writeFileSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return true;
    } catch {
      if (isHeld(file)) return false;
      rmSync(file, { force: true }); // its process was killed
    }
  }
}

function isHeld(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** A watcher may tell of a letter twice, and of its removal. */
function read(letter: string, arrived: (other: SecondInstance) => void): void {
  let text: string;
  try {
    text = readFileSync(letter, 'utf8');
    rmSync(letter);
  } catch {
    return;
  }
  try {
    arrived(JSON.parse(text) as SecondInstance);
  } catch (error) {
    report(error);
  }
}
