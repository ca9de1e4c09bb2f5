/**
 * How far the store is from bare better-sqlite3 on the same file, in the same run, at 100,000 posts.
 * Run it with `npx node test/bench/store.bench.ts [rows]`. It prints; it judges nothing.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CrosspostId, LedgerId, PostId } from '../../contract/model.ts';
import { weekdays } from '../../contract/rules.ts';
import { whenToSend } from '../../main/core/schedule/when.ts';
import { queryOf } from '../../main/core/ledger/page.ts';
import { rowsOfSlice } from '../../main/core/ledger/verify.ts';
import type { LedgerQuery, QueueQuery } from '../../main/core/ports/queries.ts';
import { type OpenStoreOptions, type OpenedStore, openStore } from '../../main/store/open.ts';
import { addSmallWorld, fillQueue } from '../helpers/store-rows.ts';

const rows = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'crosstie-bench-'));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const options: OpenStoreOptions = {
  file: join(folder, 'crosstie.sqlite'),
  backupFolder: join(folder, 'backups'),
  log: silent,
  now: () => performance.now(),
};

/** The median of the runs, in milliseconds. */
function medianMs(runs: number, body: () => unknown): number {
  body();
  const times = Array.from({ length: runs }, () => {
    const begun = performance.now();
    body();
    return performance.now() - begun;
  }).toSorted((left, right) => left - right);
  return times[Math.floor(runs / 2)] ?? 0;
}

function print(what: string, ms: number, note = ''): void {
  process.stdout.write(`${what.padEnd(58)} ${ms.toFixed(3).padStart(10)} ms  ${note}\n`);
}
const times = (ours: number, bare: number): string => `${(ours / bare).toFixed(2)} × bare`;

function fill({ store }: OpenedStore): void {
  const world = store.write(addSmallWorld);
  const batch = 1_000;
  for (let from = 0; from < rows; from += batch) {
    store.write((write) => fillQueue(write, world, from, Math.min(from + batch, rows)));
  }
}

function benchQueue({ store, connection }: OpenedStore): void {
  const page = (change: Partial<QueueQuery>) =>
    store.read.queue({ tab: 'published', search: '', after: null, limit: 50, ...change });
  const bare = connection.prepare(
    `SELECT post.*, account.network, account.handle, crosspost.state, crosspost.notices
     FROM crosspost JOIN post ON post.id = crosspost.post_id JOIN account ON account.id = crosspost.account_id
     WHERE tab = 'published' ORDER BY posted_at DESC, post_id DESC LIMIT 51`,
  );
  const bareMs = medianMs(200, () => bare.all());
  const pageMs = medianMs(200, () => page({}));
  print('queue page of 50, bare select', bareMs);
  print('queue page of 50', pageMs, times(pageMs, bareMs));
  for (const search of ['sunset', 's', '77777', 'harb pier 12', 'nowhere']) {
    print(
      `queue page of 50, search '${search}'`,
      medianMs(20, () => page({ search })),
    );
  }
  print(
    'whole tab, page by page',
    medianMs(1, () => {
      let after = page({}).next;
      while (after !== null) after = page({ after }).next;
    }),
  );
}

function benchCounts({ store, connection }: OpenedStore): void {
  const grouped = connection.prepare('SELECT tab, count(DISTINCT post_id) FROM crosspost GROUP BY tab');
  print(
    'counts by GROUP BY over the index',
    medianMs(5, () => grouped.all()),
  );
  print(
    'counts',
    medianMs(200, () => store.read.counts()),
  );
}

function benchSlots({ store, connection }: OpenedStore): void {
  const account = store.read.accounts().find(({ network }) => network === 'mastodon');
  if (account === undefined) throw new Error('The account that all goes to is gone');
  const slots = [9, 13, 18].map((hour) => ({ days: weekdays, minute: hour * 60 }));
  const schedule = { ...account.rules.schedule, timing: 'next_slot', slots, spacingMinutes: 60, dailyCap: 3 } as const;
  const crosspost = { id: 1 as CrosspostId, scheduledAt: null, scheduledBy: null };
  const wanted = { account: { ...account, rules: { ...account.rules, schedule } }, crosspost, notBefore: 1_000_000 };
  const bare = connection.prepare('SELECT goes_at FROM crosspost WHERE account_id = ? AND goes_at BETWEEN ? AND ?');
  const bareMs = medianMs(20, () => bare.all(account.id, 0, 1_000_000 + 400 * 86_400_000));
  const ms = medianMs(20, () => whenToSend(store.read, { ...wanted, zone: 'Europe/Berlin' }));
  print('times that are taken at an account, bare select', bareMs, `${rows * 0.9} of them`);
  print('next free slot', ms, times(ms, bareMs));
}

function benchLedger({ store, connection }: OpenedStore): void {
  connection.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, at INTEGER, action TEXT, facts TEXT) STRICT');
  const insert = connection.prepare('INSERT INTO bare (at, action, facts) VALUES (?, ?, ?)');
  const facts = { crosspost: 7, network: 'mastodon', account: '@ann@instance.example', contentHash: '0'.repeat(64) };
  const count = 10_000;
  const each = (body: () => void) => Array.from({ length: count }, body);
  const bareMs = medianMs(3, () =>
    connection.transaction(() => each(() => insert.run(1, 'paused', JSON.stringify(facts))))(),
  );
  const ledgerMs = medianMs(3, () =>
    store.write((write) => each(() => write.appendLedger({ at: 1, action: 'paused', facts }))),
  );
  print('10,000 bare inserts in one transaction', bareMs);
  print('10,000 ledger rows in one transaction', ledgerMs, times(ledgerMs, bareMs));
  const oneBareMs = medianMs(100, () => insert.run(1, 'paused', JSON.stringify(facts)));
  const oneMs = medianMs(100, () => store.write((write) => write.appendLedger({ at: 1, action: 'paused', facts })));
  print('one bare insert, committed', oneBareMs);
  print('one ledger row, committed', oneMs, times(oneMs, oneBareMs));
  benchLedgerReads(store);
}

/** A ledger of `rows` rows, each about one post, as its page in the settings reads it. */
function benchLedgerReads({ read, write }: OpenedStore['store']): void {
  const account = '@ann@instance.example';
  const batch = 10_000;
  for (let from = 0; from < rows; from += batch) {
    write((writer) => {
      for (let post = from + 1; post <= Math.min(from + batch, rows); post++)
        writer.appendLedger({ at: post, action: 'crosspost_approved', facts: { post, network: 'mastodon', account } });
    });
  }
  const query = (change: Partial<LedgerQuery>) =>
    read.searchLedger({ search: '', actions: null, postId: null, order: 'newest', after: null, limit: 100, ...change });
  const total = read.ledgerMark(null)?.id ?? 0;
  const searches: readonly (readonly [what: string, change: Partial<LedgerQuery>])[] = [
    ['all', {}],
    ["'ann'", { search: 'ann' }],
    ["'a'", { search: 'a' }],
    ["'sunset 77777'", { search: 'sunset 77777' }],
    ["'mastodon nowhere'", { search: 'mastodon nowhere' }],
    ['decisions', queryOf({ group: 'decisions' })],
    ["publishing with 'sunset'", queryOf({ group: 'publishing', search: 'sunset' })],
    ["accounts with 'ann'", queryOf({ group: 'accounts', search: 'ann' })],
    [
      "decisions with 'sunset', the last page",
      { ...queryOf({ group: 'decisions', search: 'sunset' }), after: 60_000 as LedgerId },
    ],
    ['of one post', { postId: 77_777 as PostId }],
  ];
  print(`ledger of ${total} rows:`, 0);
  for (const [what, change] of searches) {
    print(
      `ledger page of 100, ${what}`,
      medianMs(20, () => query(change)),
    );
  }
  const half = read.ledgerMark(Math.floor(total / 2) as LedgerId);
  print(
    `verify a slice of ${rowsOfSlice} rows`,
    medianMs(50, () => read.checkLedger(half, rowsOfSlice)),
  );
  print(
    'verify the whole ledger, slice by slice',
    medianMs(1, () => {
      let slice = read.checkLedger(null, rowsOfSlice);
      while (slice.checked === rowsOfSlice) slice = read.checkLedger(slice.last, rowsOfSlice);
    }),
  );
}

try {
  const opened = openStore(options);
  const begun = performance.now();
  fill(opened);
  const fillMs = performance.now() - begun;
  print(
    `${rows} posts with a crosspost each, added and published`,
    fillMs,
    `${Math.round((rows / fillMs) * 1000)} posts/s`,
  );
  benchQueue(opened);
  benchCounts(opened);
  benchSlots(opened);
  benchLedger(opened);
  opened.close();
  const sizeMiB = statSync(options.file).size / 1024 / 1024;
  print(
    'open a file that is up to date',
    medianMs(5, () => openStore(options).close()),
    `${sizeMiB.toFixed(0)} MiB`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
