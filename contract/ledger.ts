/** The ledger: what it writes down, and how a window is shown a row of it. */
import type { ErrorCode } from './errors.ts';
import type { LedgerId, NetworkId, Notice, PostId, Sha256, VoidReason } from './model.ts';

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
  'withdrawal_begun',
  'crosspost_withdrawn',
  'withdrawal_failed',
  'source_changed',
  'source_missing',
  'source_back',
  'source_removed',
  'offer_answered',
  'crosspost_updated',
  'update_failed',
  'file_hosted',
  'file_unhosted',
  'keys_saved',
  'keys_removed',
  'bucket_saved',
  'bucket_removed',
  'paused',
  'resumed',
  'crosspost_late',
  'crosspost_tried_again',
  'hold_ended',
  'post_removed',
  'outcome_left_open',
  'ledger_taken_up',
  'audience_chosen',
  'hold_lifted',
  'crosspost_filtered',
  'crosspost_planned_again',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];

/** What a person may want to see alone. */
export const ledgerGroups = ['publishing', 'decisions', 'accounts', 'settings'] as const;
export type LedgerGroup = (typeof ledgerGroups)[number];

export const ledgerGroupOf: Readonly<Record<LedgerAction, LedgerGroup>> = {
  account_linked: 'accounts',
  account_relinked: 'accounts',
  account_unlinked: 'accounts',
  account_needs_link: 'accounts',
  route_created: 'settings',
  route_removed: 'settings',
  rules_changed: 'settings',
  baseline_taken: 'accounts',
  post_noticed: 'publishing',
  crosspost_planned: 'publishing',
  crosspost_held: 'publishing',
  crosspost_edited: 'decisions',
  crosspost_approved: 'decisions',
  approval_undone: 'decisions',
  approval_voided: 'decisions',
  crosspost_skipped: 'decisions',
  crosspost_restored: 'decisions',
  attempt_started: 'publishing',
  attempt_accepted: 'publishing',
  attempt_refused: 'publishing',
  attempt_unknown: 'publishing',
  attempt_settled: 'publishing',
  crosspost_published: 'publishing',
  crosspost_failed: 'publishing',
  crosspost_finished_by_hand: 'decisions',
  withdrawal_begun: 'decisions',
  crosspost_withdrawn: 'publishing',
  withdrawal_failed: 'publishing',
  file_hosted: 'publishing',
  file_unhosted: 'publishing',
  keys_saved: 'settings',
  keys_removed: 'settings',
  bucket_saved: 'settings',
  bucket_removed: 'settings',
  paused: 'settings',
  resumed: 'settings',
  crosspost_tried_again: 'decisions',
  hold_ended: 'publishing',
  post_removed: 'publishing',
  outcome_left_open: 'publishing',
  ledger_taken_up: 'settings',
  crosspost_late: 'publishing',
  crosspost_rescheduled: 'decisions',
  money_spent: 'publishing',
  money_not_spent: 'publishing',
  audience_chosen: 'decisions',
  hold_lifted: 'decisions',
  crosspost_filtered: 'decisions',
  crosspost_planned_again: 'publishing',
  source_changed: 'publishing',
  source_missing: 'publishing',
  source_back: 'publishing',
  source_removed: 'publishing',
  offer_answered: 'decisions',
  crosspost_updated: 'publishing',
  update_failed: 'publishing',
};

/** What of the ledger is asked for: rows that have all these words, of one group, about one post. */
export interface LedgerFilter {
  readonly search?: string;
  readonly group?: LedgerGroup;
  readonly postId?: PostId;
}

/** A row and its hash: where the ledger stood at a moment. */
export interface LedgerMark {
  readonly id: LedgerId;
  readonly hash: Sha256;
}

/** What does not fit of a row: its own hash, or the hash and number that it names as the one before. */
export type LedgerFault = 'row' | 'link';

/** How the note outside the database compares; `at` is when it was made. */
export type AnchorVerdict =
  | { readonly kind: 'fits'; readonly at: number }
  /** Nothing was noted yet, or somebody took it away: rows missing at the end would not be noticed. */
  | { readonly kind: 'none' }
  /** There is a note that cannot be read: it was changed, or sealed by another keyring. */
  | { readonly kind: 'unreadable' };

export type LedgerVerdict =
  | {
      readonly kind: 'whole';
      readonly rows: number;
      readonly last: LedgerMark | null;
      readonly anchor: AnchorVerdict;
    }
  /** The first row that does not fit. */
  | { readonly kind: 'broken'; readonly id: LedgerId; readonly fault: LedgerFault }
  /** All rows fit, and there were more when the note was made. */
  | { readonly kind: 'cut'; readonly rows: number; readonly noted: number; readonly notedAt: number }
  /** All rows fit, and the row that was noted was another one then. */
  | { readonly kind: 'replaced'; readonly rows: number; readonly noted: number; readonly notedAt: number };

export interface LedgerProgress {
  readonly work: 'verify' | 'export';
  readonly done: number;
  readonly total: number;
}

export type LedgerExport =
  | {
      readonly kind: 'saved';
      /** The file's name, without its folder. */
      readonly name: string;
      readonly rows: number;
      /** False of an extract, which cannot prove that nothing is missing between its rows. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'cancelled' };

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
  /** Why an approval ended. */
  readonly reason: VoidReason | null;
  /** What held a crosspost; an older row has no values. */
  readonly holds: readonly Pick<Notice, 'code' | 'values'>[];
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
