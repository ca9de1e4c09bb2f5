import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlidingWindow, Use } from '../../main/core/ports/budgets.ts';
import { roomAt } from '../../main/core/ports/sliding-window.ts';

const aWindow: fc.Arbitrary<SlidingWindow> = fc.record({
  most: fc.integer({ min: 1, max: 12 }),
  windowMs: fc.integer({ min: 1, max: 40 }),
});
/** Asked one after the other: so long after the one before, for so much. */
const asked = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 15 }), amount: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 20 },
);

describe('a sliding window', () => {
  it('never lets more than N through in any stretch of W, and never asks to wait longer than it must', () => {
    fc.assert(
      fc.property(aWindow, asked, (window, requests) => {
        const uses: Use[] = [];
        let now = 1_000;
        for (const { afterMs, amount: wanted } of requests) {
          now += afterMs;
          const amount = Math.min(wanted, window.most);
          const at = roomAt(uses, window, amount, now);
          if (at > now) {
            // There is room at that moment, and none a moment earlier.
            const isExact = roomAt(uses, window, amount, at) === at && roomAt(uses, window, amount, at - 1) === at;
            if (!isExact) throw new Error(`${at} is not the first moment with room`);
          }
          now = at;
          uses.push({ at, amount });
        }
        for (const { at: from } of uses) {
          const within = uses.filter(({ at }) => at >= from && at < from + window.windowMs);
          const used = within.reduce((sum, { amount }) => sum + amount, 0);
          if (used > window.most) throw new Error(`${used} within one window`);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('lets what is larger than the window go when the window is empty', () => {
    const window = { most: 3, windowMs: 100 };
    expect(roomAt([], window, 10, 500)).toBe(500);
    expect(roomAt([{ at: 450, amount: 1 }], window, 10, 500)).toBe(550);
  });

  it('takes a use from the future, which only a clock that ran ahead can have written, as made just now', () => {
    const window = { most: 1, windowMs: 100 };
    expect(roomAt([{ at: 9_000_000, amount: 1 }], window, 1, 500)).toBe(600);
  });
});
