/** A crosspost's time is part of what is approved: whoever changes it changes the hash with it. */
import type { TimeGiver } from '../../../contract/times.ts';
import type { AccountRef } from '../ports/network.ts';
import type { CrosspostChange, CrosspostRecord } from '../ports/records.ts';
import { contentHash } from './content.ts';

type TimeChange = Pick<CrosspostChange, 'scheduledAt' | 'scheduledBy' | 'contentHash'>;
export interface GivenTime {
  readonly at: number;
  readonly by: TimeGiver;
}

/** The change that gives a crosspost this time, or none. */
export function withTime({ content }: CrosspostRecord, account: AccountRef, time: GivenTime | null): TimeChange {
  const scheduledAt = time?.at ?? null;
  return { scheduledAt, scheduledBy: time?.by ?? null, contentHash: contentHash(content, account, scheduledAt) };
}

/** A slot that the rules gave goes back to them when its approval ends; a time that the person chose stays. */
export function withoutSlot(crosspost: CrosspostRecord, account: AccountRef): TimeChange {
  return crosspost.scheduledBy === 'rules' ? withTime(crosspost, account, null) : {};
}
