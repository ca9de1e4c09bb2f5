/** Rows of the ledger by their words, by group and by post. */
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ledgerActions, ledgerGroupOf, ledgerGroups } from '../../contract/ledger.ts';
import type { LedgerId, PostId } from '../../contract/model.ts';
import { queryOf } from '../../main/core/ledger/page.ts';
import type { LedgerQuery } from '../../main/core/ports/queries.ts';
import { migrations } from '../../main/store/migrations/all.ts';
import { writeEveryAction } from '../helpers/ledger.ts';
import { addKnownPost, addSmallWorld, sourcePost } from '../helpers/store-rows.ts';
import { openTestStore, storePlace } from '../helpers/store.ts';

const whole: LedgerQuery = { search: '', actions: null, postId: null, order: 'newest', after: null, limit: 100 };

function openFilled() {
  const { store } = openTestStore();
  const post = store.write((write) => {
    const { source } = addSmallWorld(write);
    const id = addKnownPost(write, source, sourcePost(1, { text: 'Süßer Nebel over the harbour' }));
    const mara = { network: 'mastodon', account: '@mara_photo@pixels.example', post: id };
    write.appendLedger({ at: 1, action: 'account_linked', facts: { ...mara, post: null } });
    write.appendLedger({ at: 2, action: 'crosspost_planned', facts: mara });
    write.appendLedger({ at: 3, action: 'crosspost_approved', facts: { ...mara, contentHash: 'beef'.repeat(16) } });
    write.appendLedger({
      at: 4,
      action: 'crosspost_published',
      facts: { ...mara, url: 'https://pixels.example/p/99' },
    });
    write.appendLedger({ at: 5, action: 'paused', facts: { until: 'forever' } });
    return id;
  });
  const ids = (change: Partial<LedgerQuery>): readonly number[] =>
    store.read.searchLedger({ ...whole, ...change }).map(({ id }) => id);
  return { ids, post };
}

describe('a search of the ledger', () => {
  test.each<[what: string, search: string, found: readonly number[]]>([
    ['a handle', '@mara_photo', [4, 3, 2, 1]],
    ['the beginning of a word', 'har', [4, 3, 2]],
    ['words of the post, without accents', 'sußer NEBEL', [4, 3, 2]],
    ['a network', 'mastodon', [4, 3, 2, 1]],
    ['an address', 'https://pixels.example/p/99', [4]],
    ['all words, not some', 'mastodon paused', []],
    ['no hash', 'beefbeef', []],
    ['no name of an action', 'approved', []],
    ['what looks like syntax', '") OR action : ( "mastodon"', []],
    ['nothing that can be looked for', '"*"', [5, 4, 3, 2, 1]],
  ])('finds %s', (_what, search, found) => {
    expect(openFilled().ids({ search })).toEqual(found);
  });

  test('is narrowed by a group and by a post, and paged in both directions', () => {
    const { ids, post } = openFilled();
    const decisions = queryOf({ group: 'decisions' }).actions;
    expect(ids({ actions: decisions })).toEqual([3]);
    expect(ids({ actions: decisions, search: 'nebel' })).toEqual([3]);
    expect(ids({ actions: decisions, search: 'nowhere' })).toEqual([]);
    expect(ids({ postId: post })).toEqual([4, 3, 2]);
    expect(ids({ postId: post, actions: decisions })).toEqual([3]);
    expect(ids({ postId: 77 as PostId })).toEqual([]);
    expect(ids({ search: 'mara', limit: 2 })).toEqual([4, 3]);
    expect(ids({ search: 'mara', limit: 2, after: 3 as LedgerId })).toEqual([2, 1]);
    expect(ids({ search: 'mara', order: 'oldest', after: 2 as LedgerId })).toEqual([3, 4]);
    expect(ids({ postId: post, order: 'oldest', limit: 2 })).toEqual([2, 3]);
    expect(ids({ order: 'oldest' })).toEqual([1, 2, 3, 4, 5]);
  });

  test('in groups finds every row once', () => {
    const { store } = openTestStore();
    writeEveryAction(store);
    const found = ledgerGroups.flatMap((group) => store.read.searchLedger({ ...whole, ...queryOf({ group }) }));
    expect(found.map(({ action }) => action).toSorted()).toEqual(ledgerActions.toSorted());
    for (const { action } of found) expect(ledgerGroups).toContain(ledgerGroupOf[action]);
  });
});

test('rows of an earlier version are found too, and their chain is as it was', () => {
  const place = storePlace();
  const before = openTestStore({ migrations: migrations.slice(0, 2) }, place);
  before.store.write((write) =>
    write.appendLedger({ at: 1, action: 'account_linked', facts: { account: 'ann', network: 'bluesky' } }),
  );
  before.close();
  const { store } = openTestStore({}, place);
  expect(store.read.searchLedger({ ...whole, search: 'ann' })).toHaveLength(1);
  expect(store.read.checkLedger(null, 10).broken).toBeNull();
  expect(new Database(place.file, { readonly: true }).pragma('user_version', { simple: true })).toBe(migrations.length);
});
