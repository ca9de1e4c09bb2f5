/** Pausing: nothing is read and nothing is sent until a time, or until the person resumes. */
import type { Core } from '../core.ts';
import type { Reader } from '../ports/store.ts';

/** Null when running. A time that has passed counts as running. */
export function pausedUntil(read: Reader, now: number): number | 'forever' | null {
  const value = read.setting('paused_until');
  if (value === 'forever') return 'forever';
  return typeof value === 'number' && value > now ? value : null;
}

export function pause(core: Core, until: number | 'forever'): void {
  const at = core.clock.now();
  core.store.write((write) => {
    write.setSetting('paused_until', until);
    write.appendLedger({ at, action: 'paused', facts: { until } });
  });
  core.changed({ kind: 'status' });
}

export function resume(core: Core): void {
  const at = core.clock.now();
  core.store.write((write) => {
    write.setSetting('paused_until', null);
    write.appendLedger({ at, action: 'resumed', facts: {} });
  });
  core.changed({ kind: 'status' });
}
