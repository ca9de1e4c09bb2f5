import { expect, test } from 'vitest';
import type { Due, Job, Scheduler } from '../../main/core/schedule/scheduler.ts';
import { startScheduler } from '../../main/core/schedule/scheduler.ts';
import { silentLog, testClock } from '../helpers/edges.ts';

/** A scheduler over a list of due jobs that the test changes. */
function world(): {
  readonly clock: ReturnType<typeof testClock>;
  readonly due: Due[];
  readonly scheduler: Scheduler;
  readonly working: boolean[];
} {
  const clock = testClock();
  const due: Due[] = [];
  const working: boolean[] = [];
  const scheduler = startScheduler({
    clock,
    log: silentLog,
    due: () => due.shift() ?? { jobs: [], nextAt: null },
    onWorking: (is) => working.push(is),
  });
  return { clock, due, scheduler, working };
}
/** A job that runs until the test says so. */
function aJob(key: string, lane = key): { readonly job: Job; readonly end: () => void; readonly runs: () => number } {
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const run = async (): Promise<void> => {
    runs += 1;
    await gate.promise;
  };
  return { job: { key, lane, run }, end: gate.resolve, runs: () => runs };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a job that is under way is not started again, however often it is due', async () => {
  const { due, scheduler } = world();
  const slow = aJob('publish 1');
  due.push({ jobs: [slow.job], nextAt: null }, { jobs: [slow.job], nextAt: null });
  scheduler.wake();
  scheduler.wake();
  await settled();
  expect(slow.runs()).toBe(1);
  slow.end();
  await scheduler.stop();
});

test('one lane runs one thing after the other, lanes run side by side', async () => {
  const { due, scheduler } = world();
  const [first, second, other] = [aJob('a', 'one'), aJob('b', 'one'), aJob('c', 'two')];
  due.push({ jobs: [first.job, second.job, other.job], nextAt: null });
  scheduler.wake();
  await settled();
  expect([first.runs(), second.runs(), other.runs()]).toEqual([1, 0, 1]);
  first.end();
  await settled();
  expect(second.runs()).toBe(1);
  second.end();
  other.end();
  await scheduler.stop();
});

test('the timer is set for the nearest due time and no later than a minute', async () => {
  const { clock, due, scheduler } = world();
  const job = aJob('later');
  job.end();
  due.push({ jobs: [], nextAt: 5_000 }, { jobs: [job.job], nextAt: null });
  scheduler.wake();
  clock.advance(4_999);
  expect(job.runs()).toBe(0);
  clock.advance(1);
  await settled();
  expect(job.runs()).toBe(1);
  await scheduler.stop();
});

test('a job that throws rests and does not become a busy loop; the others go on', async () => {
  const { clock, due, scheduler } = world();
  let runs = 0;
  const broken: Job = {
    key: 'broken',
    lane: 'x',
    run: async () => {
      runs += 1;
      throw new Error('a bug');
    },
  };
  const always = (): number => due.push({ jobs: [broken], nextAt: null });
  always();
  scheduler.wake();
  await settled();
  for (let look = 0; look < 5; look += 1) {
    always();
    scheduler.wake();
    await settled();
  }
  expect(runs).toBe(1);
  clock.advance(30_000);
  always();
  scheduler.wake();
  await settled();
  expect(runs).toBe(2);
  await scheduler.stop();
});

test('stopping aborts what runs, waits for it, and starts nothing more', async () => {
  const { due, scheduler, working } = world();
  let aborted = false;
  const job: Job = {
    key: 'long',
    lane: 'x',
    run: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve();
        });
      }),
  };
  due.push({ jobs: [job], nextAt: null });
  scheduler.wake();
  await settled();
  await scheduler.stop();
  expect(aborted).toBe(true);
  expect(working).toEqual([true, false]);
});
