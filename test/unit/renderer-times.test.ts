/** Times on cards and in the week: words, places, snapping and what puts an old time back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountSchedule, defaultAccountRules } from '../../contract/rules.ts';
import type { CrosspostId } from '../../contract/model.ts';
import { firstPick, mistakeIn } from '../../renderer/approval/times/pick.ts';
import { goingOf, heldBy, saidTime, timeBefore } from '../../renderer/approval/times/said.ts';
import { fullTime, longTime, shortTime } from '../../renderer/approval/times/time-words.ts';
import { canPutBack } from '../../renderer/approval/times/use-times.ts';
import { differsFromMachine, minuteIn } from '../../renderer/approval/times/zone.ts';
import { quietShades } from '../../renderer/approval/week/quiet-shade.ts';
import {
  endOf,
  lanesOf,
  momentAt,
  placeAt,
  placeIn,
  startOf,
  stepped,
  weekAround,
} from '../../renderer/approval/week/week.ts';

process.env['TZ'] = 'Europe/Berlin';
const at = (iso: string): number => new Date(iso).getTime();
const minute = 60_000;
const now = at('2026-11-26T12:00');
const id = 1 as CrosspostId;

describe('words', () => {
  test.each([
    ['2026-11-26T18:30', '18:30', 'today, 18:30'],
    ['2026-11-27T08:00', 'tomorrow, 08:00', 'tomorrow, 08:00'],
    ['2026-11-28T10:00', 'Sat 10:00', 'Saturday, 10:00'],
    ['2026-12-02T10:00', 'Wed 10:00', 'Wednesday, 10:00'],
    ['2026-12-03T10:00', 'Thu 3 Dec, 10:00', 'Thu 3 December, 10:00'],
    ['2026-11-25T10:00', 'yesterday, 10:00', 'yesterday, 10:00'],
  ])('%s is %s', (iso, short, long) => {
    expect(shortTime(at(iso), now, 'en-GB')).toBe(short);
    expect(longTime(at(iso), now, 'en-GB')).toBe(long);
  });

  test('German has its own', () => {
    expect(longTime(at('2026-11-28T10:00'), now, 'de')).toBe('Samstag, 10:00');
    expect(fullTime(at('2026-11-28T10:00'), 'de')).toBe('Samstag, 28. November, 10:00');
  });
});

describe('what a card says', () => {
  const known = { timing: 'at_once', nextSlot: null, now } as const;
  test.each([
    [{ scheduledAt: null, scheduledBy: null }, known, { is: 'now' }],
    [
      { scheduledAt: null, scheduledBy: null },
      { ...known, timing: 'next_slot' as const },
      { is: 'slot', at: null },
    ],
    [{ scheduledAt: now + 5, scheduledBy: 'rules' as const }, known, { is: 'slot', at: now + 5 }],
    [{ scheduledAt: now + 5, scheduledBy: 'person' as const }, known, { is: 'at', at: now + 5 }],
    [{ scheduledAt: now - 5, scheduledBy: 'person' as const }, known, { is: 'now' }],
  ])('%o', (time, given, said) => expect(saidTime(time, given)).toEqual(said));

  test('seconds are counted only while the yes can be undone', () => {
    expect(goingOf({ undoUntil: now + 8_000, dueAt: now + 8_000 }, now)).toEqual({ when: 'in', seconds: 8 });
    expect(goingOf({ undoUntil: now + 8_000, dueAt: now + 90 * minute }, now).when).toBe('at');
    expect(goingOf({ undoUntil: now - 1, dueAt: now - 1 }, now)).toEqual({ when: 'soon' });
    expect(goingOf({ undoUntil: null, dueAt: null }, now)).toEqual({ when: 'soon' });
  });

  test('what holds it is the rule that gave the moment', () => {
    const { schedule } = defaultAccountRules;
    const rules: AccountSchedule = {
      ...schedule,
      quiet: { from: 22 * 60, to: 8 * 60 },
      dailyCap: 3,
      spacingMinutes: 90,
    };
    const approved = { problem: null, scheduledAt: null, approvedBy: 'person' } as const;
    const held = (dueAt: number): unknown => heldBy({ ...approved, dueAt }, rules, now);
    expect(held(at('2026-11-27T08:00'))).toBe('quiet_hours');
    expect(held(at('2026-11-27T00:00'))).toBe('daily_cap');
    expect(held(at('2026-11-26T13:17'))).toBe('spacing');
    expect(held(now + 10_000)).toBeNull();
    expect(heldBy({ ...approved, scheduledAt: now, dueAt: at('2026-11-27T08:00') }, rules, now)).toBeNull();
    expect(heldBy({ ...approved, problem: { code: 'budget_reached' }, dueAt: null }, schedule, now)).toBe(
      'budget_reached',
    );
    expect(heldBy({ ...approved, problem: { code: 'rate_limited' }, dueAt: null }, rules, now)).toBeNull();
  });
});

describe('the way back', () => {
  test('of what was approved is the very moment: never “as soon as it may”, never an earlier slot', () => {
    const dueAt = now + 15 * minute;
    const delayed = { id, state: 'approved', scheduledAt: null, scheduledBy: null, dueAt } as const;
    expect(timeBefore(delayed)).toBe(dueAt);
    expect(timeBefore({ ...delayed, scheduledAt: dueAt, scheduledBy: 'rules' })).toBe(dueAt);
  });

  test('of what waits is what it had', () => {
    const waiting = { id, state: 'waiting', scheduledAt: null, scheduledBy: null, dueAt: null } as const;
    expect(timeBefore(waiting)).toBeNull();
    expect(timeBefore({ ...waiting, scheduledAt: now, scheduledBy: 'rules' })).toBe('next_slot');
    expect(timeBefore({ ...waiting, scheduledAt: now, scheduledBy: 'person' })).toBe(now);
  });

  test('is not offered once the old moment has passed', () => {
    const change = { id, to: now + 90 * minute, back: now + minute / 2, changedAt: now };
    expect(canPutBack(change, now + 1)).toBe(true);
    expect(canPutBack(change, now + minute / 2)).toBe(false);
    expect(canPutBack({ ...change, back: null }, now + minute)).toBe(false);
  });
});

test('a picked time is whole, to come, and not a slip of the year', () => {
  expect(mistakeIn(null, now)).toBe('unread');
  expect(mistakeIn(now, now)).toBe('past');
  expect(mistakeIn(at('2226-01-01T10:00'), now)).toBe('far');
  expect(mistakeIn(now + 1, now)).toBeNull();
  expect(firstPick(null, now)).toBe(at('2026-11-26T13:00'));
  expect(firstPick(null, at('2026-11-26T12:40'))).toBe(at('2026-11-26T14:00'));
  expect(firstPick(now + 5, now)).toBe(now + 5);
});

test('the clock of another zone', () => {
  expect(minuteIn('America/New_York', now)).toBe(6 * 60);
  expect(minuteIn('Nowhere/Land', now)).toBe(12 * 60);
  expect(differsFromMachine('Europe/Vienna', now)).toBe(false);
  expect(differsFromMachine('America/New_York', now)).toBe(true);
});

describe('a week', () => {
  const week = weekAround(now, 1);

  test('begins where calendars of the locale begin it', () => {
    expect(startOf(week)).toBe(at('2026-11-23T00:00'));
    expect(startOf(weekAround(now, 7))).toBe(at('2026-11-22T00:00'));
    expect(placeIn(week, endOf(week))).toBeNull();
    expect(placeIn(week, startOf(week) - 1)).toBeNull();
  });

  test('has a shorter and a longer day where the clocks change', () => {
    const spring = weekAround(at('2026-03-29T12:00'), 1);
    const autumn = weekAround(at('2026-10-25T12:00'), 1);
    expect(endOf(spring) - startOf(spring)).toBe((7 * 24 - 1) * 60 * minute);
    expect(endOf(autumn) - startOf(autumn)).toBe((7 * 24 + 1) * 60 * minute);
    expect(momentAt(spring, { day: 6, minute: 18 * 60 })).toBe(at('2026-03-29T18:00'));
    // Half past two is leapt over.
    expect(placeIn(spring, momentAt(spring, { day: 6, minute: 150 }))).toEqual({ day: 6, minute: 210 });
  });

  test('a day later the wall shows the same, a quarter of an hour later is as long', () => {
    const before = at('2026-03-28T10:00');
    expect(stepped(before, { days: 1, minutes: 0 })).toBe(at('2026-03-29T10:00'));
    expect(stepped(at('2026-03-29T01:50'), { days: 0, minutes: 15 })).toBe(at('2026-03-29T03:05'));
  });

  test('each place of a week is the place of its moment, but for what is leapt over', () => {
    const places = fc.record({ day: fc.nat(6), minute: fc.nat(1439) });
    const weeks = fc.date({ min: new Date(at('2020-01-01')), max: new Date(at('2040-01-01')), noInvalidDate: true });
    fc.assert(
      fc.property(places, weeks, (place, date) => {
        const any = weekAround(date.getTime(), 1);
        const back = placeIn(any, momentAt(any, place));
        const isLeapt = back?.minute === place.minute + 60 && place.minute >= 120 && place.minute < 180;
        return back?.day === place.day && (back.minute === place.minute || isLeapt);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a drag comes to rest at five minutes, within the week', () => {
    expect(placeAt(0.5, 10.03 / 24)).toEqual({ day: 3, minute: 600 });
    expect(placeAt(0.99, 10.05 / 24)).toEqual({ day: 6, minute: 605 });
    expect(placeAt(-1, -1)).toEqual({ day: 0, minute: 0 });
    expect(placeAt(2, 2)).toEqual({ day: 6, minute: 23 * 60 + 55 });
  });

  test('what would cover itself stands side by side', () => {
    expect(lanesOf([0, 600, 610, 650, 700], 45)).toEqual([
      { lane: 0, of: 1 },
      { lane: 0, of: 2 },
      { lane: 1, of: 2 },
      { lane: 0, of: 2 },
      { lane: 0, of: 1 },
    ]);
  });

  test('quiet hours of another clock are shaded by this one, over midnight and at the edges', () => {
    const night = { from: 22 * 60, to: 7 * 60 };
    const own = quietShades(week, { quiet: night, timeZone: null });
    expect(own).toContainEqual({ day: 0, from: 0, to: 420 });
    expect(own).toContainEqual({ day: 6, from: 1320, to: 1440 });
    expect(own).toHaveLength(14);
    const far = quietShades(week, { quiet: night, timeZone: 'America/New_York' });
    expect(far).toContainEqual({ day: 0, from: 240, to: 780 });
    expect(far).toHaveLength(7);
    expect(quietShades(week, { quiet: null, timeZone: null })).toEqual([]);
  });
});
