/** What the store keeps, as the core sees it: readonly rows. */
import type {
  AccountId,
  ApprovedBy,
  AccountLimits,
  AttemptId,
  Content,
  CrosspostId,
  CrosspostState,
  MediaId,
  NetworkId,
  Notice,
  PostId,
  RouteId,
  RouteMode,
  Sha256,
  SignInMethod,
  VoidReason,
} from '../../../contract/model.ts';
import type { TimeGiver } from '../../../contract/times.ts';
import type { AccountRules, RouteRules } from '../../../contract/rules.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { Json } from '../../../contract/json.ts';
import type { RetrySafety } from './network.ts';
import type { SourcePost } from './source.ts';
import type { RemoteProfile } from './sign-in.ts';
import type { PictureFile, VideoFile } from './system.ts';

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
  /** Null until the network was asked, and when. */
  readonly limits: AccountLimits | null;
  readonly limitsAt: number | null;
  readonly linkedAt: number;
  /** Set when the account is unlinked: its secrets are gone, its history stays. */
  readonly unlinkedAt: number | null;
  readonly rules: AccountRules;
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
  readonly rules: RouteRules;
}

export interface PostRecord extends Omit<SourcePost, 'pictures' | 'video'> {
  readonly id: PostId;
  readonly accountId: AccountId;
  readonly seenAt: number;
  /** Part of the account's baseline: known, and never carried by itself. */
  readonly baseline: boolean;
  /** When its crossposts were planned; null while that is still to do. */
  readonly plannedAt: number | null;
}
interface MediaBase {
  readonly id: MediaId;
  readonly postId: PostId;
  readonly position: number;
  readonly remoteId: string;
  readonly url: string;
  readonly altText: string;
  readonly posterUrl: string | null;
  /** A still of a video. */
  readonly poster: PictureFile | null;
}
export type MediaRecord = MediaBase &
  (
    | { readonly kind: 'picture'; /** Null until it was fetched. */ readonly file: PictureFile | null }
    | { readonly kind: 'video'; readonly file: VideoFile | null }
  );

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
  /** When it is tried next; null while nothing is to be done by itself. */
  readonly dueAt: number | null;
  /** The time that was chosen for it; null: as soon as the account's rules allow. */
  readonly scheduledAt: number | null;
  /** Who gave it that time; null without one. */
  readonly scheduledBy: TimeGiver | null;
  /** When anything of it was last written. */
  readonly changedAt: number;
  /** Made when publishing begins and kept for ever: keys of the network are derived from it. */
  readonly publishKey: string | null;
  readonly publishStartedAt: number | null;
  readonly publishedAt: number | null;
  readonly remoteId: string | null;
  readonly remoteUrl: string | null;
  /** When taking it back began: from then on nothing of it is sent any more. */
  readonly withdrawingAt: number | null;
  readonly problem: Problem | null;
  /** How often a publish was put off by a refusal that passes (rate limit, offline). */
  readonly putOff: number;
}
export interface NewCrosspost {
  readonly postId: PostId;
  readonly routeId: RouteId;
  readonly accountId: AccountId;
  readonly state: 'held' | 'waiting' | 'skipped';
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
  readonly planned?: Content;
  readonly notices?: readonly Notice[];
  readonly dueAt?: number | null;
  readonly scheduledAt?: number | null;
  readonly scheduledBy?: TimeGiver | null;
  readonly publishKey?: string | null;
  readonly publishStartedAt?: number | null;
  readonly publishedAt?: number | null;
  readonly remoteId?: string | null;
  readonly remoteUrl?: string | null;
  readonly withdrawingAt?: number | null;
  readonly problem?: Problem | null;
  readonly putOff?: number;
  readonly at: number;
}

/** A time that is taken up at an account. */
export interface TakenTime {
  readonly id: CrosspostId;
  /** When it goes, or went. */
  readonly at: number;
  readonly state: 'approved' | 'publishing' | 'unknown' | 'published';
}

export interface ApprovalRecord {
  readonly crosspostId: CrosspostId;
  readonly contentHash: Sha256;
  readonly content: Content;
  readonly approvedAt: number;
  readonly approvedBy: ApprovedBy;
  readonly scheduledAt: number | null;
}
export interface VoidedApproval extends ApprovalRecord {
  readonly voidedAt: number;
  /** Null of one that an earlier version voided. */
  readonly voidReason: VoidReason | null;
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

/** A post that a step of a publish made: one, or each part of a thread. */
export interface OutputRecord {
  readonly crosspostId: CrosspostId;
  readonly accountId: AccountId;
  readonly step: string;
  readonly remoteId: string;
  readonly url: string;
  readonly madeAt: number;
  /** When it was taken back; null while it is there as far as we know. */
  readonly removedAt: number | null;
}

/** A file that lies at a public address for as long as a network needs to fetch it. */
export interface HostedFileRecord {
  readonly id: number;
  readonly crosspostId: CrosspostId;
  readonly sha256: Sha256;
  readonly host: 'bucket' | 'account';
  readonly accountId: AccountId | null;
  /** Its name in the bucket, or its id at the network that keeps it; empty while that is not known. */
  readonly name: string;
  readonly url: string | null;
  readonly putAt: number;
}
export type NewHostedFile = Omit<HostedFileRecord, 'id' | 'url'>;
