/** What a step of a publish uses, written down with its attempt: before the call, for afterwards nobody may be there. */
import type { AttemptId } from '../../../contract/model.ts';
import { note } from '../crosspost/moves.ts';
import { ownerOf } from '../ports/budgets.ts';
import type { Connector, PublishStep } from '../ports/network.ts';
import type { AccountRecord, CrosspostRecord } from '../ports/records.ts';
import type { Writer } from '../ports/store.ts';
import { forgetOld, inDollars } from './book.ts';

export interface Spending {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  readonly publish: Pick<NonNullable<Connector['publish']>, 'price'>;
  readonly step: PublishStep;
  readonly attempt: AttemptId;
  readonly at: number;
}

export function recordUse(write: Writer, { crosspost, account, publish, step, attempt, at }: Spending): void {
  const owner = ownerOf(account);
  write.addUse(owner, step.safety === 'repeat' ? 'upload' : 'post', { at, amount: 1 }, attempt);
  const price = publish.price?.(crosspost.content, step) ?? 0;
  if (price > 0) {
    write.addUse(owner, 'money', { at, amount: price }, attempt);
    note(write, at, 'money_spent', crosspost, { attempt, usd: inDollars(price) });
  }
  forgetOld(write, at);
}

/** An attempt that the network certainly did not take used nothing. One that is unknown counts until that is settled. */
export function takeBackUse(write: Writer, crosspost: CrosspostRecord, attempt: AttemptId, at: number): void {
  const money = write.takeBackUses(attempt).filter(({ kind }) => kind === 'money');
  for (const { amount } of money) note(write, at, 'money_not_spent', crosspost, { attempt, usd: inDollars(amount) });
}
