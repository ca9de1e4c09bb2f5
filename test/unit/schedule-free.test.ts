/** What the rules of an account leave free: never inside quiet hours, too close or above the cap, in any zone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Slot, weekdays } from '../../contract/rules.ts';
import { calendarOf, type Calendar, zoneOf } from '../../main/core/schedule/calendar.ts';
import {
  earliestAllowed,
  freeSlots,
  lookAheadMs,
  nextFreeSlot,
  slotsFrom,
  type Timetable,
} from '../../main/core/schedule/free.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Each with a moment close to a change of its clocks, where it has any. */
const zones = {
  'Europe/Berlin': ['2026-03-29', '2026-10-25'],
  'Europe/London': ['2026-03-29', '2026-10-25'],
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'America/Los_Angeles': ['2026-03-08', '2026-11-01'],
  'America/St_Johns': ['2026-03-08', '2026-11-01'],
  // Its clocks left out midnight.
  'America/Sao_Paulo': ['2018-11-04', '2019-02-17'],
  // Half an hour.
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Pacific/Auckland': ['2026-04-05', '2026-09-27'],
  // It left out a whole day.
  'Pacific/Apia': ['2011-12-30', '2021-04-04'],
  'Asia/Kathmandu': ['2026-06-01', '2026-12-31'],
  'Africa/Casablanca': ['2026-02-15', '2026-03-22'],
  UTC: ['2026-02-28', '2026-12-31'],
} as const;
type Zone = keyof typeof zones;
const calendars = new Map<Zone, Calendar>();
const calendarIn = (zone: Zone): Calendar => {
  const calendar = calendars.get(zone) ?? calendarOf(zone);
  calendars.set(zone, calendar);
  return calendar;
};

/** What the wall shows, as the system says it: told by nothing that is under test. */
const walls = new Map<Zone, Intl.DateTimeFormat>();
interface Wall {
  readonly day: string;
  readonly minute: number;
}
function wallAt(zone: Zone, at: number): Wall {
  const format =
    walls.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  walls.set(zone, format);
  const [day = '', time = ''] = format.format(at).split(', ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { day, minute: hour * 60 + minute };
}

const asMinutes = ({ day, minute }: Wall): number => Date.parse(day) / minuteMs + minute;

const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
const slot: fc.Arbitrary<Slot> = fc.record({ days: fc.subarray([...weekdays], { minLength: 1 }), minute });
interface Case {
  readonly zone: Zone;
  readonly from: number;
  readonly timetable: Timetable;
}
const cases: fc.Arbitrary<Case> = fc
  .record({
    zone: fc.constantFrom(...(Object.keys(zones) as Zone[])),
    change: fc.nat(1),
    before: fc.integer({ min: -36 * 60, max: 60 * 60 }),
    slots: fc.array(slot, { minLength: 1, maxLength: 4 }),
    quiet: fc.option(fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to)),
    spacingMs: fc.constantFrom(0, 1, 30, 60, 300, 1_500).map((minutes) => minutes * minuteMs),
    dailyCap: fc.option(fc.integer({ min: 1, max: 3 })),
    taken: fc.array(fc.integer({ min: -2_000, max: 6_000 }), { maxLength: 12 }),
  })
  .map(({ zone, change, before, taken, ...rules }) => {
    const from = Date.parse(zones[zone][change] ?? '') - before * minuteMs;
    const times = taken.map((minutes) => from + minutes * minuteMs).toSorted((left, right) => left - right);
    return { zone, from, timetable: { ...rules, calendar: calendarIn(zone), taken: times } };
  });

function isAllowed({ zone, timetable, from }: Case, at: number): boolean {
  const { quiet, spacingMs, dailyCap, taken } = timetable;
  const wall = wallAt(zone, at);
  const isQuiet = ({ from: begin, to: end }: NonNullable<Timetable['quiet']>): boolean =>
    begin < end ? wall.minute >= begin && wall.minute < end : wall.minute >= begin || wall.minute < end;
  const sameDay = taken.filter((other) => Math.abs(other - at) < 2 * dayMs && wallAt(zone, other).day === wall.day);
  return (
    at >= from &&
    !(quiet !== null && isQuiet(quiet)) &&
    taken.every((other) => Math.abs(other - at) >= spacingMs) &&
    sameDay.length < (dailyCap ?? Number.POSITIVE_INFINITY)
  );
}

describe('in every zone, across changes of the clocks', { timeout: 60_000 }, () => {
  test('a time that the rules give breaks none of them', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const at = earliestAllowed(given.timetable, given.from);
        return at === null || isAllowed(given, at);
      }),
      { numRuns: 10_000 },
    );
  });

  test('a free slot breaks no rule, is a slot, and is taken by nothing', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { timetable, from, zone } = given;
        const at = nextFreeSlot(timetable, from);
        if (at === null) return true;
        const minutes = timetable.slots.map((wanted) => wanted.minute);
        const [before, wall] = [wallAt(zone, at - minuteMs), wallAt(zone, at)];
        const isAfterALeap = asMinutes(wall) - asMinutes(before) > 1;
        const isSlot = minutes.includes(wall.minute) || isAfterALeap;
        return isSlot && !timetable.taken.includes(at) && isAllowed(given, at);
      }),
      { numRuns: 10_000 },
    );
  });

  test('who asks later is never given an earlier time, and asking again at the answer changes nothing', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 2_000 }), ({ timetable, from }, later) => {
        return [earliestAllowed, nextFreeSlot].every((find) => {
          const at = find(timetable, from);
          if (at === null) return true;
          const next = find(timetable, from + later * minuteMs);
          return find(timetable, at) === at && (next ?? Number.POSITIVE_INFINITY) >= at;
        });
      }),
      { numRuns: 10_000 },
    );
  });
});

const plain = (zone: Zone, rules: Partial<Timetable> = {}): Timetable => ({
  calendar: calendarIn(zone),
  slots: [],
  quiet: null,
  spacingMs: 0,
  dailyCap: null,
  taken: [],
  ...rules,
});
const everyDay = (...minutes: readonly number[]): readonly Slot[] =>
  minutes.map((at) => ({ days: weekdays, minute: at }));
const first = (timetable: Timetable, from: string, count: number): readonly string[] =>
  [...slotsFrom(timetable, Date.parse(from)).take(count)].map((at) => new Date(at).toISOString());

describe('slots where the clocks change', () => {
  test('a slot that is leapt over happens right after the leap, once with the slot that is there', () => {
    const slots = everyDay(2 * 60 + 15, 2 * 60 + 45, 3 * 60);
    expect(first(plain('Europe/Berlin', { slots }), '2026-03-29T00:00:00+01:00', 2)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:15:00.000Z',
    ]);
  });

  test('a slot in the hour that happens twice happens the first time', () => {
    const slots = everyDay(2 * 60 + 30);
    expect(first(plain('Europe/Berlin', { slots }), '2026-10-25T00:00:00+02:00', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('half an hour on Lord Howe, no midnight in São Paulo, no such day on Samoa', () => {
    expect(first(plain('Australia/Lord_Howe', { slots: everyDay(135) }), '2026-10-03T20:00:00+10:30', 1)).toEqual([
      '2026-10-03T15:30:00.000Z',
    ]);
    expect(first(plain('America/Sao_Paulo', { slots: everyDay(0) }), '2018-11-03T12:00:00-03:00', 1)).toEqual([
      '2018-11-04T03:00:00.000Z',
    ]);
    expect(first(plain('Pacific/Apia', { slots: everyDay(12 * 60) }), '2011-12-29T13:00:00-10:00', 2)).toEqual([
      '2011-12-30T10:00:00.000Z',
      '2011-12-30T22:00:00.000Z',
    ]);
  });

  test('quiet hours over midnight end by the wall, however long the night was', () => {
    const night = plain('Europe/Berlin', { quiet: { from: 22 * 60, to: 7 * 60 } });
    const allowed = (at: string): string => new Date(earliestAllowed(night, Date.parse(at)) ?? 0).toISOString();
    expect(allowed('2026-03-28T22:30:00+01:00')).toBe('2026-03-29T05:00:00.000Z');
    expect(allowed('2026-10-24T23:00:00+02:00')).toBe('2026-10-25T06:00:00.000Z');
    expect(allowed('2026-10-25T07:00:00+01:00')).toBe('2026-10-25T06:00:00.000Z');
  });
});

describe('rules that leave no room', () => {
  test('a slot inside quiet hours is never free, and that is found out', () => {
    const never = plain('Europe/Berlin', { slots: everyDay(23 * 60), quiet: { from: 22 * 60, to: 7 * 60 } });
    expect(nextFreeSlot(never, Date.parse('2026-06-01'))).toBeNull();
    expect([...freeSlots(plain('UTC'), 0)]).toEqual([]);
  });

  test('one that is full for longer than is looked ahead ends the search', () => {
    const from = Date.parse('2026-06-01');
    const taken = Array.from({ length: 400 }, (_, day) => from + day * dayMs + hourMs);
    expect(earliestAllowed(plain('UTC', { dailyCap: 1, taken }), from)).toBeNull();
    expect(nextFreeSlot(plain('UTC', { dailyCap: 1, taken, slots: everyDay(600) }), from)).toBeNull();
    const room = taken.filter((at) => at < from + lookAheadMs - 2 * dayMs);
    expect(earliestAllowed(plain('UTC', { dailyCap: 1, taken: room }), from)).toBe(from + lookAheadMs - 2 * dayMs);
  });

  test('a slot holds one crosspost without any spacing', () => {
    const from = Date.parse('2026-06-01');
    const timetable = plain('UTC', { slots: everyDay(600), taken: [from + 10 * hourMs] });
    expect(nextFreeSlot(timetable, from)).toBe(from + 34 * hourMs);
  });
});

test('a zone that this machine does not know counts as not given', () => {
  expect(zoneOf('Europe/Berlin', 'Asia/Kathmandu')).toBe('Europe/Berlin');
  expect(zoneOf(null, 'Asia/Kathmandu')).toBe('Asia/Kathmandu');
  expect(zoneOf('Mars/Olympus', 'Asia/Kathmandu')).toBe('Asia/Kathmandu');
  expect(zoneOf(null, 'Etc/Unknown')).toBe('UTC');
});
