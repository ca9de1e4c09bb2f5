/** What windows are shown: readonly snapshots made by the main process. No type here can hold a secret. */
import type { Capabilities } from './capabilities.ts';
import type { Problem } from './errors.ts';
import type { KeysView } from './keys.ts';
import type { AccountRules, RouteRules } from './rules.ts';
import type {
  AccountId,
  AccountLimits,
  CrosspostId,
  NetworkId,
  Permission,
  QueueTab,
  RouteId,
  RouteMode,
  SignInMethod,
} from './model.ts';

export const trayStates = ['idle', 'working', 'needs_you', 'trouble', 'paused', 'offline'] as const;
export type TrayState = (typeof trayStates)[number];

export interface Status {
  readonly state: TrayState;
  /** Posts with at least one crosspost waiting for a yes. */
  readonly waiting: number;
  /** Originals that changed after they were copied and wait for an answer. */
  readonly offers: number;
  readonly tabs: Readonly<Record<QueueTab, number>>;
  readonly lastCheckedAt: number | null;
  /** Null when running; a time, or `forever` when paused until the person resumes. */
  readonly pausedUntil: number | 'forever' | null;
  readonly online: boolean;
  /** By how many milliseconds this machine's clock is ahead (negative: behind), where that is so much that nothing goes; else null. */
  readonly clockAheadMs: number | null;
  readonly problems: readonly StatusProblem[];
  readonly next: { readonly title: string; readonly network: NetworkId; readonly at: number } | null;
  readonly last: { readonly crosspostId: CrosspostId; readonly network: NetworkId; readonly at: number } | null;
}
export interface StatusProblem extends Problem {
  readonly network: NetworkId;
  readonly account: string;
  readonly accountId: AccountId;
}

/** A network that can be linked, and how. */
export interface NetworkOption {
  readonly id: NetworkId;
  readonly name: string;
  readonly methods: readonly SignInMethod[];
  /** Whether the person must name a server; `example` shows what such an address looks like. */
  readonly instance: { readonly required: boolean; readonly example: string; readonly preset: string } | null;
  readonly canRead: boolean;
  readonly canPublish: boolean;
  readonly permissions: readonly Permission[];
  readonly capabilities: Capabilities;
  /** The person's own developer app; null where none is needed. */
  readonly keys: KeysView | null;
  /** The ways to sign in that need the developer app. */
  readonly keyMethods: readonly SignInMethod[];
  /** Whether unlinking takes the permission back at the network. */
  readonly canRevoke: boolean;
}

/** What an account cost in its month. */
export interface AccountSpending {
  /** US cents; a call may cost a fraction of one. */
  readonly cents: number;
  /** Null: the person set none. */
  readonly ceiling: number | null;
  /** When the month begins anew: by UTC. */
  readonly resetsAt: number;
}
/** A budget of an account of which something was used. */
export interface BudgetView {
  readonly kind: 'posts' | 'calls';
  readonly used: number;
  readonly most: number;
  /** When there is all of it again. */
  readonly resetsAt: number;
}

export type AccountHealth = 'working' | 'checking' | 'link_again' | 'trouble';
export interface AccountView {
  readonly id: AccountId;
  readonly network: NetworkId;
  readonly networkName: string;
  readonly instance: string;
  readonly handle: string;
  readonly displayName: string;
  readonly profileUrl: string;
  readonly health: AccountHealth;
  readonly problem: Problem | null;
  readonly lastCheckedAt: number | null;
  /** When the sign-in ends for good and must be done again; null where it never does. */
  readonly signInEndsAt: number | null;
  readonly canRead: boolean;
  readonly canPublish: boolean;
  readonly permissions: readonly Permission[];
  readonly limits: AccountLimits | null;
  /** Whether the network's API says who sees a post; where it does not, the person may (`AccountRules.originals`). */
  readonly tellsAudience: boolean;
  readonly rules: AccountRules;
  /** Null where nothing costs money. */
  readonly spent: AccountSpending | null;
  readonly budgets: readonly BudgetView[];
}

/** What was called to take a permission back and what the network answered, as facts for a sentence. */
export const revocationProofs = [
  /** The call was accepted, and the token was refused when it was tried once more: `call`, `host`, `status`. */
  'refused_afterwards',
  /** The call was accepted: `call`, `host`. */
  'accepted',
  /** The session is over; the app password that opened it works until the person deletes it: `host`. */
  'session_ended',
  /** The token did not work any more before anything was called: `host`. */
  'ended_before',
  /** The network has no such call. */
  'no_call',
  /** The call was not accepted: `call`, `host`. */
  'not_accepted',
  /** The call was accepted and the token still works: `host`. */
  'still_taken',
  /** The network could not be asked: `said` in its own words. */
  'not_asked',
] as const;
export interface RevocationProof {
  readonly code: (typeof revocationProofs)[number];
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What unlinking did: whether the network took the token back, and where to see or finish it by hand. */
export interface UnlinkProof {
  readonly revoked: 'at_network' | 'by_hand' | 'failed';
  readonly proof: RevocationProof;
  readonly page: string | null;
  readonly erasedSecrets: number;
  readonly at: number;
}

export interface RouteView {
  readonly id: RouteId;
  readonly sourceId: AccountId;
  readonly destinationId: AccountId;
  readonly mode: RouteMode;
  readonly paused: boolean;
  readonly rules: RouteRules;
}

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
export interface Preferences {
  readonly theme: Theme;
  /** `system` follows the machine's language where there is a catalogue for it. */
  readonly language: Language | 'system';
}
/** What a window must know before it can draw. */
export interface Environment {
  readonly language: Language;
  readonly preferences: Preferences;
  readonly rehearsal: boolean;
  readonly version: string;
  readonly sealing: { readonly available: boolean; readonly backend: string };
}
export type LinkProgress =
  | { readonly stage: 'finding_server' | 'waiting_for_you' | 'finishing' }
  | { readonly stage: 'idle' };
