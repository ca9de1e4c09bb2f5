/** Everything that must hold before the first byte of a crosspost leaves. Pure. */
import type { Problem } from '../../../contract/errors.ts';
import type { Audience, Notice, Sha256, VoidReason } from '../../../contract/model.ts';
import type { AccountRecord, ApprovalRecord, CrosspostRecord, RouteRecord } from '../ports/records.ts';
import { isAtMost } from '../privacy/audience.ts';
import { automaticEndsBecause } from './modes.ts';

export interface GuardInput {
  readonly crosspost: CrosspostRecord;
  readonly account: AccountRecord;
  readonly approval: ApprovalRecord | null;
  /** What the crosspost came through; null when it was removed. */
  readonly route: Pick<RouteRecord, 'mode' | 'paused'> | null;
  /** Who could see the original. */
  readonly original: Audience;
  /** Every approved picture is there with the hash that was approved. */
  readonly filesIntact: boolean;
  /** The account got the same, or nearly the same, and nobody said yes to that. */
  readonly isRepeated: boolean;
  /** Computed just now from what is about to be sent. */
  readonly hash: Sha256;
  /** What the rules of now have against it and the person has not lifted. */
  readonly holds: readonly Notice[];
  readonly now: number;
}
export type Verdict =
  | { readonly kind: 'go' }
  /** The approval does not hold for this: back to waiting. */
  | { readonly kind: 'void'; readonly reason: VoidReason }
  /** A rule was made stricter since: held, with these reasons. */
  | { readonly kind: 'hold'; readonly notices: readonly Notice[] }
  | { readonly kind: 'wait'; readonly until: number; readonly problem: Problem };

/** How long a crosspost waits for its account to be linked again before it is looked at once more. */
const linkPauseMs = 5 * 60_000;

export function publishGuard(input: GuardInput): Verdict {
  const { crosspost, account, approval, original, filesIntact, hash, holds, now } = input;
  if (approval === null) return { kind: 'void', reason: 'content_changed' };
  if (approval.contentHash !== hash || crosspost.contentHash !== hash)
    return { kind: 'void', reason: 'content_changed' };
  if (account.unlinkedAt !== null) return { kind: 'void', reason: 'account_unlinked' };
  if (!filesIntact) return { kind: 'void', reason: 'file_changed' };
  if (!isAtMost(crosspost.content.audience, original)) return { kind: 'void', reason: 'audience_wider' };
  if (input.isRepeated) return { kind: 'void', reason: 'duplicate' };
  if (holds.length > 0) return { kind: 'hold', notices: holds };
  const ended = automaticEndsBecause(approval, crosspost, input.route);
  if (ended !== null) return { kind: 'void', reason: ended };
  if (account.state === 'link_again') {
    return { kind: 'wait', until: now + linkPauseMs, problem: account.problem ?? { code: 'auth_expired' } };
  }
  return { kind: 'go' };
}
