/** A clock that runs faster than the machine's and can be put forward and back, so that a test has days in minutes. */
import type { Clock } from '../core/ports/system.ts';
import type { ClockSetting } from './protocol.ts';

export interface ScaledClock extends Clock {
  readonly set: (setting: ClockSetting) => void;
  /** Lets so much of this clock's time pass; rejects at once when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** `realNow` is the machine's clock. A timer that runs keeps its length when the clock is put: so do those of a machine. */
export function scaledClock(initial: ClockSetting, realNow: () => number): ScaledClock {
  let setting = initial;
  let grown = { upTo: 0, since: realNow() };
  const uptime = (): number => grown.upTo + (realNow() - grown.since) * setting.scale;
  const realMs = (ms: number): number => ms / setting.scale;
  return {
    now: () => Math.round(setting.epoch + (realNow() - setting.real) * setting.scale),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, realMs(delayMs));
      return () => clearTimeout(timer);
    },
    timeZone: () => 'UTC',
    uptime,
    set: (changed) => {
      grown = { upTo: uptime(), since: realNow() };
      setting = changed;
    },
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, realMs(ms));
      signal.addEventListener('abort', reject, { once: true });
      await promise.finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', reject);
      });
    },
  };
}
