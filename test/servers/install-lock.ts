import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';

const busy = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED']);

/**
 * Runs `work` while no other process or worker runs work under the same lock file. The lock is SQLite's write lock, which
 * the operating system releases when its holder dies: a killed test run leaves nothing stale behind.
 */
export async function withInstallLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lockFile), { recursive: true });
  const database = new Database(lockFile, { timeout: 0 });
  try {
    while (!tryLock(database)) await delay(100);
    return await work();
  } finally {
    database.close();
  }
}

function tryLock(database: Database.Database): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && busy.has(error.code)) return false;
    throw error;
  }
}
