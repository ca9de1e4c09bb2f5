import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthOf } from '../../main/core/budgets/months.ts';
import { isWithin } from '../../main/core/budgets/money.ts';
import { pollingInterval, pollingPause, reserveOf } from '../../main/core/budgets/polling.ts';
import { roomFor, type RoomInput } from '../../main/core/crosspost/room.ts';
import type { SaidLimit } from '../../main/core/ports/budgets.ts';
import type { PublishStep } from '../../main/core/ports/network.ts';

const now = Date.parse('2026-11-22T10:00:00Z');
const minuteMs = 60_000;
const aLimit = (limit: Partial<SaidLimit> = {}): SaidLimit => ({
  owner: 'mastodon https://one.example 7',
  host: 'one.example',
  bucket: 'calls',
  most: 300,
  remaining: 150,
  resetsAt: now + 5 * minuteMs,
  seenAt: now,
  spentBy: 'both',
  ...limit,
});

describe('polling', () => {
  it('leaves the last quarter to publishing, and slows down before', () => {
    expect(reserveOf(aLimit())).toBe(75);
    expect(pollingPause([aLimit({ remaining: 75 })], now)).toBe(now + 5 * minuteMs);
    expect(pollingPause([aLimit({ remaining: 76 })], now)).toBeNull();
    expect(pollingInterval([aLimit({ remaining: 83 })], 1_000, now)).toBe(150_000);
    expect(pollingInterval([aLimit({ remaining: 150 })], minuteMs, now)).toBe(minuteMs);
  });

  it('minds no budget that only publishing spends, nor one that was reset', () => {
    const spent = [aLimit({ remaining: 0, spentBy: 'write' }), aLimit({ remaining: 0, resetsAt: now })];
    expect(pollingPause(spent, now)).toBeNull();
    expect(pollingInterval(spent, 1_000, now)).toBe(1_000);
  });

  it('never spends what is publishing’s, however much is left and however long it is until the reset', () => {
    fc.assert(
      fc.property(
        fc.record({ most: fc.integer({ min: 1, max: 1_000 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
        fc.integer({ min: 1, max: 3_600_000 }),
        ({ most, share }, leftMs) => {
          let limit = aLimit({ most, remaining: Math.floor(most * share), resetsAt: now + leftMs });
          const before = limit.remaining;
          for (let at = now; at < limit.resetsAt;) {
            if (pollingPause([limit], at) !== null) break;
            // A look may overshoot by what itself reads, and by no more.
            limit = { ...limit, remaining: limit.remaining - 4 };
            at += pollingInterval([limit], 1, at);
          }
          if (limit.remaining <= Math.min(before, reserveOf(limit)) - 4) throw new Error(`${limit.remaining} left`);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

const steps = (uploads: number, posts: number): readonly PublishStep[] => [
  ...Array.from({ length: uploads }, (_, index) => ({ name: `picture-${index}`, safety: 'repeat' }) as const),
  ...Array.from({ length: posts }, (_, index) => ({ name: `part-${index}`, safety: 'find' }) as const),
];
const input = (more: Partial<RoomInput>): RoomInput => ({
  steps: steps(4, 1),
  limits: [],
  said: [],
  money: null,
  now,
  ...more,
});
const hourMs = 60 * minuteMs;

describe('room for a crosspost', () => {
  it('waits until all of it fits into what the network said is left', () => {
    expect(roomFor(input({ said: [aLimit({ remaining: 5 })] }))).toEqual({ kind: 'go' });
    const until = now + 5 * minuteMs;
    expect(roomFor(input({ said: [aLimit({ remaining: 4 })] }))).toEqual({
      kind: 'wait',
      until,
      problem: { code: 'rate_limited', until },
    });
    expect(roomFor(input({ said: [aLimit({ remaining: 0, spentBy: 'read' })] }))).toEqual({ kind: 'go' });
  });

  it('waits for the day’s posts, and begins a thread that is larger than any budget when it is full', () => {
    const limit = { kind: 'post', most: 2, windowMs: 24 * hourMs } as const;
    const uses = [{ at: now - hourMs, amount: 2 }];
    expect(roomFor(input({ limits: [{ ...limit, uses }] }))).toEqual({
      kind: 'wait',
      until: now + hourMs,
      problem: { code: 'quota_day', until: now + 23 * hourMs },
    });
    expect(roomFor(input({ steps: steps(0, 5), limits: [{ ...limit, uses: [] }] }))).toEqual({ kind: 'go' });
  });

  it('waits for the ceiling of money, looked at again within the hour', () => {
    const spending = { cents: 498.5, ceiling: 500, resetsAt: now + 240 * hourMs };
    expect(roomFor(input({ money: { spending, price: 15 } }))).toEqual({ kind: 'go' });
    expect(roomFor(input({ money: { spending, price: 20 } }))).toEqual({
      kind: 'wait',
      until: now + hourMs,
      problem: { code: 'budget_reached', until: spending.resetsAt },
    });
    expect(isWithin({ ...spending, ceiling: null }, 1_000_000)).toBe(true);
    expect(isWithin({ ...spending, ceiling: 0, cents: 0 }, 1)).toBe(false);
  });

  it('takes a month of UTC', () => {
    expect(monthOf(Date.parse('2026-12-31T23:59:59.999Z'))).toEqual({
      from: Date.parse('2026-12-01T00:00:00Z'),
      to: Date.parse('2027-01-01T00:00:00Z'),
    });
  });
});
