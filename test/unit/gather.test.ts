/** Forty posts at once are told once, and what can be stopped for seconds only is told in time. */
import { expect, test } from 'vitest';
import { gathering } from '../../main/desk/gather.ts';
import { testClock } from '../helpers/edges.ts';

const patience = { quietMs: 2_000, longestMs: 30_000 };

function watched() {
  const clock = testClock();
  const told: (readonly number[])[] = [];
  return { clock, told, gather: gathering<number>(clock, patience, (items) => void told.push(items)) };
}

test('what comes in quick succession is told at once, when it has been quiet for a while', () => {
  const { clock, told, gather } = watched();
  for (let item = 0; item < 10; item += 1) {
    gather([item, 0], false);
    clock.advance(1_500);
  }
  expect(told).toEqual([]);
  clock.advance(500);
  expect(told).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]);
});

test('it is not put off for ever', () => {
  const { clock, told, gather } = watched();
  for (let item = 0; item < 25; item += 1) {
    gather([item], false);
    clock.advance(1_500);
  }
  expect(told.map(({ length }) => length)).toEqual([20]);
});

test('what is urgent is told soon, whatever comes after it', () => {
  const { clock, told, gather } = watched();
  gather([1], false);
  clock.advance(1_500);
  gather([2], true);
  clock.advance(1_500);
  gather([3], false);
  clock.advance(500);
  expect(told).toEqual([[1, 2, 3]]);
});
