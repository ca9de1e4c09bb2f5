/**
 * What the core asks of the store. Reads are free; writes happen only inside `Store.write`, one transaction that is
 * committed whole or not at all, with the ledger's rows in it. All calls are synchronous and quick; lists are paged.
 */
import type {
  AccountId,
  AccountLimits,
  AttemptId,
  Audience,
  Content,
  CrosspostId,
  CrosspostState,
  LedgerId,
  MediaId,
  NetworkId,
  Notice,
  PostId,
  QueueTab,
  RouteId,
  RouteMode,
  Sha256,
  SignInMethod,
} from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { Json, RemoteProfile, RetrySafety, SourcePost } from './network.ts';
import type { PictureFile } from './system.ts';

export type AccountState = 'working' | 'link_again' | 'trouble';
export interface AccountRecord extends RemoteProfile {
  readonly id: AccountId;
  readonly network: NetworkId;
  readonly method: SignInMethod;
  readonly grantedScopes: readonly string[];
  readonly endsAt: number | null;
  readonly state: AccountState;
  readonly problem: Problem | null;
  readonly lastCheckedAt: number | null;
  readonly nextCheckAt: number;
  /** Null until the baseline is taken: nothing older than it is ever carried by itself. */
  readonly cursor: string | null;
  readonly limits: AccountLimits | null;
  readonly linkedAt: number;
  /** Set when the account is unlinked: its secrets are gone, its history stays. */
  readonly unlinkedAt: number | null;
}
export interface AccountLinking {
  readonly network: NetworkId;
  readonly profile: RemoteProfile;
  readonly method: SignInMethod;
  readonly grantedScopes: readonly string[];
  readonly endsAt: number | null;
  readonly limits: AccountLimits | null;
  readonly at: number;
}
export interface SealedSecret {
  readonly ciphertext: Uint8Array;
  readonly backend: string;
}

export interface RouteRecord {
  readonly id: RouteId;
  readonly sourceId: AccountId;
  readonly destinationId: AccountId;
  readonly mode: RouteMode;
  readonly paused: boolean;
}

export interface PostRecord extends Omit<SourcePost, 'pictures'> {
  readonly id: PostId;
  readonly accountId: AccountId;
  readonly seenAt: number;
  /** Part of the account's baseline: known, and never carried by itself. */
  readonly baseline: boolean;
  /** When its crossposts were planned; null while that is still to do. */
  readonly plannedAt: number | null;
}
export interface MediaRecord {
  readonly id: MediaId;
  readonly postId: PostId;
  readonly position: number;
  readonly remoteId: string;
  readonly url: string;
  readonly altText: string;
  /** Null until the picture was fetched. */
  readonly file: PictureFile | null;
}

export interface CrosspostRecord {
  readonly id: CrosspostId;
  readonly postId: PostId;
  readonly routeId: RouteId;
  readonly accountId: AccountId;
  readonly state: CrosspostState;
  readonly content: Content;
  readonly contentHash: Sha256;
  /** What the plan said before the person changed it. */
  readonly planned: Content;
  readonly notices: readonly Notice[];
  readonly dueAt: number | null;
  /** Made when publishing begins and kept for ever: keys of the network are derived from it. */
  readonly publishKey: string | null;
  readonly publishStartedAt: number | null;
  readonly publishedAt: number | null;
  readonly remoteId: string | null;
  readonly remoteUrl: string | null;
  readonly problem: Problem | null;
  /** How often a publish was put off by a refusal that passes (rate limit, offline). */
  readonly putOff: number;
}
export interface NewCrosspost {
  readonly postId: PostId;
  readonly routeId: RouteId;
  readonly accountId: AccountId;
  readonly state: 'held' | 'waiting';
  readonly content: Content;
  readonly contentHash: Sha256;
  readonly notices: readonly Notice[];
  readonly postedAt: number;
  readonly at: number;
}
/** What changes of a crosspost; what is absent stays. `from` is the state it must be in: else nothing is changed and the write throws. */
export interface CrosspostChange {
  readonly from: CrosspostState;
  readonly state?: CrosspostState;
  readonly content?: Content;
  readonly contentHash?: Sha256;
  readonly notices?: readonly Notice[];
  readonly dueAt?: number | null;
  readonly publishKey?: string | null;
  readonly publishStartedAt?: number | null;
  readonly publishedAt?: number | null;
  readonly remoteId?: string | null;
  readonly remoteUrl?: string | null;
  readonly problem?: Problem | null;
  readonly putOff?: number;
  readonly at: number;
}

export interface ApprovalRecord {
  readonly crosspostId: CrosspostId;
  readonly contentHash: Sha256;
  readonly content: Content;
  readonly approvedAt: number;
}

/**
 * `absent`: the network has nothing of it that counts. An unknown attempt that was settled so, or an accepted upload that
 * no post will use any more because the approval was taken back.
 */
export type AttemptState = 'sending' | 'accepted' | 'refused' | 'unknown' | 'absent';
export interface AttemptRecord {
  readonly id: AttemptId;
  readonly crosspostId: CrosspostId;
  readonly step: string;
  readonly safety: RetrySafety;
  /** SHA-256 of what the step sends. */
  readonly fingerprint: Sha256;
  readonly state: AttemptState;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly result: Json;
  readonly problem: Problem | null;
}
export interface NewAttempt {
  readonly crosspostId: CrosspostId;
  readonly step: string;
  readonly safety: RetrySafety;
  readonly fingerprint: Sha256;
  readonly at: number;
}

export const ledgerActions = [
  'account_linked',
  'account_relinked',
  'account_unlinked',
  'account_needs_link',
  'route_created',
  'route_removed',
  'baseline_taken',
  'post_noticed',
  'crosspost_planned',
  'crosspost_held',
  'crosspost_edited',
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
  'crosspost_published',
  'crosspost_failed',
  'paused',
  'resumed',
] as const;
export type LedgerAction = (typeof ledgerActions)[number];
export interface LedgerEntry {
  readonly at: number;
  readonly action: LedgerAction;
  /** Facts for a reader and for the export; never a secret, never a token. */
  readonly facts: { readonly [key: string]: Json };
}
export interface LedgerRecord extends LedgerEntry {
  readonly id: LedgerId;
  readonly previousHash: Sha256;
  readonly hash: Sha256;
}

export interface QueueQuery {
  readonly tab: QueueTab;
  readonly search: string;
  readonly after: string | null;
  readonly limit: number;
}
export interface QueueEntry {
  readonly post: PostRecord;
  readonly network: NetworkId;
  readonly handle: string;
  /** The first picture's file, when it was fetched. */
  readonly cover: PictureFile | null;
  readonly crossposts: readonly {
    readonly network: NetworkId;
    readonly state: CrosspostState;
    readonly hasWarning: boolean;
  }[];
}

export interface Reader {
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
  /** Noticed, not part of a baseline, not planned yet; oldest first. */
  readonly unplannedPosts: (accountId: AccountId, limit: number) => readonly PostRecord[];
  readonly crosspost: (id: CrosspostId) => CrosspostRecord | null;
  readonly crosspostsOf: (postId: PostId) => readonly CrosspostRecord[];
  readonly crosspostsInState: (state: CrosspostState, limit: number) => readonly CrosspostRecord[];
  /** Approved or publishing, due at or before `now`, the earliest first. */
  readonly dueCrossposts: (now: number, limit: number) => readonly CrosspostRecord[];
  /** The earliest due time of any approved crosspost. */
  readonly nextDueAt: () => number | null;
  /** Whether this post of the account is one that we published there. */
  readonly isOurOutput: (accountId: AccountId, remoteId: string) => boolean;
  /** Texts of what we published or are about to publish to an account since then, for the duplicate guard. */
  readonly recentContents: (accountId: AccountId, since: number, except: PostId) => readonly Content[];
  readonly approval: (id: CrosspostId) => ApprovalRecord | null;
  readonly attempts: (id: CrosspostId) => readonly AttemptRecord[];
  readonly attemptsInState: (state: AttemptState, limit: number) => readonly AttemptRecord[];
  readonly queue: (query: QueueQuery) => { readonly entries: readonly QueueEntry[]; readonly next: string | null };
  /** Posts in each tab, and posts with at least one crosspost in state `waiting`. */
  readonly counts: () => { readonly tabs: Readonly<Record<QueueTab, number>>; readonly waiting: number };
  readonly lastPublished: () => CrosspostRecord | null;
  readonly nextScheduled: () => CrosspostRecord | null;
  readonly ledger: (after: LedgerId | null, limit: number) => readonly LedgerRecord[];
  /** The first row whose hash does not fit, or null when the chain is whole. */
  readonly verifyLedger: () => LedgerId | null;
  readonly setting: (key: SettingKey) => Json;
}
/** Settings that must be consistent with posts; preferences of windows live elsewhere. */
export type SettingKey = 'paused_until';

export interface Writer extends Reader {
  /** Makes the account, or takes an unlinked or known one up again with its history. */
  readonly linkAccount: (linking: AccountLinking) => AccountId;
  readonly saveSecret: (id: AccountId, secret: SealedSecret, at: number) => void;
  /** Erases the secrets (the bytes are overwritten in the file), marks the account, removes its routes. Answers how many secrets went. */
  readonly unlinkAccount: (id: AccountId, at: number) => number;
  readonly setAccountState: (id: AccountId, state: AccountState, problem: Problem | null, at: number) => void;
  readonly setAccountChecked: (id: AccountId, cursor: string | null, checkedAt: number, nextCheckAt: number) => void;
  readonly setAccountProfile: (id: AccountId, profile: RemoteProfile, limits: AccountLimits | null) => void;
  readonly setNextCheck: (id: AccountId, nextCheckAt: number) => void;
  readonly createRoute: (sourceId: AccountId, destinationId: AccountId, mode: RouteMode, at: number) => RouteId;
  readonly removeRoute: (id: RouteId, at: number) => void;
  /** Answers null when the post is known already. */
  readonly addPost: (accountId: AccountId, post: SourcePost, baseline: boolean, at: number) => PostId | null;
  readonly setMediaFile: (id: MediaId, file: PictureFile) => void;
  readonly setPlanned: (id: PostId, at: number) => void;
  /** Answers null when the post already has a crosspost on that account. */
  readonly addCrosspost: (crosspost: NewCrosspost) => CrosspostId | null;
  readonly changeCrosspost: (id: CrosspostId, change: CrosspostChange) => void;
  readonly addApproval: (approval: ApprovalRecord) => void;
  readonly voidApproval: (id: CrosspostId, at: number) => void;
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
  readonly appendLedger: (entry: LedgerEntry) => void;
  readonly setSetting: (key: SettingKey, value: Json) => void;
}

export interface Store {
  readonly read: Reader;
  /** Runs in one immediate transaction; a throw undoes all of it. */
  readonly write: <Value>(body: (write: Writer) => Value) => Value;
}
