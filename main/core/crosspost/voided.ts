/** A yes that ended without the person's doing: why, and what is not as it was. */
import type { VoidReason } from '../../../contract/model.ts';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import type { CrosspostRecord } from '../ports/records.ts';
import type { Reader } from '../ports/store.ts';
import { differences } from './difference.ts';

/** What the person did themselves needs no explaining. */
const byThePerson: readonly VoidReason[] = ['undone', 'skipped', 'by_hand', 'edited', 'rescheduled'];

/** Null unless the crosspost asks for a new yes because the last one does not hold any more. */
export function voidedView(read: Reader, crosspost: CrosspostRecord): CrosspostView['voided'] {
  if (crosspost.state !== 'waiting' && crosspost.state !== 'held') return null;
  const last = read.voidedApproval(crosspost.id);
  if (last === null || last.voidReason === null || byThePerson.includes(last.voidReason)) return null;
  return { reason: last.voidReason, at: last.voidedAt, changes: differences(last, crosspost) };
}
