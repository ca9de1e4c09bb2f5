/** The budgets of an account as windows are shown them. */
import type { AccountView, BudgetView } from '../../../contract/views.ts';
import type { Core } from '../core.ts';
import { ownerOf } from '../ports/budgets.ts';
import type { Connector } from '../ports/network.ts';
import type { AccountRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { spendingOf } from './money.ts';
import { publishingLimits } from './publish-room.ts';

export function accountBudgets(core: Core, account: AccountRecord): Pick<AccountView, 'spent' | 'budgets'> {
  const connector = core.connectors.get(account.network);
  const now = core.clock.now();
  const { read } = core.store;
  if (connector === undefined) return { spent: null, budgets: [] };
  const isPaid = connector.publish?.price !== undefined;
  return {
    spent: isPaid ? spendingOf(read, account, now) : null,
    budgets: [...postBudgets(read, connector, account, now), ...callBudgets(read, account, now)],
  };
}

function postBudgets(read: Reader, connector: Connector, account: AccountRecord, now: number): readonly BudgetView[] {
  const limits = publishingLimits(connector, account.limits).filter(({ kind }) => kind === 'post');
  return limits.flatMap(({ most, windowMs }) => {
    const uses = read.uses(ownerOf(account), 'post', now - windowMs);
    const last = uses.at(-1);
    const used = uses.reduce((sum, { amount }) => sum + amount, 0);
    return last === undefined ? [] : [{ kind: 'posts', used, most, resetsAt: last.at + windowMs } as const];
  });
}

/** Those that are half used or more. */
function callBudgets(read: Reader, account: AccountRecord, now: number): readonly BudgetView[] {
  return read
    .lowLimits(ownerOf(account))
    .flatMap(({ most, remaining, resetsAt }) =>
      most === null || resetsAt <= now ? [] : [{ kind: 'calls', used: most - remaining, most, resetsAt } as const],
    );
}
