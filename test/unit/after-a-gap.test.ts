/** What is decided after a time in which nothing could be sent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountId } from '../../contract/model.ts';
import { catchUps } from '../../contract/rules.ts';
import { catchUp, catchUpGraceMs, spacingOf } from '../../main/core/crosspost/catch-up.ts';
import { clockStep } from '../../main/core/schedule/clock-watch.ts';
import { freeTime } from '../../main/core/schedule/free-time.ts';
import { absenceOf, gapBegins, gapEnds, isChecked } from '../../main/core/schedule/gap.ts';
import { anAccount } from '../helpers/records.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('the policy', () => {
  const missed = {
    dueAt: 0,
    now: 8 * hour,
    unreachableSince: 0,
    hasBegun: false,
    putOff: 0,
    clockIsDoubtful: false,
  };

  test.each(catchUps)('%s is what the route says of what went by', (policy) => {
    expect(catchUp(policy, missed)).toBe(policy);
  });

  test.each([
    ['a publish that has begun', { hasBegun: true }],
    ['what the network put off', { putOff: 1 }],
    ['what is a little late', { dueAt: 8 * hour - catchUpGraceMs }],
    ['what was late before, when the gap was short', { unreachableSince: 8 * hour - minute }],
    ['what is still to come', { dueAt: 9 * hour }],
  ])('does not touch %s', (_, change) => {
    for (const policy of catchUps) expect(catchUp(policy, { ...missed, ...change })).toBe('goes_on');
  });

  test('a clock that cannot be believed neither skips nor sends: whatever the policy, the person is asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...catchUps),
        fc.nat(86_400_000),
        fc.nat(86_400_000),
        fc.nat(86_400_000),
        (policy, dueAt, now, unreachableSince) => {
          const verdict = catchUp(policy, { ...missed, dueAt, now, unreachableSince, clockIsDoubtful: true });
          expect(['ask', 'goes_on']).toContain(verdict);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

test('late copies keep their distance from all that goes to the account, and always in the same way', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 20 * hour }), { maxLength: 60 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 40 }), fc.constantFrom(...catchUps), (taken, count, policy) => {
      const lay = (): readonly number[] => {
        const all = [...taken];
        const between = (after: number, before: number): number | null =>
          all.filter((time) => time > after && time < before).toSorted((left, right) => right - left)[0] ?? null;
        const placed: number[] = [];
        for (let index = 0; index < count; index += 1) {
          const time = freeTime(between, { from: 0, until: 23 * hour, spacingMs: spacingOf(policy) });
          if (time === null) break;
          all.push(time);
          placed.push(time);
        }
        return placed;
      };
      const placed = lay();
      expect(lay()).toEqual(placed);
      for (const [index, time] of placed.entries()) {
        const others = [...taken, ...placed.filter((_, other) => other !== index)];
        expect(others.every((other) => Math.abs(other - time) >= spacingOf(policy))).toBe(true);
        expect(time).toBeLessThanOrEqual(23 * hour);
      }
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['steady', minute, minute],
  ['steady', minute + 5_000, minute],
  ['jumped_ahead', 8 * hour, minute],
  ['stood_still', 8 * hour, 8 * hour],
  ['went_back', -hour, minute],
] as const)('time is seen to have been %s: %i ms of day, %i ms of uptime', (step, day, up) => {
  expect(clockStep({ now: 1_000, uptime: 7 }, { now: 1_000 + day, uptime: 7 + up })).toBe(step);
});

describe('a gap', () => {
  const [one, other] = [1 as AccountId, 2 as AccountId];
  const begin = { from: 10, uptime: 0, clockIsDoubtful: false };

  test('lasts, for an account that was not open in between, since the first of several', () => {
    const first = { ...gapEnds(gapBegins(null, begin), { now: 20, uptime: 1 }), opened: new Set([one]) };
    const second = gapBegins(first, { ...begin, from: 30 });
    expect(absenceOf(second, one).since).toBe(30);
    expect(absenceOf(second, other).since).toBe(10);
    expect(second).toMatchObject({ endedAt: null, opened: new Set() });
  });

  test('is over for an account when its network has answered since, or it was linked since', () => {
    const gap = gapEnds(gapBegins(null, begin), { now: 20, uptime: 1 });
    const checked = (change: Parameters<typeof anAccount>[0]): boolean => isChecked(anAccount(change), gap, 30);
    expect(checked({ lastCheckedAt: 19 })).toBe(false);
    expect(checked({ lastCheckedAt: 20 })).toBe(true);
    expect(checked({ lastCheckedAt: 31 })).toBe(false);
    expect(checked({ linkedAt: 25 })).toBe(true);
    expect(checked({ lastCheckedAt: 25, state: 'link_again' })).toBe(false);
    expect(isChecked(anAccount({ lastCheckedAt: 25 }), gapBegins(gap, begin), 30)).toBe(false);
  });
});
