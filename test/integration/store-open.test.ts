import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../main/core/ports/store.ts';
import { addKnownPost, addSmallWorld, linking, sourcePost } from '../helpers/store-rows.ts';
import { type StorePlace, openTestStore, rowCounts, storeFailureOf, storePlace } from '../helpers/store.ts';

/** A closed file with so many posts. */
function filledPlace(posts: number): StorePlace {
  const opened = openTestStore();
  addPosts(opened.store, posts);
  opened.close();
  return opened;
}

function addPosts(store: Store, count: number): void {
  store.write((write) => {
    const source = write.linkAccount(linking());
    const text = 'lighthouse '.repeat(50);
    for (let number = 0; number < count; number++) addKnownPost(write, source, sourcePost(number, { text }));
  });
}

describe('opening', () => {
  test('makes the file, its folder and its schema, for its owner alone', () => {
    const place = storePlace();
    const deep = { ...place, file: path.join(place.folder, 'new', 'crosstie.sqlite') };
    const { store } = openTestStore({}, deep);
    expect(store.read.accounts()).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(deep.file).mode & 0o077).toBe(0);
  });

  test('finds again what was written', () => {
    const first = openTestStore();
    const id = first.store.write((write) => write.linkAccount(linking()));
    first.close();
    expect(openTestStore({}, first).store.read.account(id)?.handle).toBe('ann.pics.example');
  });

  test('sets what keeps the file safe', () => {
    const { connection } = openTestStore();
    const settings = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'trusted_schema',
      'secure_delete',
      'cell_size_check',
    ];
    expect(settings.map((name) => connection.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 0, 1, 1]);
    expect(openTestStore({ busyTimeoutMs: 1_234 }).connection.pragma('busy_timeout', { simple: true })).toBe(1_234);
  });
});

describe('a file that cannot be ours', () => {
  test('is refused when a later version wrote it', () => {
    const place = filledPlace(1);
    const raw = new Database(place.file);
    raw.pragma('user_version = 999');
    raw.close();
    const failure = storeFailureOf(() => openTestStore({}, place));
    expect(failure).toMatchObject({ kind: 'newer', file: place.file, backup: null });
    expect(failure.detail).toBe('The file has version 999; this program knows 3.');
  });

  test('is refused when another program made it, and is left alone', () => {
    const place = storePlace();
    const raw = new Database(place.file);
    raw.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
    raw.close();
    const bytes = readFileSync(place.file);
    expect(storeFailureOf(() => openTestStore({}, place)).kind).toBe('not_ours');
    expect(readFileSync(place.file).equals(bytes)).toBe(true);
  });

  test('is refused when it is a folder', () => {
    const place = storePlace();
    mkdirSync(place.file);
    expect(storeFailureOf(() => openTestStore({}, place)).kind).toBe('not_ours');
  });
});

describe('a damaged file', () => {
  const noise = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 167 + 13) % 256));

  test.each<[what: string, damage: (file: string) => void]>([
    ['its header overwritten', (file) => overwrite(file, 0, noise(100))],
    ['random bytes all over', (file) => writeFileSync(file, noise(50_000))],
    ['half of it cut off', (file) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
    ['a few bytes left', (file) => truncateSync(file, 90)],
    ['its schema overwritten', (file) => overwrite(file, 100, noise(3_000))],
    [
      'a page in the middle overwritten',
      (file) => overwrite(file, Math.floor(statSync(file).size / 8192) * 4096, noise(4_096)),
    ],
  ])('is corrupt: %s', (_what, damage) => {
    const place = filledPlace(300);
    damage(place.file);
    expect(storeFailureOf(() => openTestStore({}, place))).toMatchObject({ kind: 'corrupt', file: place.file });
  });

  test('that is too large to be read whole at the start is corrupt when the damage is met', () => {
    const place = filledPlace(12_000);
    const { size } = statSync(place.file);
    expect(size).toBeGreaterThan(4 * 1024 * 1024);
    overwrite(place.file, Math.floor(size / 8192) * 4096, noise(size / 2));
    const read = () => {
      const { store } = openTestStore({}, place);
      const [account] = store.read.accounts();
      if (account !== undefined) store.read.unplannedPosts(account.id, 12_000);
    };
    expect(storeFailureOf(read).kind).toBe('corrupt');
  });

  function overwrite(file: string, at: number, bytes: Buffer): void {
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, bytes, 0, bytes.length, at);
    closeSync(descriptor);
  }
});

describe('a file that another program holds', () => {
  function holdBy(place: StorePlace, sql: string): void {
    const other = new Database(place.file, { timeout: 0 });
    onTestFinished(() => void other.close());
    other.exec(sql);
  }

  test('is locked when it cannot be opened in time', () => {
    const place = filledPlace(1);
    holdBy(place, 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    expect(storeFailureOf(() => openTestStore({}, place))).toMatchObject({ kind: 'locked', file: place.file });
  });

  test('is locked when it cannot be written in time, and can be read meanwhile', () => {
    const opened = openTestStore();
    opened.store.write(addSmallWorld);
    holdBy(opened, 'BEGIN IMMEDIATE');
    const write = () => opened.store.write((writer) => writer.setSetting('paused_until', 1));
    expect(storeFailureOf(write)).toMatchObject({ kind: 'locked', file: opened.file });
    const decide = () => opened.store.write((writer) => writer.accounts());
    expect(storeFailureOf(decide), 'The lock comes before what the body reads').toMatchObject({ kind: 'locked' });
    expect(opened.store.read.accounts()).toHaveLength(3);
  });
});

test('a full disk fails the write whole, and what was there stays readable and writable', () => {
  const opened = openTestStore({ maxPages: 150 });
  addPosts(opened.store, 10);
  const before = rowCounts(opened);
  expect(storeFailureOf(() => fillUp(opened.store))).toMatchObject({ kind: 'disk_full', file: opened.file });
  expect(rowCounts(opened)).toEqual(before);
  opened.store.write((write) => write.setSetting('paused_until', 1));
  expect(opened.store.read.setting('paused_until')).toBe(1);

  function fillUp(store: Store): void {
    store.write((write) => {
      const [source] = write.accounts();
      if (source === undefined) throw new Error('An account was linked');
      for (let number = 100; number < 5_000; number++) {
        addKnownPost(write, source.id, sourcePost(number, { text: 'gull '.repeat(500) }));
      }
    });
  }
});

describe.skipIf(process.platform === 'win32')('what cannot be written', () => {
  /** Root may write anywhere: then somebody else opens the store. */
  function openAsSomebody({ file, backupFolder }: StorePlace): string {
    const script = path.resolve(import.meta.dirname, '../fixtures/store-opener.ts');
    const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout, stderr } = spawnSync(process.execPath, [script, file, backupFolder], {
      ...somebody,
      encoding: 'utf8',
    });
    return stdout + stderr;
  }
  function handOver({ folder, file }: StorePlace): void {
    if (process.getuid?.() !== 0) return;
    for (const each of [folder, file]) chownSync(each, 65_534, 65_534);
  }

  test('opens when it can be written', () => {
    const place = filledPlace(1);
    handOver(place);
    expect(openAsSomebody(place)).toBe('opened');
  });

  test('is read_only: the file', () => {
    const place = filledPlace(1);
    handOver(place);
    chmodSync(place.file, 0o400);
    expect(openAsSomebody(place)).toBe('read_only');
  });

  test('is read_only: the folder', () => {
    const place = filledPlace(1);
    handOver(place);
    chmodSync(place.folder, 0o500);
    onTestFinished(() => chmodSync(place.folder, 0o700));
    expect(openAsSomebody(place)).toBe('read_only');
  });

  test('is read_only: a folder in which there is no file yet', () => {
    const place = storePlace();
    chmodSync(place.folder, 0o555);
    onTestFinished(() => chmodSync(place.folder, 0o700));
    expect(openAsSomebody(place)).toBe('read_only');
  });
});
