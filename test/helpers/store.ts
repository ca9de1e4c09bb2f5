import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../main/core/ports/system.ts';
import { StoreFailure } from '../../main/store/failure.ts';
import { type OpenStoreOptions, type OpenedStore, openStore } from '../../main/store/open.ts';

export interface StorePlace {
  readonly folder: string;
  readonly file: string;
  readonly backupFolder: string;
}
export interface TestStore extends OpenedStore, StorePlace {
  readonly warnings: readonly Parameters<Log['warn']>[];
}

/** A folder that goes when the test ends. */
export function storePlace(): StorePlace {
  const folder = mkdtempSync(join(tmpdir(), 'crosstie-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, 'crosstie.sqlite'), backupFolder: join(folder, 'backups') };
}

/** A store in a file, in its own folder unless a place is given; closed when the test ends. */
export function openTestStore(options: Partial<OpenStoreOptions> = {}, place: StorePlace = storePlace()): TestStore {
  const warnings: Parameters<Log['warn']>[] = [];
  const log: Log = { info: () => undefined, warn: (...line) => warnings.push(line), error: () => undefined };
  const { folder, file, backupFolder } = place;
  const opened = openStore({ file, backupFolder, log, now: Date.now, busyTimeoutMs: 50, ...options });
  onTestFinished(opened.close);
  return { ...opened, folder, file, backupFolder, warnings };
}

/** The failure that the body ends with; anything else it throws is thrown on. */
export function storeFailureOf(body: () => unknown): StoreFailure {
  try {
    body();
  } catch (error) {
    if (error instanceof StoreFailure) return error;
    throw error;
  }
  throw new Error('Nothing failed');
}

/** How many rows each table has. */
export function rowCounts({ connection }: Pick<OpenedStore, 'connection'>): Readonly<Record<string, number>> {
  const tables = [
    'account',
    'secret',
    'route',
    'post',
    'media',
    'crosspost',
    'approval',
    'attempt',
    'ledger',
    'setting',
    'output',
    'hosted_file',
    'vault',
    'offer',
  ];
  const count = (table: string) => Number(connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}
