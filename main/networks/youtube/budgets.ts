/** The units of a project's day, which all accounts share: developers.google.com/youtube/v3/determine_quota_cost */
import type { CallLimit } from '../http/call-limits.ts';
import type { NetworkBudgets } from '../network.ts';
import { quota, units } from './quota.ts';

const dayMs = 24 * 60 * 60_000;
const data = /^\/youtube\/v3\//;

/** The day is California's; any 24 hours are never more than that. */
const ofTheDay = (method: string, each: number): CallLimit => ({
  bucket: 'units',
  method,
  path: data,
  of: 'app',
  counted: { each, most: quota.unitsPerDay, windowMs: dayMs },
});

export const budgets: NetworkBudgets = {
  calls: [ofTheDay('GET', units.list), ofTheDay('PUT', units.update), ofTheDay('DELETE', units.delete)],
};
