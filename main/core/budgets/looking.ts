/** Whether an account may be looked at now, as its budgets stand. */
import type { Problem } from '../../../contract/errors.ts';
import type { Core } from '../core.ts';
import { ownerOf } from '../ports/budgets.ts';
import type { AccountRecord } from '../ports/records.ts';
import { isWithin, spendingOf } from './money.ts';
import { pollingPause } from './polling.ts';

export interface LookStop {
  readonly until: number;
  /** What the person should know; null where there is nothing to do. */
  readonly problem: Problem | null;
}

/** The cheapest that a look can cost, where looking costs anything: one post, in thousandths of a US dollar. */
const leastPrice = 1;

export function lookStop(core: Core, account: AccountRecord): LookStop | null {
  const now = core.clock.now();
  const { read } = core.store;
  const isPaid = core.connectors.get(account.network)?.publish?.price !== undefined;
  const spending = isPaid ? spendingOf(read, account, now) : null;
  if (spending !== null && !isWithin(spending, leastPrice)) {
    const until = spending.resetsAt;
    return { until, problem: { code: 'budget_reached', until } };
  }
  const until = pollingPause(read.lowLimits(ownerOf(account)), now);
  return until === null ? null : { until, problem: null };
}
