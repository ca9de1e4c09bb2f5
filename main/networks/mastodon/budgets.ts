/**
 * How a Mastodon server divides the calls of an account: uploads and deletions, 30 in half an hour each, and all the rest,
 * 300 in five minutes. Servers may change the numbers; their headers say: docs.joinmastodon.org/api/rate-limits
 */
import type { NetworkBudgets } from '../network.ts';

export const budgets: NetworkBudgets = {
  calls: [
    { bucket: 'media', method: 'POST', path: /^\/api\/v\d\/media$/, of: 'account' },
    { bucket: 'deletes', method: 'DELETE', path: /^\/api\/v1\/statuses\//, of: 'account' },
    { bucket: 'calls', path: /^\/api\//, of: 'account' },
  ],
};
