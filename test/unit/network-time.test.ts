import { expect, test } from 'vitest';
import { hearTime } from '../../main/networks/http/network-time.ts';
import { testClock } from '../helpers/edges.ts';

const hourMs = 3_600_000;

test('nobody knows before a server has said what time it is', () => {
  expect(hearTime(testClock(0)).aheadMs(0)).toBeNull();
});

test('a clock that is set is off by so much, whatever was heard before it was', () => {
  const clock = testClock(1_000_000);
  const heard = hearTime(clock);
  heard.hear('mastodon.example', 1_000_000);
  expect(heard.aheadMs(0)).toBe(0);
  clock.advance(5 * hourMs);
  expect(heard.aheadMs(0)).toBe(0);
  clock.leap(26 * hourMs);
  expect(heard.aheadMs(0)).toBe(26 * hourMs);
  clock.leap(-56 * hourMs);
  expect(heard.aheadMs(0)).toBe(-30 * hourMs);
});

test('one server that is wrong proves nothing beside one that agrees', () => {
  const clock = testClock(1_000_000);
  const heard = hearTime(clock);
  heard.hear('wrong.example', clock.now() - 400 * hourMs);
  expect(heard.aheadMs(0)).toBe(400 * hourMs);
  heard.hear('right.example', clock.now() + 1_000);
  expect(heard.aheadMs(0)).toBe(-1_000);
});

test('what was said before a sleep, in which the uptime stands still, does not count after it', () => {
  const clock = testClock(1_000_000);
  const heard = hearTime(clock);
  heard.hear('mastodon.example', clock.now());
  clock.advance(1);
  clock.leap(50 * hourMs);
  expect(heard.aheadMs(clock.uptime())).toBeNull();
  heard.hear('mastodon.example', clock.now());
  expect(heard.aheadMs(clock.uptime())).toBe(0);
});
