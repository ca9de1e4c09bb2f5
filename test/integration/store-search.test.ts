import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addQueued, openSmallWorld, walk } from '../helpers/store-queue.ts';
import type { TestStore } from '../helpers/store.ts';

describe('searching', () => {
  function openSearchable(): TestStore {
    const opened = openSmallWorld();
    const texts = ['Café on the pier', 'Sunset, sunrise', 'ÜBER the harbour 港の夜', 'NOT a "quoted" text:thing'];
    for (const [number, text] of texts.entries()) addQueued(opened.store, opened.world, number, ['waiting'], text);
    return opened;
  }
  const found = ({ store }: TestStore, search: string) =>
    walk(store, 'waiting', 2, search).map(({ post }) => post.text.split(' ')[0]);

  test.each([
    ['cafe', ['Café']],
    ['CAFÉ PIER', ['Café']],
    ['sun', ['Sunset,']],
    ['sunset nowhere', []],
    ['uber', ['ÜBER']],
    ['港', ['ÜBER']],
    ['the', ['ÜBER', 'Café']],
    ['"quoted"', ['NOT']],
    ['not', ['NOT']],
    ['ann.pics sunrise', ['Sunset,']],
    ['   ', ['NOT', 'ÜBER', 'Sunset,', 'Café']],
  ])('%j finds by the beginnings of words, without accents, in text and handle', (search, expected) => {
    expect(found(openSearchable(), search)).toEqual(expected);
  });

  test('follows a text that changes and a post that goes', () => {
    const opened = openSearchable();
    opened.connection.exec("UPDATE post SET text = 'Moonlight' WHERE id = 1");
    expect([found(opened, 'cafe'), found(opened, 'moon')]).toEqual([[], ['Moonlight']]);
    opened.connection.exec('DELETE FROM crosspost WHERE post_id = 1; DELETE FROM post WHERE id = 1');
    const left = opened.connection.prepare(`SELECT count(*) FROM post_search WHERE post_search MATCH 'moon*'`);
    expect(left.pluck().get()).toBe(0);
  });

  test('takes anything that can be typed or pasted', () => {
    const opened = openSearchable();
    const hostile = [
      '"',
      "'; DROP TABLE post; --",
      'a AND',
      'NEAR(a b, 2)',
      'text : x',
      '-x',
      '^a',
      'a*',
      '(',
      '{a b}:',
      '\u0000a',
      '\ud800',
      '%_\\',
      'x'.repeat(100_000),
    ];
    for (const search of hostile) expect(() => found(opened, search)).not.toThrow();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (search) => void found(opened, search)),
      { numRuns: 100 },
    );
    expect(found(opened, '')).toHaveLength(4);
  });
});
