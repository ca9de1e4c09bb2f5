/**
 * What a network is to Crosstie: frozen data and capabilities. Every capability takes `(input, context)`, so a network
 * keeps no state and reaches the world through its context alone. Adding a network is one folder and one line in
 * `registry.ts`.
 */
import type { Capabilities } from '../../contract/capabilities.ts';
import type { AccountLimits, Content, NetworkId, Notice, Permission, SignInMethod } from '../../contract/model.ts';
import type {
  AccountCall,
  EditInput,
  FindInput,
  FindOutcome,
  HostedFile,
  PublishInput,
  PublishStep,
  RemotePost,
  StepOutcome,
  TextPreview,
} from '../core/ports/network.ts';
import type { ReadResult, SourcePost } from '../core/ports/source.ts';
import type {
  AppKeys,
  KeyNeeds,
  PasswordSignIn,
  RedirectRule,
  RemoteProfile,
  Revoked,
  SignedIn,
  SignInInput,
  SignInStarted,
  TokenSignIn,
} from '../core/ports/sign-in.ts';
import type { BudgetBook, UseLimit } from '../core/ports/budgets.ts';
import type { Log } from '../core/ports/system.ts';
import type { Addresses } from './addresses.ts';
import type { Http } from './http.ts';
import type { CallLimit } from './http/call-limits.ts';

export interface NetworkContext {
  readonly http: Http;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Lets time pass; rejects at once when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly addresses: Addresses;
  /** What is known of limits and of what was used. */
  readonly budgets: BudgetBook;
}

export interface NetworkSigningIn {
  readonly begin: (input: SignInInput, context: NetworkContext) => Promise<SignInStarted>;
  readonly withPassword?: (input: PasswordSignIn, context: NetworkContext) => Promise<SignedIn>;
  readonly withToken?: (input: TokenSignIn, context: NetworkContext) => Promise<SignedIn>;
  readonly testKeys?: (keys: AppKeys, signal: AbortSignal, context: NetworkContext) => Promise<void>;
  readonly revoke: (call: AccountCall, context: NetworkContext) => Promise<Revoked>;
}
export interface NetworkReading {
  readonly posts: (cursor: string | null, call: AccountCall, context: NetworkContext) => Promise<ReadResult>;
  readonly post?: (remoteId: string, call: AccountCall, context: NetworkContext) => Promise<SourcePost | null>;
  readonly picture: (url: string, maxBytes: number, call: AccountCall, context: NetworkContext) => Promise<Uint8Array>;
  readonly video: (
    url: string,
    maxBytes: number,
    call: AccountCall,
    context: NetworkContext,
  ) => Promise<AsyncIterable<Uint8Array>>;
}
export interface NetworkPublishing {
  readonly steps: (content: Content) => readonly PublishStep[];
  readonly price?: (content: Content, step: PublishStep) => number;
  readonly perform: (input: PublishInput, call: AccountCall, context: NetworkContext) => Promise<StepOutcome>;
  readonly find: (input: FindInput, call: AccountCall, context: NetworkContext) => Promise<FindOutcome>;
  readonly edit?: (input: EditInput, call: AccountCall, context: NetworkContext) => Promise<RemotePost>;
  /** Whether `edit` changes alt texts, warning and the sensitive mark too; else title and text alone. */
  readonly editsAll?: boolean;
  readonly remove?: (post: RemotePost, call: AccountCall, context: NetworkContext) => Promise<void>;
}
export interface NetworkHosting {
  readonly put: (file: Blob, call: AccountCall, context: NetworkContext) => Promise<HostedFile>;
  readonly remove: (remoteId: string, call: AccountCall, context: NetworkContext) => Promise<void>;
}

/** What the network's documents say of its limits, for what its answers do not say. */
export interface NetworkBudgets {
  /** How much an account may publish: asked before a crosspost begins. */
  readonly publishing?: readonly UseLimit[];
  /** How its calls are divided; a limit without `counted` is told by its headers. */
  readonly calls?: readonly CallLimit[];
}

export interface Network {
  readonly id: NetworkId;
  readonly name: string;
  /** Null where the network is one place. `preset` is what the form has filled in at first. */
  readonly instance: {
    readonly required: boolean;
    readonly example: string;
    readonly preset: (addresses: Addresses) => string;
  } | null;
  readonly methods: readonly SignInMethod[];
  readonly permissions: readonly Permission[];
  readonly pollEveryMs: number;
  /** Exactly the row of this network in the matrix of what each API can do. */
  readonly capabilities: Capabilities;
  readonly redirect: RedirectRule;
  /** Null where the network registers Crosstie by itself or needs no app. */
  readonly keys: Omit<KeyNeeds, 'preset'> | null;
  readonly canRevoke: boolean;
  readonly hasPublicMedia: boolean;
  readonly tellsAudience: boolean;
  readonly composer: string | null;
  readonly signIn: NetworkSigningIn;
  readonly whoAmI: (call: AccountCall, context: NetworkContext) => Promise<RemoteProfile>;
  readonly limits: (call: AccountCall, context: NetworkContext) => Promise<AccountLimits>;
  readonly preview: (text: string, limits: AccountLimits) => TextPreview;
  readonly notices?: (content: Content, limits: AccountLimits) => readonly Notice[];
  readonly read?: NetworkReading;
  readonly publish?: NetworkPublishing;
  readonly host?: NetworkHosting;
  readonly budgets?: NetworkBudgets;
}
