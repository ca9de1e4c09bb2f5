import { setImmediate } from 'node:timers/promises';
import { testClock, type TestClock } from '../helpers/edges.ts';

/** A clock that a test moves on, and that goes by itself as well: what waits for something is not left waiting for ever. */
export function tickingClock(): TestClock {
  const moved = testClock(0);
  return { ...moved, now: () => Date.now() + moved.now() };
}

/** Waiting that takes the clock's time and none of the test's. */
export function passing(clock: TestClock): (ms: number, signal: AbortSignal) => Promise<void> {
  return async (ms, signal) => {
    signal.throwIfAborted();
    clock.advance(ms);
    await setImmediate(undefined, { signal });
  };
}
