/**
 * One timer for everything that is due. There is no job table: what is due is asked of the store each time. Work for one
 * account runs in its lane, one thing after the other; lanes run side by side; nothing runs twice at once.
 */
import PQueue from 'p-queue';
import { toError } from '../../../contract/errors.ts';
import type { Clock, Log } from '../ports/system.ts';

export interface Job {
  /** What it is; a job with the same key is never started while one is under way. */
  readonly key: string;
  readonly lane: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}
export interface Due {
  readonly jobs: readonly Job[];
  /** When something more will be due, in milliseconds since the epoch; null: nothing known. */
  readonly nextAt: number | null;
}
export interface Scheduler {
  /** Looks at once for what is due: after a change, on resume, when the network is back. */
  readonly wake: () => void;
  /** Runs a job in its lane now, whatever is due; resolves when it has run. */
  readonly runNow: (job: Job) => Promise<void>;
  readonly isWorking: () => boolean;
  /** Stops taking work, aborts what runs and waits for it to end. */
  readonly stop: () => Promise<void>;
}

/** Timers are cut to this, so that a changed clock is noticed soon. */
const longestWaitMs = 60_000;
/** How long a job that threw is left alone. */
const restMs = 30_000;

/** `due` answers nothing while the program is paused, offline or asleep: the scheduler need not know why. */
export function startScheduler(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly due: () => Due;
  readonly onWorking: (isWorking: boolean) => void;
}): Scheduler {
  const { clock, log, due, onWorking } = options;
  const lanes = new Map<string, PQueue>();
  const underWay = new Map<string, Promise<void>>();
  /** Jobs that threw, and when they may run again: a bug must not become a busy loop. */
  const resting = new Map<string, number>();
  const stopping = new AbortController();
  let cancelTimer = (): void => {};

  const start = (job: Job): Promise<void> => {
    const running = underWay.get(job.key);
    if (running !== undefined) return running;
    const lane = lanes.get(job.lane) ?? new PQueue({ concurrency: 1 });
    lanes.set(job.lane, lane);
    const run = lane
      .add(() => job.run(stopping.signal))
      .catch((thrown: unknown) => {
        log.error('job failed', { job: job.key, error: toError(thrown).stack ?? String(thrown) });
        resting.set(job.key, clock.now() + restMs);
      });
    const ended = run.finally(() => {
      underWay.delete(job.key);
      if (underWay.size === 0) onWorking(false);
      look();
    });
    underWay.set(job.key, ended);
    if (underWay.size === 1) onWorking(true);
    return ended;
  };

  /** While the database fails nobody can say what is due: it is asked again after a rest, never given up. */
  const dueOrLater = (): Due => {
    try {
      return due();
    } catch (thrown) {
      log.error('what is due cannot be asked', { error: toError(thrown).stack ?? String(thrown) });
      return { jobs: [], nextAt: clock.now() + restMs };
    }
  };

  const look = (): void => {
    cancelTimer();
    if (stopping.signal.aborted) return;
    const { jobs, nextAt } = dueOrLater();
    for (const job of jobs.filter(({ key }) => (resting.get(key) ?? 0) <= clock.now())) void start(job);
    const wait = nextAt === null ? longestWaitMs : Math.min(Math.max(nextAt - clock.now(), 50), longestWaitMs);
    cancelTimer = clock.after(wait, look);
  };

  return {
    wake: look,
    runNow: start,
    isWorking: () => underWay.size > 0,
    stop: async () => {
      cancelTimer();
      stopping.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}
