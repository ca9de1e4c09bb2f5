import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrations } from '../../main/store/migrations/all.ts';
import type { Migration } from '../../main/store/migrations/migration.ts';
import type { Store } from '../../main/core/ports/store.ts';
import {
  addKnownPost,
  addSmallWorld,
  content,
  newCrosspost,
  pictureFile,
  someHash,
  sourcePost,
} from '../helpers/store-rows.ts';
import { type StorePlace, type TestStore, openTestStore, rowCounts, storeFailureOf } from '../helpers/store.ts';

const marker = 'SEALED-BYTES';
const newest = migrations.length;

/** Rows in every table. */
function fillTables(store: Store): void {
  store.write((write) => {
    const world = addSmallWorld(write);
    write.saveSecret(world.source, { ciphertext: Buffer.from(marker), backend: 'test' }, 1);
    const picture = { remoteId: 'p', url: 'https://pds.example/p', altText: 'A pier' };
    const postId = addKnownPost(write, world.source, sourcePost(1, { pictures: [picture] }));
    for (const { id } of write.media(postId)) write.setMediaFile(id, pictureFile);
    const id = write.addCrosspost(newCrosspost({ postId, routeId: world.toFirst, accountId: world.first }));
    if (id === null) throw new Error('The file was not new');
    const yes = { approvedAt: 1, approvedBy: 'person', scheduledAt: null } as const;
    write.addApproval({ crosspostId: id, contentHash: someHash(1), content: content('Sunset'), ...yes });
    write.startAttempt({ crosspostId: id, step: 'post', safety: 'find', fingerprint: someHash(1), at: 1 });
    write.appendLedger({ at: 1, action: 'crosspost_approved', facts: { crosspost: id } });
    write.addOutput({ crosspostId: id, accountId: world.first, step: 'post', remoteId: 's1', url: '', madeAt: 1 });
    const hosted = {
      crosspostId: id,
      sha256: someHash(1),
      host: 'bucket',
      accountId: null,
      name: 'a.jpg',
      putAt: 1,
    } as const;
    write.addHostedFile(hosted);
    write.saveSealed('keys_x', { ciphertext: Buffer.from(marker), backend: 'test' }, 1);
    const original = { text: 'Sunset', audience: 'public', sensitive: false, warning: null, media: [] } as const;
    write.saveOffer({ postId, kind: 'removed', original, revision: null, at: 1 });
    write.setSetting('paused_until', 5);
  });
}

/** A closed file of the newest released version with rows in every table. */
function filledPlace(): StorePlace & Pick<TestStore, 'folder'> & { readonly counts: ReturnType<typeof rowCounts> } {
  const opened = openTestStore();
  fillTables(opened.store);
  const counts = rowCounts(opened);
  expect(Object.values(counts).every((count) => count > 0)).toBe(true);
  opened.close();
  return { ...opened, counts };
}

const next = (up: Migration['up'], version = newest + 1): Migration => ({ version, up });
const withNext = (...more: readonly Migration[]) => ({ migrations: [...migrations, ...more] });

/** Rebuilds a table that crossposts refer to, as SQLite's documentation tells to. */
const rebuildRoutes = next((connection) => {
  const { sql } = connection
    .prepare<[], { sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = 'route'`)
    .get() ?? { sql: '' };
  connection.exec(`
    ${sql.replace('CREATE TABLE route', 'CREATE TABLE route_new')};
    INSERT INTO route_new SELECT * FROM route;
    DROP TABLE route;
    ALTER TABLE route_new RENAME TO route;
    ALTER TABLE route ADD COLUMN note TEXT NOT NULL DEFAULT '';
    CREATE UNIQUE INDEX route_live ON route (source_id, destination_id) WHERE removed_at IS NULL;
  `);
});

describe('migrating', () => {
  test('numbers its steps from 1 on, without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('makes a new file without a backup', () => {
    const { connection, backupFolder } = openTestStore();
    expect(connection.pragma('user_version', { simple: true })).toBe(newest);
    expect(existsSync(backupFolder)).toBe(false);
  });

  test('does nothing to a file that is up to date', () => {
    const place = filledPlace();
    openTestStore({}, place).close();
    expect(existsSync(place.backupFolder)).toBe(false);
  });

  test('keeps every row when a table that others refer to is rebuilt', () => {
    const place = filledPlace();
    const opened = openTestStore(withNext(rebuildRoutes), place);
    expect(rowCounts(opened)).toEqual(place.counts);
    expect(opened.connection.prepare('SELECT DISTINCT note FROM route').pluck().all()).toEqual(['']);
    expect(opened.connection.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(opened.connection.pragma('user_version', { simple: true })).toBe(newest + 1);
  });

  test('backs up first: the same rows, except the secrets, for the owner alone', () => {
    const place = filledPlace();
    openTestStore({ ...withNext(rebuildRoutes), now: () => Date.UTC(2026, 0, 31, 12) }, place).close();
    const name = `crosstie-20260131T120000000Z-v${newest}.sqlite`;
    expect(readdirSync(place.backupFolder)).toEqual([name]);
    const backup = path.join(place.backupFolder, name);
    expect(readFileSync(place.file).includes(marker)).toBe(true);
    expect(readFileSync(backup).includes(marker)).toBe(false);
    if (process.platform !== 'win32') expect(statSync(backup).mode & 0o077).toBe(0);
    expect(rowCounts(openTestStore({}, { ...place, file: backup }))).toEqual({ ...place.counts, secret: 0, vault: 0 });
  });

  test('keeps the five newest backups, and files that are none', () => {
    const place = filledPlace();
    for (let version = newest + 1; version <= newest + 7; version++) {
      const steps = Array.from({ length: version - newest }, (_, index) => next(() => undefined, newest + 1 + index));
      openTestStore({ ...withNext(...steps), now: () => version * 1_000 }, place).close();
      writeFileSync(path.join(place.backupFolder, 'mine.txt'), '');
    }
    const versions = readdirSync(place.backupFolder).map((name) => /-v(\d+)\./.exec(name)?.[1]);
    expect(versions).toEqual([...[2, 3, 4, 5, 6].map((more) => String(newest + more)), undefined]);
  });
});

describe('a migration that cannot be finished', () => {
  const expectUntouched = (place: ReturnType<typeof filledPlace>) => {
    const opened = openTestStore({}, place);
    expect(rowCounts(opened)).toEqual(place.counts);
    expect(opened.connection.pragma('user_version', { simple: true })).toBe(newest);
  };

  test.each<[what: string, up: Migration['up'], detail: string]>([
    ['throws half way', throwHalfWay, 'half way'],
    [
      'leaves rows that refer to nothing',
      (connection) => connection.exec('DELETE FROM post'),
      'refer to rows that are gone',
    ],
    ['does not run', (connection) => connection.exec('DROP TABLE route; NONSENSE'), 'syntax error'],
  ])('leaves the file as it was and names the backup: it %s', (_what, up, detail) => {
    const place = filledPlace();
    const failure = storeFailureOf(() => openTestStore(withNext(next(up)), place));
    expect(failure).toMatchObject({ kind: 'migration_failed', file: place.file });
    expect(failure.detail).toContain(detail);
    expect(readdirSync(place.backupFolder)).toEqual([path.basename(failure.backup ?? '')]);
    expectUntouched(place);
  });

  test('for want of room says so, and leaves the file as it was', () => {
    const place = filledPlace();
    const pages = statSync(place.file).size / 4096;
    const grow = next((connection) =>
      connection.exec('CREATE TABLE big (a); INSERT INTO big VALUES (zeroblob(1000000))'),
    );
    const failure = storeFailureOf(() => openTestStore({ ...withNext(grow), maxPages: pages + 10 }, place));
    expect(failure.kind).toBe('disk_full');
    expect(failure.backup).toContain(place.backupFolder);
    expectUntouched(place);
  });

  test('because the file is damaged does not begin, and no backup pushes out a good one', () => {
    const place = filledPlace();
    const raw = new Database(place.file);
    raw.unsafeMode(true).pragma('writable_schema = ON');
    raw.exec(
      `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'post') WHERE name = 'media'`,
    );
    raw.close();
    expect(storeFailureOf(() => openTestStore(withNext(rebuildRoutes), place)).kind).toBe('corrupt');
    expect(existsSync(place.backupFolder)).toBe(false);
  });

  test('is tried again by the next start', () => {
    const place = filledPlace();
    storeFailureOf(() => openTestStore(withNext(next(throwHalfWay)), place));
    expect(rowCounts(openTestStore(withNext(rebuildRoutes), place))).toEqual(place.counts);
  });

  function throwHalfWay(connection: Parameters<Migration['up']>[0]): void {
    connection.exec("UPDATE post SET text = 'half'; DROP TABLE secret");
    throw new Error('half way');
  }
});
