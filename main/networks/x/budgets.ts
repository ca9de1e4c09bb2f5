/**
 * How X divides its calls, for each person in a quarter of an hour; its headers say how many are left:
 * docs.x.com/x-api/fundamentals/rate-limits
 */
import type { NetworkBudgets } from '../network.ts';

const quarterMs = 15 * 60_000;

export const budgets: NetworkBudgets = {
  // Before the first answer nobody says what is left. 10,000 a day are the app's, which one person does not reach.
  publishing: [{ kind: 'post', most: 100, windowMs: quarterMs }],
  calls: [
    { bucket: 'posts', method: 'POST', path: /^\/2\/tweets$/, of: 'account' },
    { bucket: 'deletes', method: 'DELETE', path: /^\/2\/tweets\//, of: 'account' },
    { bucket: 'timeline', method: 'GET', path: /^\/2\/users\/\d+\/tweets$/, of: 'account' },
    { bucket: 'append', method: 'POST', path: /^\/2\/media\/upload\/[^/]+\/append$/, of: 'account' },
    { bucket: 'finalize', method: 'POST', path: /^\/2\/media\/upload\/[^/]+\/finalize$/, of: 'account' },
  ],
};
