/**
 * LinkedIn takes 150 calls of a member in a day, and no header says how many are left: learn.microsoft.com/linkedin/consumer/
 * integrations/self-serve/share-on-linkedin. The day is that of UTC; any 24 hours are never more than that.
 */
import type { NetworkBudgets } from '../network.ts';

const dayMs = 24 * 60 * 60_000;

export const budgets: NetworkBudgets = {
  calls: [{ bucket: 'day', path: /^\/(?:rest|v2)\//, of: 'account', counted: { each: 1, most: 150, windowMs: dayMs } }],
};
