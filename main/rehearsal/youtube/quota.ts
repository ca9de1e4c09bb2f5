/** What a project may spend on a day of California's: 100 uploads, and 10,000 units on everything else. */
import { Refusal } from '../server.ts';
import type { World } from '../world.ts';
import { quotaExceeded } from './errors.ts';

const uploadsPerDay = 100;
const unitsPerDay = 10_000;
const dayInCalifornia = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Counts a call, a refused one too. Throws a Refusal when the day's share is spent. */
export function spend(world: World, kind: 'upload' | { readonly units: number }): void {
  const state = world.store.state().youtube;
  const day = dayInCalifornia.format(world.now());
  if (state.quota.day !== day) state.quota = { day, uploads: 0, units: 0 };
  if (kind === 'upload') state.quota.uploads += 1;
  else state.quota.units += kind.units;
  world.store.changed();
  if (kind === 'upload' ? state.quota.uploads > uploadsPerDay : state.quota.units > unitsPerDay)
    throw new Refusal(quotaExceeded());
}
