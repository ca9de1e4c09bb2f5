import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LedgerId, PostId } from '../../contract/model.ts';
import type { Json } from '../../contract/json.ts';
import { hashBeforeFirst, linkHash } from '../../main/store/chain.ts';
import { fromCursor, toCursor } from '../../main/store/cursor.ts';
import { StoreFailure, type StoreFailureKind, toStoreFailure } from '../../main/store/failure.ts';
import { canonicalJson } from '../../contract/json.ts';
import { matchExpression } from '../../main/store/search.ts';

describe('a cursor of the queue', () => {
  test('leads back to the position it was made of', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeNat(), (postedAt, id) => {
        const position = { postedAt, postId: id as PostId };
        expect(fromCursor(toCursor(position))).toEqual(position);
      }),
    );
  });

  test.each(['', 'nonsense', '!!', 'NULL', toCursor({ postedAt: 1, postId: 2 as PostId }) + '=', encoded('1/x')])(
    'that nobody made is refused: %j',
    (cursor) => {
      expect(() => fromCursor(cursor)).toThrow(new RangeError('invalid cursor'));
    },
  );

  test.each(['NaN/NaN', '01/2', '1/-2', '1e3/2', '9999999999999999/1', '1/2/3', ' 1/2'])(
    'that is well encoded but no position is refused: %j',
    (text) => {
      expect(() => fromCursor(encoded(text))).toThrow(RangeError);
    },
  );

  function encoded(text: string): string {
    return Buffer.from(text).toString('base64url');
  }
});

describe('what is searched for', () => {
  test('is every word, each as the beginning of a word', () => {
    expect(matchExpression('  sunset   pier ')).toBe('"sunset"* "pier"*');
  });

  test('has no syntax: quotes, operators and columns are words or nothing', () => {
    expect(matchExpression('text:"sun" NOT (pier) OR NEAR* ^x -y \u0000')).toBe(
      '"text"* "sun"* "NOT"* "pier"* "OR"* "NEAR"* "x"* "y"*',
    );
  });

  test('keeps letters of every script, with their marks', () => {
    expect(matchExpression('Z\u0301ebra 港 नमस्ते')).toBe('"Z\u0301ebra"* "港"* "नमस्ते"*');
  });

  test.each(['', '   ', '"', '***', '🌅', '\u200f\u202e'])(
    'is nothing when there is no letter or digit: %j',
    (search) => {
      expect(matchExpression(search)).toBeNull();
    },
  );

  test('stays bounded when somebody pastes a book', () => {
    expect(matchExpression('word '.repeat(20_000))?.split(' ')).toHaveLength(16);
  });
});

describe('canonical JSON', () => {
  test('is one text for one value, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned as Json)).toBe(canonicalJson(value as Json));
        expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('orders keys as RFC 8785 does, numbers in them included', () => {
    expect(canonicalJson({ b: 1, 10: 'ten', 9: 'nine', a: [{ d: null, c: true }] })).toBe(
      '{"10":"ten","9":"nine","a":[{"c":true,"d":null}],"b":1}',
    );
  });
});

test('a link of the ledger is hashed so that anyone can check it with SHA-256 and canonical JSON', () => {
  const facts = { zebra: 1, account: 'ann "the" <b>' };
  const link = { id: 1 as LedgerId, at: 12, action: 'paused', previousHash: hashBeforeFirst };
  const text = canonicalJson([1, 12, 'paused', facts, '0'.repeat(64)]);
  const expected = createHash('sha256').update(text).digest('hex');
  expect(linkHash({ ...link, facts: canonicalJson(facts) })).toBe(expected);
});

describe('a failure of the file', () => {
  test.each<[code: string, kind: StoreFailureKind]>([
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_READONLY_DBMOVED', 'read_only'],
    ['SQLITE_CANTOPEN', 'read_only'],
    ['SQLITE_FULL', 'disk_full'],
    ['SQLITE_IOERR_WRITE', 'disk_full'],
    ['SQLITE_IOERR_SHMSIZE', 'disk_full'],
    ['SQLITE_IOERR_READ', 'corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['EROFS', 'read_only'],
    ['ENOSPC', 'disk_full'],
  ])('with code %s is %s', (code, kind) => {
    const failure = toStoreFailure(Object.assign(new Error('said so'), { code }), 'a.sqlite', 'b.sqlite');
    expect(failure).toBeInstanceOf(StoreFailure);
    expect(failure).toMatchObject({ kind, file: 'a.sqlite', backup: 'b.sqlite', detail: `${code}: said so` });
  });

  test('is told apart from a bug, which stays what it was', () => {
    const broken = Object.assign(new Error('UNIQUE constraint failed'), { code: 'SQLITE_CONSTRAINT_UNIQUE' });
    const bug = new TypeError('undefined is not a function');
    expect(toStoreFailure(broken, 'a.sqlite')).toBe(broken);
    expect(toStoreFailure(bug, 'a.sqlite')).toBe(bug);
  });
});
