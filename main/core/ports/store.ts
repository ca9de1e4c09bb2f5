/**
 * What the core asks of the store. Reads are free; writes happen only inside `Store.write`, one transaction that is
 * committed whole or not at all, with the ledger's rows in it. All calls are synchronous and quick; lists are paged.
 */
import type {
  AccountId,
  AccountLimits,
  AttemptId,
  Content,
  CrosspostId,
  CrosspostState,
  LedgerId,
  MediaId,
  NetworkId,
  PostId,
  QueueTab,
  RouteId,
  RouteMode,
  VoidReason,
} from '../../../contract/model.ts';
import type { LedgerMark } from '../../../contract/ledger.ts';
import type { AccountRules } from '../../../contract/rules.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { Json } from '../../../contract/json.ts';
import type { BudgetBook, Owner, SaidLimit, Use, UseKind } from './budgets.ts';
import type { SourcePost } from './source.ts';
import type { RemoteProfile } from './sign-in.ts';
import type { PictureFile, VideoFile } from './system.ts';
import type {
  AccountState,
  AccountRecord,
  AccountLinking,
  SealedSecret,
  RouteRecord,
  PostRecord,
  MediaRecord,
  CrosspostRecord,
  NewCrosspost,
  CrosspostChange,
  ApprovalRecord,
  VoidedApproval,
  AttemptState,
  AttemptRecord,
  NewAttempt,
  OutputRecord,
  HostedFileRecord,
  TakenTime,
  NewHostedFile,
} from './records.ts';
import type { LedgerEntry, LedgerRecord, LedgerSlice } from './ledger.ts';
import type { DueTimes, LedgerQuery, QueueEntry, QueueQuery, Recent, RecentQuery, Span } from './queries.ts';
import type { OfferReader, OfferWriter } from './offers.ts';

export interface Reader extends OfferReader {
  readonly account: (id: AccountId) => AccountRecord | null;
  /** Linked accounts, oldest first. */
  readonly accounts: () => readonly AccountRecord[];
  readonly accountByRemote: (network: NetworkId, instance: string, remoteId: string) => AccountRecord | null;
  readonly secret: (id: AccountId) => SealedSecret | null;
  readonly routes: () => readonly RouteRecord[];
  readonly route: (id: RouteId) => RouteRecord | null;
  readonly routesFrom: (sourceId: AccountId) => readonly RouteRecord[];
  readonly post: (id: PostId) => PostRecord | null;
  readonly postByRemote: (accountId: AccountId, remoteId: string) => PostRecord | null;
  readonly media: (postId: PostId) => readonly MediaRecord[];
  readonly mediaById: (id: MediaId) => MediaRecord | null;
  /** Noticed, not part of a baseline, not planned yet; oldest first. */
  readonly unplannedPosts: (accountId: AccountId, limit: number) => readonly PostRecord[];
  readonly crosspost: (id: CrosspostId) => CrosspostRecord | null;
  readonly crosspostsOf: (postId: PostId) => readonly CrosspostRecord[];
  readonly crosspostsInState: (state: CrosspostState, limit: number) => readonly CrosspostRecord[];
  /** What came through a route and has not begun, after this one in the order in which it was made. */
  readonly openCrosspostsOf: (routeId: RouteId, after: number, limit: number) => readonly CrosspostRecord[];
  /** All that goes to an account and is in a state, the first made first. */
  readonly crosspostsTo: (accountId: AccountId, state: CrosspostState) => readonly CrosspostRecord[];
  /** Approved or publishing, and due; the earliest first. */
  readonly dueCrossposts: (due: DueTimes, limit: number) => readonly CrosspostRecord[];
  /** Of unknown outcome, and due to be looked after; the earliest first. */
  readonly dueUnknowns: (due: DueTimes, limit: number) => readonly CrosspostRecord[];
  /** The earliest due time after this of any approved crosspost, unknown outcome or new words of a copy. */
  readonly nextDueAt: (after: number) => number | null;
  /** The times that are taken up at an account in a span, the earliest first. */
  readonly takenTimes: (accountId: AccountId, span: Span) => readonly TakenTime[];
  /** What is to go in a span, and what waits with a time in it; the earliest first. */
  readonly plannedCrossposts: (span: Span, limit: number) => readonly CrosspostRecord[];
  /** What a crosspost put on its network, the first post first. */
  readonly outputs: (id: CrosspostId) => readonly OutputRecord[];
  /** What of a crosspost lies at a public address. */
  readonly hostedFiles: (id: CrosspostId) => readonly HostedFileRecord[];
  /** Files that no publish needs any more, the oldest first. */
  readonly staleHostedFiles: (limit: number) => readonly HostedFileRecord[];
  readonly sealed: (name: VaultName) => SealedSecret | null;
  /** Whether this post of the account is one that we published there. */
  readonly isOurOutput: (accountId: AccountId, remoteId: string) => boolean;
  /** What the account may have got from us since then under an id that we do not know. */
  readonly outputWithoutId: (accountId: AccountId, since: number) => readonly Content[];
  /** What the account got or is about to get from us since then, the newest first; a few hundred at most. */
  readonly recentContents: (query: RecentQuery) => readonly Recent[];
  /** What the pictures of a post look like, in order, or the still of its video. */
  readonly likenesses: (id: PostId) => readonly (string | null)[];
  readonly approval: (id: CrosspostId) => ApprovalRecord | null;
  /** The last approval, when it is void; null while one is live. */
  readonly voidedApproval: (id: CrosspostId) => VoidedApproval | null;
  readonly attempts: (id: CrosspostId) => readonly AttemptRecord[];
  readonly attemptsInState: (state: AttemptState, limit: number) => readonly AttemptRecord[];
  readonly queue: (query: QueueQuery) => { readonly entries: readonly QueueEntry[]; readonly next: string | null };
  /** Posts in each tab, and posts with at least one crosspost in state `waiting`. */
  readonly counts: () => { readonly tabs: Readonly<Record<QueueTab, number>>; readonly waiting: number };
  readonly lastPublished: () => CrosspostRecord | null;
  readonly nextScheduled: () => CrosspostRecord | null;
  readonly ledger: (after: LedgerId | null, limit: number) => readonly LedgerRecord[];
  /** The first row whose hash does not fit, or null when the chain is whole. */
  readonly searchLedger: (query: LedgerQuery) => readonly LedgerRecord[];
  /** Where the ledger stands (null), or stood at a row. */
  readonly ledgerMark: (id: LedgerId | null) => LedgerMark | null;
  /** Recomputes up to so many rows after one that is known to fit. */
  readonly checkLedger: (after: LedgerMark | null, limit: number) => LedgerSlice;
  readonly setting: (key: SettingKey) => Json;
  /** As `dueCrossposts`, of one account. */
  readonly dueCrosspostsTo: (id: AccountId, due: DueTimes, limit: number) => readonly CrosspostRecord[];
  /** Approved for an account, not begun, never put off, and due before this; the earliest first. */
  readonly missedCrossposts: (id: AccountId, before: number, limit: number) => readonly CrosspostRecord[];
  /** The latest time strictly between these at which something is to go to the account; null: none. */
  readonly latestDueBetween: (id: AccountId, after: number, before: number) => number | null;
  /** What goes through a route by itself, without a person's yes, and has not begun; the first made first. */
  readonly goingByThemselves: (id: RouteId, limit: number) => readonly CrosspostRecord[];
  readonly saidLimit: BudgetBook['said'];
  readonly lowLimits: BudgetBook['lowLimits'];
  readonly uses: BudgetBook['uses'];
  readonly used: BudgetBook['used'];
}
/** Sealed texts that belong to no account: the person's developer apps, the bucket that they own. */
export type VaultName = `keys_${NetworkId}` | 'bucket';

/** Settings that must be consistent with posts; preferences of windows live elsewhere. */
export type SettingKey = 'paused_until' | 'rules' | 'last_awake' | 'plan_again';

export interface Writer extends Reader, OfferWriter {
  /** Makes the account, or takes an unlinked or known one up again with its history. */
  readonly linkAccount: (linking: AccountLinking) => AccountId;
  readonly saveSecret: (id: AccountId, secret: SealedSecret, at: number) => void;
  /** Erases the secrets (the bytes are overwritten in the file), marks the account, removes its routes. Answers how many secrets went. */
  readonly unlinkAccount: (id: AccountId, at: number) => number;
  readonly setAccountState: (id: AccountId, state: AccountState, problem: Problem | null, at: number) => void;
  readonly setAccountChecked: (id: AccountId, cursor: string | null, checkedAt: number, nextCheckAt: number) => void;
  readonly setAccountProfile: (id: AccountId, profile: RemoteProfile, limits: AccountLimits | null) => void;
  readonly setAccountLimits: (id: AccountId, limits: AccountLimits, at: number) => void;
  readonly setAccountRules: (id: AccountId, rules: AccountRules) => void;
  readonly setNextCheck: (id: AccountId, nextCheckAt: number) => void;
  readonly createRoute: (sourceId: AccountId, destinationId: AccountId, mode: RouteMode, at: number) => RouteId;
  readonly setRoute: (route: Omit<RouteRecord, 'sourceId' | 'destinationId'>) => void;
  readonly removeRoute: (id: RouteId, at: number) => void;
  /** Answers null when the post is known already. */
  readonly addPost: (accountId: AccountId, post: SourcePost, baseline: boolean, at: number) => PostId | null;
  readonly setMediaFile: (id: MediaId, file: PictureFile | VideoFile) => void;
  readonly setLikeness: (id: MediaId, likeness: string | null) => void;
  readonly setPoster: (id: MediaId, poster: PictureFile) => void;
  /** Fresh addresses for media that were not fetched yet, by position. */
  readonly setMediaUrls: (
    postId: PostId,
    urls: readonly { readonly url: string; readonly posterUrl: string | null }[],
  ) => void;
  readonly setPlanned: (id: PostId, at: number) => void;
  /** Answers null when the post already has a crosspost on that account. */
  readonly addCrosspost: (crosspost: NewCrosspost) => CrosspostId | null;
  readonly changeCrosspost: (id: CrosspostId, change: CrosspostChange) => void;
  readonly addApproval: (approval: ApprovalRecord) => void;
  readonly voidApproval: (id: CrosspostId, reason: VoidReason, at: number) => void;
  /** Throws when the step has a live attempt already (sending, accepted or unknown). */
  readonly startAttempt: (attempt: NewAttempt) => AttemptId;
  readonly endAttempt: (
    id: AttemptId,
    end: {
      readonly state: Exclude<AttemptState, 'sending'>;
      readonly result: Json;
      readonly problem: Problem | null;
      readonly at: number;
    },
  ) => void;
  readonly addOutput: (output: Omit<OutputRecord, 'removedAt'>) => void;
  readonly setOutputRemoved: (id: CrosspostId, remoteId: string, at: number) => void;
  readonly addHostedFile: (file: NewHostedFile) => number;
  readonly setHostedFile: (id: number, name: string, url: string) => void;
  readonly endHostedFile: (id: number, at: number) => void;
  readonly saveSealed: (name: VaultName, secret: SealedSecret, at: number) => void;
  /** Erases (the bytes are overwritten in the file); answers how many went. */
  readonly eraseSealed: (name: VaultName) => number;
  readonly appendLedger: (entry: LedgerEntry) => void;
  readonly setSetting: (key: SettingKey, value: Json) => void;
  readonly keepSaidLimit: (limit: SaidLimit) => void;
  /** `attempt`: what it was used for, when it may turn out to be unused. */
  readonly addUse: (owner: Owner, kind: UseKind, use: Use, attempt: AttemptId | null) => void;
  /** What an attempt that came to nothing did not use after all. */
  readonly takeBackUses: (attempt: AttemptId) => readonly (Use & { readonly kind: UseKind })[];
  /** Removes uses from before the one time and limits that were reset before the other. */
  readonly forgetBudgets: (before: { readonly uses: number; readonly limits: number }) => void;
}

export interface Store {
  readonly read: Reader;
  /** Runs in one immediate transaction; a throw undoes all of it. */
  readonly write: <Value>(body: (write: Writer) => Value) => Value;
}
