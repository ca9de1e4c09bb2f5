/** The edges of the machine, in the hand of a test: a clock that moves when told, a log that keeps silent. */
import type { LedgerAnchor, NotedMark } from '../../main/core/ports/ledger.ts';
import type { Clock, Log } from '../../main/core/ports/system.ts';

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export interface TestClock extends Clock {
  /** Moves time on and calls back whatever falls due, in order. */
  readonly advance: (ms: number) => void;
  /** Sets the time of day, as sleep does or a hand: nothing is called back, and no uptime passes. */
  readonly leap: (ms: number) => void;
}

export function testClock(start = 0, zone = 'UTC'): TestClock {
  let now = start;
  let leapt = 0;
  let timers: readonly { readonly at: number; readonly callback: () => void }[] = [];
  const nextBefore = (end: number): (typeof timers)[number] | undefined =>
    timers.filter((timer) => timer.at <= end).toSorted((left, right) => left.at - right.at)[0];
  return {
    timeZone: () => zone,
    now: () => now + leapt,
    uptime: () => now,
    leap: (ms) => {
      leapt += ms;
    },
    after: (delayMs, callback) => {
      const timer = { at: now + delayMs, callback };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const end = now + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) {
        now = Math.max(now, timer.at);
        const fired = timer;
        timers = timers.filter((other) => other !== fired);
        timer.callback();
      }
      now = end;
    },
  };
}

/** A note of where the ledger stands that ends with the test. */
export function memoryAnchor(): LedgerAnchor {
  let noted: NotedMark | null = null;
  return {
    read: async () => noted ?? 'none',
    write: async (mark) => void (noted = mark),
  };
}
