/** The book of budgets over the store, for the networks. */
import type { BudgetBook, Owner, Use } from '../ports/budgets.ts';
import { toError } from '../../../contract/errors.ts';
import type { NetworkId } from '../../../contract/model.ts';
import type { Store, Writer } from '../ports/store.ts';
import type { Log } from '../ports/system.ts';
import { monthOf } from './months.ts';

/** `store` is asked each time, so that it may be opened anew behind it. */
export function budgetBook(store: Store, log: Log): BudgetBook {
  /** What the network did is done, whether it can be written down or not. */
  const written = (body: (write: Writer) => void): void => {
    try {
      store.write(body);
    } catch (thrown) {
      log.error('a budget could not be written down', { error: toError(thrown).message });
    }
  };
  return {
    said: (...key) => store.read.saidLimit(...key),
    lowLimits: (owner) => store.read.lowLimits(owner),
    keepSaid: (limit) => written((write) => write.keepSaidLimit(limit)),
    uses: (...which) => store.read.uses(...which),
    used: (...which) => store.read.used(...which),
    use: (owner, kind, use) =>
      written((write) => {
        write.addUse(owner, kind, use, null);
        if (kind === 'money') noteMoney(write, owner, use);
        forgetOld(write, use.at);
      }),
  };
}

/** A day is the longest of windows, a month that of money: what is older tells nothing any more. */
const keptLimitsMs = 24 * 60 * 60_000;

export function forgetOld(write: Writer, now: number): void {
  write.forgetBudgets({ uses: monthOf(now).from - keptLimitsMs, limits: now - keptLimitsMs });
}

/** Reading and deleting cost money too: that is not an attempt's, and has a row of its own. */
function noteMoney(write: Writer, owner: Owner, { at, amount }: Use): void {
  const [network = '', instance = '', ...remoteId] = owner.split(' ');
  const account = write.accountByRemote(network as NetworkId, instance, remoteId.join(' '));
  write.appendLedger({
    at,
    action: 'money_spent',
    facts: { network, account: account?.handle ?? null, usd: inDollars(amount) },
  });
}

/** For reading: the ledger keeps an amount as it is written, so that no rounding can change it. */
export const inDollars = (thousandths: number): string => (thousandths / 1000).toFixed(3);
