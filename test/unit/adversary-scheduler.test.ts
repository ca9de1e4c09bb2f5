/** A scheduler whose questions fail must go on asking. */
import { expect, test } from 'vitest';
import { isDue, longestPauseMs, putOffUntil } from '../../main/core/crosspost/retry.ts';
import { startScheduler, type Due } from '../../main/core/schedule/scheduler.ts';
import { silentLog, testClock } from '../helpers/edges.ts';

test('what is due is asked again after the database failed, and nothing is thrown at whoever woke it', async () => {
  const clock = testClock();
  let fails = true;
  let runs = 0;
  const due = (): Due => {
    if (fails) throw new Error('disk I/O error');
    return { jobs: runs > 0 ? [] : [{ key: 'a', lane: 'a', run: async () => void (runs += 1) }], nextAt: null };
  };
  const scheduler = startScheduler({ clock, log: silentLog, due, onWorking: () => {} });
  expect(scheduler.wake).not.toThrow();
  fails = false;
  clock.advance(60_000);
  await expect.poll(() => runs).toBe(1);
  await scheduler.stop();
});

test('a time has come when it is past, or farther away than anything is put off', () => {
  expect([null, 1, 1_000, 1_001, 1_000 + longestPauseMs, 1_001 + longestPauseMs].map((at) => isDue(at, 1_000))).toEqual(
    [false, true, true, false, false, true],
  );
});

test.each([1, 10, 400])(
  'a refusal that asks to wait for %i days is put off so that it is still due by itself',
  (days) => {
    const until = days * 24 * 3_600_000;
    const dueAt = putOffUntil({ code: 'rate_limited', until }, 0, 1_000, 0);
    expect(dueAt).toBeLessThanOrEqual(1_000 + longestPauseMs);
  },
);
