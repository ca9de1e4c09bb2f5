import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sha256 } from '../../contract/model.ts';
import { accountInput } from '../../main/networks/bluesky/account-input.ts';
import { cidOf } from '../../main/networks/bluesky/cid.ts';
import { recordKey } from '../../main/networks/bluesky/tid.ts';

const startedAt = Date.parse('2026-11-20T18:30:00.250Z');
const moments = fc.integer({ min: 0, max: 8_000_000_000_000 });

describe('the record key of a crosspost', () => {
  it('is always a TID, and the same one for the same crosspost', () => {
    fc.assert(
      fc.property(fc.string(), moments, (key, at) => {
        expect(recordKey(key, at)).toMatch(/^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/);
        expect(recordKey(key, at)).toBe(recordKey(key, at));
      }),
    );
  });

  it('holds the time of the publish', () => {
    const digits = Array.from(recordKey('any', startedAt), (letter) =>
      '234567abcdefghijklmnopqrstuvwxyz'.indexOf(letter),
    );
    const value = digits.reduce((sum, digit) => sum * 32n + BigInt(digit), 0n);
    expect((value >> 10n) / 1000n).toBe(BigInt(startedAt));
  });

  it('sorts by time and differs between crossposts of the same moment', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), moments, (one, other, at) => {
        expect(recordKey(one, at) < recordKey(other, at + 1)).toBe(true);
      }),
    );
    const keys = Array.from({ length: 100 }, (_, index) => recordKey(`crosspost ${index}`, startedAt));
    expect(new Set(keys).size).toBe(100);
  });
});

describe('the name of a file on Bluesky', () => {
  it('is known from its hash before it is uploaded', () => {
    const sha256 = createHash('sha256').update('hello world').digest('hex') as Sha256;
    expect(cidOf(sha256)).toBe('bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e');
  });
});

describe('what a person types to sign in', () => {
  it.each([
    ['mara.bsky.social', 'mara.bsky.social'],
    ['@Mara.bsky.social ', 'mara.bsky.social'],
    ['\u200e@mara.bsky.social\u2069', 'mara.bsky.social'],
    ['at://mara.bsky.social', 'mara.bsky.social'],
    ['https://bsky.app/profile/mara.bsky.social', 'mara.bsky.social'],
    ['did:plc:ewvi7nxzyoun6zhxrhs64oiz', 'did:plc:ewvi7nxzyoun6zhxrhs64oiz'],
    ['https://pds.example/account?x=1', 'https://pds.example'],
    ['', 'https://bsky.social'],
  ])('“%s” means %s', (typed, meant) => {
    expect(accountInput(typed, 'https://bsky.social')).toBe(meant);
  });

  it.each(['mara', 'mara lindqvist', 'did:key:abc', 'javascript:alert(1)', 'mara@example.org'])(
    '“%s” is no account and no server',
    (typed) => {
      expect(() => accountInput(typed, 'https://bsky.social')).toThrow('not_a_server');
    },
  );
});
