/** The ceiling of money as the person sets it: at linking the usual one, later any, or none. */
import type { AccountId } from '../../../contract/model.ts';
import type { Connector } from '../ports/network.ts';
import type { Writer } from '../ports/store.ts';
import { usualMonthlyCents } from './money.ts';

/** A network that charges starts with a ceiling: nobody shall find out from a bill. */
export function setUsualCeiling(write: Writer, id: AccountId, { publish }: Connector, at: number): void {
  const account = write.account(id);
  if (account === null || publish?.price === undefined) return;
  write.setAccountRules(id, { ...account.rules, monthlyCents: usualMonthlyCents });
  const facts = { account: account.handle, network: account.network, monthlyCents: usualMonthlyCents };
  write.appendLedger({ at, action: 'rules_changed', facts });
}

/** What waits for a ceiling that was reached is looked at anew with the new one. */
export function lookAgain(write: Writer, id: AccountId, at: number): void {
  const waiting = write.crosspostsTo(id, 'approved').filter(({ problem }) => problem?.code === 'budget_reached');
  for (const crosspost of waiting) {
    write.changeCrosspost(crosspost.id, { from: 'approved', dueAt: Math.max(at, crosspost.scheduledAt ?? 0), at });
  }
  if (write.account(id)?.problem?.code === 'budget_reached') write.setNextCheck(id, at);
}
