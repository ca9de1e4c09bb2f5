/**
 * What the core asks of a network, in words every network can answer. `networks/` implements it; the core never knows
 * which network it speaks to, nor how.
 */
import type { Json } from '../../../contract/json.ts';
import type { Capabilities } from '../../../contract/capabilities.ts';
import type { Problem } from '../../../contract/errors.ts';
import type {
  AccountLimits,
  Content,
  NetworkId,
  Notice,
  Permission,
  Sha256,
  SignInMethod,
  TextSegment,
} from '../../../contract/model.ts';
import type { UseLimit } from './budgets.ts';
import type { ReadResult, SourcePost } from './source.ts';
import type {
  AppKeys,
  KeyNeeds,
  PasswordSignIn,
  RedirectRule,
  RemoteProfile,
  Revoked,
  SignInInput,
  SignInStarted,
  SignedIn,
  TokenSignIn,
} from './sign-in.ts';

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

/**
 * Whether a step may be done again without making a second post.
 * `repeat`: it makes nothing anyone sees (an upload, a container); a repeat may go on where the last one stopped · `find`: read the timeline back, or look under the post's own key ·
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
  /** The exact bytes of a picture or video, checked against its hash before they are handed over; on disk until read. */
  readonly file: (sha256: Sha256) => Promise<Blob>;
  /**
   * A public web address that shows exactly the bytes of this file, for a network that fetches files itself. It was
   * fetched and compared just now. Throws NetworkFailure (`needs_public_address`, certainly unsent) where there is none.
   */
  readonly address: (sha256: Sha256) => Promise<string>;
}
export type StepOutcome =
  /** `post`: what people can see now, when this step made something they can. */
  | { readonly kind: 'accepted'; readonly result: Json; readonly post: RemotePost | null }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** The network has forgotten what earlier `repeat` steps made (a session, a container): they must be done anew. */
  | { readonly kind: 'start_over'; readonly problem: Problem }
  /** The request may or may not have been taken. */
  | { readonly kind: 'unknown'; readonly problem: Problem };

export interface FindInput {
  /** The step whose outcome is unknown, and what the steps before it answered. */
  readonly step: PublishStep;
  readonly results: Readonly<Record<string, Json>>;
  readonly content: Content;
  readonly key: string;
  readonly startedAt: number;
  /** Whether this post of the account is the copy of something else that Crosstie published: then it is not this one. */
  readonly isKnown: (remoteId: string) => boolean;
}
export type FindOutcome =
  /** `result` is what the step would have answered: later steps are given it. */
  | { readonly kind: 'found'; readonly post: RemotePost; readonly result: Json }
  | { readonly kind: 'absent' }
  /** The timeline could not be read, or shows more than one that fits. */
  | { readonly kind: 'cannot_tell'; readonly problem: Problem };

export interface EditInput {
  readonly post: RemotePost;
  /** What it is to say from now on. Pictures, video and audience are as they were. */
  readonly content: Content;
  /** What it says now. */
  readonly before: Content;
}

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
  readonly capabilities: Capabilities;
  readonly redirect: RedirectRule;
  readonly keys: KeyNeeds | null;
  /** Whether there is a call that takes the permission back. */
  readonly canRevoke: boolean;
  /** Whether the addresses of its pictures and videos can be fetched by anyone, for days. */
  readonly hasPublicMedia: boolean;
  /** Whether it can be known who sees a post of an account; where not, the person is told with each copy. */
  readonly tellsAudience: boolean;
  /** Where a person writes a post by hand; null where there is no such page. */
  readonly composer: string | null;
  /** How much an account may publish, as the network's documents say; what its answers say counts besides. */
  readonly publishingLimits: readonly UseLimit[];
}

/** A network ready to be used by the core: bound to its HTTP client, log and clock. Absent capabilities are absent. */
export interface Connector {
  readonly about: NetworkDescription;
  readonly signIn: {
    readonly begin: (input: SignInInput) => Promise<SignInStarted>;
    readonly withPassword?: (input: PasswordSignIn) => Promise<SignedIn>;
    readonly withToken?: (input: TokenSignIn) => Promise<SignedIn>;
    /** Asks the network whether it knows these keys. Throws NetworkFailure: `keys_refused` with the network's words. */
    readonly testKeys?: (keys: AppKeys, signal: AbortSignal) => Promise<void>;
    readonly revoke: (call: AccountCall) => Promise<Revoked>;
  };
  /** Asks who the account is: proves that the sign-in works. Throws NetworkFailure. */
  readonly whoAmI: (call: AccountCall) => Promise<RemoteProfile>;
  readonly limits: (call: AccountCall) => Promise<AccountLimits>;
  readonly preview: (text: string, limits: AccountLimits) => TextPreview;
  /** What this network alone has to say of a content: its price, tags beyond its limit. Pure. */
  readonly notices: (content: Content, limits: AccountLimits) => readonly Notice[];
  readonly read?: {
    /** With a null cursor: the newest few posts and the cursor after them (the baseline). */
    readonly posts: (cursor: string | null, call: AccountCall) => Promise<ReadResult>;
    /** One post as it is now, with fresh addresses of its media; null when it is gone. */
    readonly post?: (remoteId: string, call: AccountCall) => Promise<SourcePost | null>;
    /** The bytes of a picture of a post, or a failure; never more than `maxBytes`. */
    readonly picture: (url: string, maxBytes: number, call: AccountCall) => Promise<Uint8Array>;
    /** The bytes of a video while they come in; fails beyond `maxBytes`. */
    readonly video: (url: string, maxBytes: number, call: AccountCall) => Promise<AsyncIterable<Uint8Array>>;
  };
  readonly publish?: {
    readonly steps: (content: Content) => readonly PublishStep[];
    /** What a step costs the person, in thousandths of a US dollar. Absent where nothing does. */
    readonly price?: (content: Content, step: PublishStep) => number;
    /** Never throws for what the network or the way there does: that is an outcome. */
    readonly perform: (input: PublishInput, call: AccountCall) => Promise<StepOutcome>;
    readonly find: (input: FindInput, call: AccountCall) => Promise<FindOutcome>;
    /** Changes a published post and answers where it is then. Throws NetworkFailure. Repeating it changes nothing more. */
    readonly edit?: (input: EditInput, call: AccountCall) => Promise<RemotePost>;
    /** Whether `edit` changes alt texts, warning and the sensitive mark too; else title and text alone. */
    readonly editsAll?: boolean;
    /** Deletes a published post; one that is gone counts as deleted. Throws NetworkFailure. */
    readonly remove?: (post: RemotePost, call: AccountCall) => Promise<void>;
  };
  /** Keeps a file for a while at a public address of its own, in no post. */
  readonly host?: {
    readonly put: (file: Blob, call: AccountCall) => Promise<HostedFile>;
    /** A file that is gone counts as removed. Throws NetworkFailure. */
    readonly remove: (remoteId: string, call: AccountCall) => Promise<void>;
  };
}
export interface HostedFile {
  readonly remoteId: string;
  readonly url: string;
}
