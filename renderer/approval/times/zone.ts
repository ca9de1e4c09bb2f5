/** Wall clocks of a time zone other than this machine's. A zone that this machine does not know is taken as its own. */
import type { QuietHours } from '../../../contract/rules.ts';

export const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Minutes since midnight on the wall of a zone; null: the machine's own. */
export function minuteIn(zone: string | null, at: number): number {
  const parts = formatIn(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return read('hour') * 60 + read('minute');
}

/** True for a zone whose wall shows another time than this machine's at that moment. */
export function differsFromMachine(zone: string | null, at: number): boolean {
  const whole = { dateStyle: 'short', timeStyle: 'short' } as const;
  return zone !== null && formatIn(zone, whole).format(at) !== formatIn(null, whole).format(at);
}

function formatIn(zone: string | null, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  if (zone === null) return new Intl.DateTimeFormat('en', options);
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}

export function isTimeWithin(quiet: QuietHours | null, minute: number): boolean {
  if (quiet === null) return false;
  const { from, to } = quiet;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
