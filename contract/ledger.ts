/** The ledger: what it writes down, and how a window is shown a row of it. */
import type { ErrorCode } from './errors.ts';
import type { LedgerId, NetworkId, Sha256 } from './model.ts';

/** Everything that the ledger writes down. */
export const ledgerActions = [
  'account_linked',
  'account_relinked',
  'account_unlinked',
  'account_needs_link',
  'route_created',
  'route_removed',
  'rules_changed',
  'baseline_taken',
  'post_noticed',
  'crosspost_planned',
  'crosspost_held',
  'crosspost_edited',
  'crosspost_rescheduled',
  'crosspost_approved',
  'approval_undone',
  'approval_voided',
  'crosspost_skipped',
  'crosspost_restored',
  'attempt_started',
  'attempt_accepted',
  'attempt_refused',
  'attempt_unknown',
  'attempt_settled',
  'money_spent',
  'money_not_spent',
  'crosspost_published',
  'crosspost_failed',
  'crosspost_finished_by_hand',
  'crosspost_withdrawn',
  'withdrawal_failed',
  'file_hosted',
  'file_unhosted',
  'keys_saved',
  'keys_removed',
  'bucket_saved',
  'bucket_removed',
  'paused',
  'resumed',
  'crosspost_late',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];

/** What the sentence of a ledger row names; null where the row is not about such a thing. */
export interface LedgerAbout {
  readonly network: NetworkId | null;
  /** The account's handle; of a route, where it comes from. */
  readonly account: string | null;
  /** The handle of the account that a route goes to. */
  readonly to: string | null;
  /** The first words of the post; empty where it has none. */
  readonly title: string | null;
  readonly code: ErrorCode | null;
  /** Until when Crosstie was paused. */
  readonly until: number | 'forever' | null;
  /** True of a noticed post that is a copy of Crosstie's own making. */
  readonly isOurs: boolean;
  /** True of an attempt that was settled by finding its post. */
  readonly isThere: boolean;
  /** What was spent, in US dollars as it was written down: `0.015`. */
  readonly usd: string | null;
}
export interface LedgerRow {
  readonly id: LedgerId;
  readonly at: number;
  readonly action: LedgerAction;
  readonly about: LedgerAbout;
  /** All facts of the row in one line, as they were written down. */
  readonly summary: string;
  readonly hash: Sha256;
}
export interface LedgerPage {
  readonly rows: readonly LedgerRow[];
  readonly next: LedgerId | null;
}
