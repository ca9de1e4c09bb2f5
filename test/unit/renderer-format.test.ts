import { expect, test } from 'vitest';
import type { PostId } from '../../contract/model.ts';
import type { QueueRow } from '../../contract/queue-views.ts';
import { withDays } from '../../renderer/approval/queue-entries.ts';
import {
  byteSize,
  clipLength,
  dayName,
  daysBack,
  priceNumber,
  relativeTime,
  timeWithDay,
} from '../../renderer/ui/format.ts';

// A place where the clocks change, or the test of that day would prove nothing.
process.env['TZ'] = 'Europe/Berlin';

const local = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime();
const now = local(18, 9, 30);

test.each([
  [now - 20_000, 'now'],
  [now - 2 * 60_000, '2 minutes ago'],
  [now - 90 * 60_000, '1 hour ago'],
  [now + 3 * 3_600_000, 'in 3 hours'],
  [now - 50 * 3_600_000, '2 days ago'],
])('a distance in time is said in its largest whole unit (%#)', (at, words) => {
  expect(relativeTime(at, now, 'en-GB')).toBe(words);
});

test('days are counted by the calendar, not by hours', () => {
  expect(daysBack(local(17, 23, 59), local(18, 0, 1))).toBe(1);
  expect(daysBack(local(18, 0, 1), local(18, 23, 59))).toBe(0);
  expect(daysBack(local(19, 1), local(18, 23))).toBe(-1);
});

test('a day is counted as one where the clocks change', () => {
  expect(daysBack(new Date(2026, 2, 28, 12).getTime(), new Date(2026, 2, 30, 12).getTime())).toBe(2);
  expect(daysBack(new Date(2026, 9, 24, 12).getTime(), new Date(2026, 9, 26, 12).getTime())).toBe(2);
});

test('near days have names and far ones a date, with the year only when it is another', () => {
  expect(dayName(local(18, 1), now, 'en-GB')).toBe('today');
  expect(dayName(local(17, 1), now, 'de-DE')).toBe('gestern');
  expect(dayName(local(10, 1), now, 'en-GB')).not.toContain('2026');
  expect(dayName(new Date(2024, 0, 5).getTime(), now, 'en-GB')).toContain('2024');
});

test('a time of another day says which', () => {
  expect(timeWithDay(local(18, 18, 30), now, 'en-GB')).toBe('18:30');
  expect(timeWithDay(local(19, 8), now, 'en-GB')).toBe('tomorrow, 08:00');
});

test('sizes are in the unit that a person compares by', () => {
  expect(byteSize(1_432_112, 'en-GB')).toBe('1.4 MB');
  expect(byteSize(832_112, 'de-DE')).toBe('832 kB');
  expect(byteSize(512, 'en-GB')).toBe('512 bytes');
  expect(byteSize(1_260_000_000, 'en-GB')).toBe('1.3 GB');
});

test('a price is written as the locale writes it, without a zero too many', () => {
  expect(priceNumber(0.205, 'de-DE')).toBe('0,205');
  expect(priceNumber(0.02, 'en-GB')).toBe('0.02');
});

test('a clip is as long as players say, a started second counted', () => {
  expect(clipLength(900)).toBe('0:01');
  expect(clipLength(42_000)).toBe('0:42');
  expect(clipLength(61_500)).toBe('1:02');
  expect(clipLength(3_723_000)).toBe('1:02:03');
});

test('the list has one heading before the first post of each day', () => {
  const row = (id: number, publishedAt: number): QueueRow => ({
    postId: id as PostId,
    title: '',
    thumb: null,
    network: 'pixelfed',
    handle: '@mara',
    publishedAt,
    marks: [],
    offer: null,
  });
  const rows = [row(1, local(18, 8)), row(2, local(18, 1)), row(3, local(17, 23)), row(4, local(10, 4))];
  const lines = withDays(rows, now).map((entry) => (entry.kind === 'day' ? 'day' : entry.row.postId));
  expect(lines).toEqual(['day', 1, 2, 'day', 3, 'day', 4]);
});

test('every line of the list has a key of its own', () => {
  const row = { title: '', thumb: null, network: 'pixelfed', handle: '@mara', marks: [], offer: null } as const;
  const rows = Array.from({ length: 50 }, (_, id) => ({ ...row, postId: id as PostId, publishedAt: now - id * 7e7 }));
  const keys = withDays(rows, now).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
