import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saidIn } from '../../main/networks/http/budget-headers.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const inAMinute = now + 60_000;
const said = (headers: Record<string, string>, status = 200) => saidIn(status, new Headers(headers), now);

describe('what servers say of their budgets', () => {
  it.each([
    [
      'Mastodon, an ISO time',
      { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '299', 'x-ratelimit-reset': '2026-11-22T10:01:00.000Z' },
      { most: 300, remaining: 299, resetsAt: inAMinute, isShared: false },
    ],
    [
      'Bluesky, epoch seconds',
      {
        'ratelimit-limit': '3000',
        'ratelimit-remaining': '7',
        'ratelimit-reset': String(inAMinute / 1000),
        'ratelimit-policy': '3000;w=300',
      },
      { most: 3000, remaining: 7, resetsAt: inAMinute, isShared: false },
    ],
    [
      'X, epoch seconds under other names',
      {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(inAMinute / 1000),
      },
      { most: 100, remaining: 0, resetsAt: inAMinute, isShared: false },
    ],
    [
      'Meta, percents of the app',
      { 'x-app-usage': '{"call_count":28,"total_time":75,"total_cputime":25}' },
      { most: 100, remaining: 25, resetsAt: now + 600_000, isShared: true },
    ],
    [
      'Meta, percents of a business, and minutes until it goes on',
      {
        'x-business-use-case-usage':
          '{"17":[{"type":"instagram","call_count":100,"total_cputime":5,"total_time":5,"estimated_time_to_regain_access":30}]}',
      },
      { most: 100, remaining: 0, resetsAt: now + 30 * 60_000, isShared: true },
    ],
  ])('%s', (_, headers, expected) => {
    expect(said(headers as unknown as Record<string, string>)).toEqual(expected);
  });

  it('takes a 429 for used up, whatever else the answer says', () => {
    const headers = { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '2026-11-22T10:01:00Z' };
    expect(said(headers, 429)).toMatchObject({ remaining: 0, resetsAt: inAMinute });
  });

  it('waits for no reset longer than a day: a server whose clock is wrong says the next one anew', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2126-11-22T10:01:00Z' };
    expect(said(headers)?.resetsAt).toBe(now + 24 * 60 * 60_000);
  });

  it('keeps no number that is too large to be exact', () => {
    const headers = { 'x-ratelimit-remaining': '9007199254740992', 'x-ratelimit-limit': '1e300', 'retry-after': '1' };
    expect(said(headers)).toMatchObject({ remaining: Number.MAX_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER });
  });

  it('makes a whole number of a moment that can be kept, or nothing, of whatever a server writes', () => {
    const names = [
      'x-ratelimit-remaining',
      'ratelimit-reset',
      'retry-after',
      'x-app-usage',
      'x-business-use-case-usage',
    ];
    const header = fc.oneof(fc.integer().map(String), fc.double().map(String), fc.json(), fc.constant(''));
    const headers = fc.dictionary(fc.constantFrom(...names), header, { maxKeys: names.length });
    fc.assert(
      fc.property(headers, fc.constantFrom(200, 429, 500), (given, status) => {
        const usable = Object.fromEntries(Object.entries(given).filter(([, value]) => /^[\x20-\x7e]*$/.test(value)));
        const limit = said(usable, status);
        if (limit === null) return;
        expect(Number.isSafeInteger(limit.remaining) && limit.remaining >= 0).toBe(true);
        expect(Number.isSafeInteger(limit.resetsAt) && limit.resetsAt > now).toBe(true);
      }),
    );
  });
});
