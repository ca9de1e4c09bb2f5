/**
 * What the core asks of a network, in words every network can answer. `networks/` implements it; the core never knows
 * which network it speaks to, nor how.
 */
import type { Json } from '../../../contract/json.ts';
import type {
  AccountLimits,
  Audience,
  Content,
  NetworkId,
  Permission,
  Sha256,
  SignInMethod,
  TextSegment,
} from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';

/** The sealed document of one account (tokens, client registration, DPoP key): only its network reads it. */
export interface Credentials {
  readonly load: () => Promise<Json>;
  /** Sealed and committed when it resolves. A rotated token must be saved before it is used. */
  readonly save: (document: Json) => Promise<void>;
}

/** The account that a call is made for. `instance` is the origin of its server, e.g. `https://mastodon.example`. */
export interface AccountRef {
  readonly network: NetworkId;
  readonly instance: string;
  readonly remoteId: string;
  readonly handle: string;
}
export interface AccountCall {
  readonly account: AccountRef;
  readonly credentials: Credentials;
  readonly signal: AbortSignal;
}

/** Who a sign-in turned out to be. */
export interface RemoteProfile {
  readonly remoteId: string;
  readonly instance: string;
  readonly handle: string;
  readonly displayName: string;
  readonly profileUrl: string;
}
export interface SignedIn {
  readonly profile: RemoteProfile;
  readonly credentials: Json;
  readonly grantedScopes: readonly string[];
  /** When the sign-in ends for good (not when an access token must be renewed); null where it never does. */
  readonly endsAt: number | null;
}

/** A sign-in under way: show `url`, wait for the redirect to exactly `redirectUri`, give the address that came. */
export interface SignInStarted {
  readonly url: string;
  readonly redirectUri: string;
  /** Checks state (and issuer), exchanges the code, asks who it is. Throws NetworkFailure. */
  readonly finish: (redirectedTo: URL, signal: AbortSignal) => Promise<SignedIn>;
}
export interface SignInInput {
  /** What the person typed: a server, or a handle where the network finds the server by it. */
  readonly instance: string;
  /** Where the browser is to come back to: in the child window an address that is caught, else a loopback listener's. */
  readonly redirectUri: string;
  readonly language: string;
  readonly signal: AbortSignal;
}
export interface PasswordSignIn {
  readonly instance: string;
  readonly identifier: string;
  readonly password: string;
  readonly signal: AbortSignal;
}
export interface Revoked {
  readonly revoked: 'at_network' | 'by_hand';
  /** One sentence of fact for the proof: what was called and what it answered. */
  readonly detail: string;
  /** Where the person sees or ends the permission by hand. */
  readonly page: string | null;
}

/** A failure that is expected of a network: data inside, thrown so that a connector reads straight. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
  readonly problem: Problem;
  /** True when the request certainly never left this machine. */
  readonly notSent: boolean;
  constructor(problem: Problem, options: { readonly notSent?: boolean; readonly cause?: unknown } = {}) {
    super(`${problem.code}${problem.detail === undefined ? '' : `: ${problem.detail}`}`, { cause: options.cause });
    this.problem = problem;
    this.notSent = options.notSent ?? false;
  }
}

export interface SourcePicture {
  readonly remoteId: string;
  readonly url: string;
  readonly altText: string;
}
/** A post as its network tells it, text plain. `audience` is never wider than what the network said. */
export interface SourcePost {
  readonly remoteId: string;
  readonly url: string;
  readonly text: string;
  readonly language: string | null;
  readonly audience: Audience;
  readonly sensitive: boolean;
  readonly warning: string | null;
  readonly publishedAt: number;
  readonly isReply: boolean;
  readonly pictures: readonly SourcePicture[];
  /** True when the post has a video or another attachment that this version cannot carry. */
  readonly hasOtherMedia: boolean;
}
export interface ReadResult {
  /** Newer than the cursor, oldest first. */
  readonly posts: readonly SourcePost[];
  /** Where the next read goes on; committed with the posts. */
  readonly cursor: string;
}

/**
 * Whether a step may be done again without making a second post.
 * `repeat`: it makes nothing anyone sees (an upload) · `find`: read the timeline back, or look under the post's own key ·
 * `never`: only the person can tell. That a network folds a repeat with the same key is no reason to repeat without
 * looking: between the two the person may change or take back what may be out already.
 */
export type RetrySafety = 'repeat' | 'find' | 'never';
export interface PublishStep {
  /** Unique within the publish and stable: `picture-1`, `post`. */
  readonly name: string;
  readonly safety: RetrySafety;
}
export interface RemotePost {
  readonly remoteId: string;
  readonly url: string;
}
export interface PublishInput {
  readonly step: PublishStep;
  readonly content: Content;
  /** What the earlier steps answered, by name. */
  readonly results: Readonly<Record<string, Json>>;
  /** Made once for the crosspost and kept: the network's idempotency key or record key is derived from it. */
  readonly key: string;
  /** When the crosspost's publish began, in milliseconds: the same at every retry. */
  readonly startedAt: number;
  /** The exact bytes of a picture, checked against its hash before they are handed over. */
  readonly file: (sha256: Sha256) => Promise<Blob>;
}
export type StepOutcome =
  | { readonly kind: 'accepted'; readonly result: Json; readonly post: RemotePost | null }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** The request may or may not have been taken. */
  | { readonly kind: 'unknown'; readonly problem: Problem };

export interface FindInput {
  readonly content: Content;
  readonly key: string;
  readonly startedAt: number;
  /** Whether this post of the account is the copy of something else that Crosstie published: then it is not this one. */
  readonly isKnown: (remoteId: string) => boolean;
}
export type FindOutcome =
  | { readonly kind: 'found'; readonly post: RemotePost }
  | { readonly kind: 'absent' }
  /** The timeline could not be read, or shows more than one that fits. */
  | { readonly kind: 'cannot_tell'; readonly problem: Problem };

/** How a text will look and count on a network. Pure, and the very code that publishing uses. */
export interface TextPreview {
  readonly count: number;
  readonly segments: readonly TextSegment[];
}

export interface NetworkDescription {
  readonly id: NetworkId;
  readonly name: string;
  readonly instance: { readonly required: boolean; readonly example: string; readonly preset: string } | null;
  readonly methods: readonly SignInMethod[];
  readonly permissions: readonly Permission[];
  readonly pollEveryMs: number;
}

/** A network ready to be used by the core: bound to its HTTP client, log and clock. Absent capabilities are absent. */
export interface Connector {
  readonly about: NetworkDescription;
  readonly signIn: {
    readonly begin: (input: SignInInput) => Promise<SignInStarted>;
    readonly withPassword?: (input: PasswordSignIn) => Promise<SignedIn>;
    readonly revoke: (call: AccountCall) => Promise<Revoked>;
  };
  /** Asks who the account is: proves that the sign-in works. Throws NetworkFailure. */
  readonly whoAmI: (call: AccountCall) => Promise<RemoteProfile>;
  readonly limits: (call: AccountCall) => Promise<AccountLimits>;
  readonly preview: (text: string, limits: AccountLimits) => TextPreview;
  readonly read?: {
    /** With a null cursor: the newest few posts and the cursor after them (the baseline). */
    readonly posts: (cursor: string | null, call: AccountCall) => Promise<ReadResult>;
    /** The bytes of a picture of a post, or a failure; never more than `maxBytes`. */
    readonly picture: (url: string, maxBytes: number, call: AccountCall) => Promise<Uint8Array>;
  };
  readonly publish?: {
    readonly steps: (content: Content) => readonly PublishStep[];
    /** Never throws for what the network or the way there does: that is an outcome. */
    readonly perform: (input: PublishInput, call: AccountCall) => Promise<StepOutcome>;
    readonly find: (input: FindInput, call: AccountCall) => Promise<FindOutcome>;
    readonly remove?: (post: RemotePost, call: AccountCall) => Promise<void>;
  };
}
