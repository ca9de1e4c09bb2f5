import { setTimeout as delay } from 'node:timers/promises';

/** Waits in real time; rejects at once when the signal is aborted. */
export async function realWait(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal });
}
