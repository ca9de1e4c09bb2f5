/** How much money an account spent in its month, and where its ceiling is. */
import type { AccountSpending } from '../../../contract/views.ts';
import { ownerOf } from '../ports/budgets.ts';
import type { AccountRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { monthOf } from './months.ts';

/** The ceiling of an account at a network that charges, until the person says otherwise: five dollars. */
export const usualMonthlyCents = 500;

const thousandthsInACent = 10;

export function spendingOf(read: Reader, account: AccountRecord, now: number): AccountSpending {
  const { from, to } = monthOf(now);
  const thousandths = read.used(ownerOf(account), 'money', from - 1);
  return { cents: thousandths / thousandthsInACent, ceiling: account.rules.monthlyCents, resetsAt: to };
}

/** Whether so many thousandths of a dollar more stay within the ceiling. Exactly at it is within. Pure. */
export const isWithin = ({ cents, ceiling }: AccountSpending, thousandths: number): boolean =>
  ceiling === null || Math.round(cents * thousandthsInACent) + thousandths <= ceiling * thousandthsInACent;
