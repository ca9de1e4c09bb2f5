import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { edgesOf } from '../../main/edges.ts';
import { scaledClock } from '../../main/supervision/clock.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

test('a packaged program is in nobody’s hands', () => {
  expect(edgesOf(['--supervised'], true).isSupervised).toBe(false);
  expect(edgesOf(['--supervised'], false).isSupervised).toBe(true);
  expect(edgesOf([], false).isSupervised).toBe(false);
});

test('a scaled clock runs as many times as fast, its timers too, and can be put', () => {
  const clock = scaledClock({ epoch: 50_000, real: 1_000, scale: 10 }, Date.now);
  const rings: number[] = [];
  clock.after(600, () => rings.push(clock.now()));
  const cancel = clock.after(600, () => rings.push(-1));
  cancel();
  vi.advanceTimersByTime(60);
  expect(rings).toEqual([50_600]);
  clock.set({ epoch: 7_000, real: Date.now(), scale: 10 });
  expect(clock.now()).toBe(7_000);
});

test('its wait ends after its own time, or at once when it is given up', async () => {
  const clock = scaledClock({ epoch: 0, real: 1_000, scale: 10 }, Date.now);
  const stopping = new AbortController();
  const [waited, stopped] = [clock.wait(500, stopping.signal), clock.wait(5_000, stopping.signal)];
  const refused = expect(stopped).rejects.toBeDefined();
  await vi.advanceTimersByTimeAsync(50);
  await waited;
  stopping.abort();
  await refused;
  await expect(clock.wait(1, stopping.signal)).rejects.toBeDefined();
});
