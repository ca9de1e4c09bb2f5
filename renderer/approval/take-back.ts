/** Taking copies of a post back: which can be, why the others cannot, and what is left live afterwards. */
import type { LackReason } from '../../contract/capabilities.ts';
import type { Problem } from '../../contract/errors.ts';
import type { CrosspostId } from '../../contract/model.ts';
import type { AccountView, NetworkOption } from '../../contract/views.ts';
import type { CrosspostView, QueueDetail, WithdrawalResult } from '../../contract/queue-views.ts';

/** Why a copy stays: a lack of the network, an account that is gone, or a reason that is not known. */
export type Stays = LackReason | 'unlinked' | 'other';

/** Copies that people can see: whole ones, and what is out of one that failed half way. */
export function publishedOf({ crossposts }: Pick<QueueDetail, 'crossposts'>): readonly CrosspostView[] {
  return crossposts.filter(({ state, canWithdraw }) => state === 'published' || canWithdraw);
}

/** Null for a copy that can be taken back. */
export function whyStays(
  { canWithdraw, account }: CrosspostView,
  networks: readonly NetworkOption[],
  accounts: readonly AccountView[],
): Stays | null {
  if (canWithdraw) return null;
  if (!accounts.some(({ id }) => id === account.id)) return 'unlinked';
  const offer = networks.find(({ id }) => id === account.network)?.capabilities.remove;
  return offer === undefined || offer === 'yes' || offer === 'later' ? 'other' : offer;
}

/** A copy that people can still see. `problem` is what the network said when it was to be removed; null where it was not. */
export interface LiveCopy {
  readonly copy: CrosspostView;
  readonly problem: Problem | null;
}

/** What became of the copies that were published when the person asked. */
export function afterTakingBack(
  before: readonly CrosspostView[],
  { withdrawn, stillLive }: Pick<WithdrawalResult, 'withdrawn' | 'stillLive'>,
): { readonly removed: readonly CrosspostView[]; readonly live: readonly LiveCopy[] } {
  const problemOf = (id: CrosspostId): Problem | null => {
    const problem = stillLive.find((live) => live.id === id)?.problem;
    return problem === undefined || problem === 'no_call' ? null : problem;
  };
  return {
    removed: before.filter(({ id }) => withdrawn.includes(id)),
    live: before.filter(({ id }) => !withdrawn.includes(id)).map((copy) => ({ copy, problem: problemOf(copy.id) })),
  };
}
