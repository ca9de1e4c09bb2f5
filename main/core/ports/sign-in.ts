/** How an account is signed in to and out of: what the core hands a network for it, and what comes back. */
import type { Json } from '../../../contract/json.ts';
import type { KeyField } from '../../../contract/keys.ts';
import type { SignInMethod } from '../../../contract/model.ts';
import type { RevocationProof } from '../../../contract/views.ts';

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
  /** Further accounts that the same sign-in opened: the other Pages of a person. */
  readonly more?: readonly SignedIn[];
}

/** The person's own developer app at a network. What a network does not want is null. */
export type AppKeys = Readonly<Record<KeyField, string | null>>;

/** Where a network lets a browser come back to. */
export interface RedirectRule {
  /** `localhost` only where a network refuses 127.0.0.1 (RFC 8252, 8.3 prefers the number). */
  readonly host: '127.0.0.1' | 'localhost';
  /** Whether the one registered port must be used, or any will do. */
  readonly port: 'registered' | 'any';
}
/** The port to register where one must be. */
export const registeredPort = 47813;
export const callbackPath = '/callback';
/** The address to enter at a network's developer page. */
export function registeredRedirect({ host }: RedirectRule): string {
  return `http://${host}:${registeredPort}${callbackPath}`;
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
  /** Null where the network needs none. A connector that must have them throws `keys_missing`. */
  readonly keys: AppKeys | null;
  readonly signal: AbortSignal;
}
export interface TokenSignIn {
  /** What the person copied from the network's developer page. */
  readonly token: string;
  readonly keys: AppKeys | null;
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
  readonly proof: RevocationProof;
  /** Where the person sees or ends the permission by hand. */
  readonly page: string | null;
}

/** What the person's own developer app is made of, at a network that needs one. */
export interface KeyNeeds {
  readonly fields: readonly KeyField[];
  /** The ways to sign in that need them; the others go without. */
  readonly methods: readonly SignInMethod[];
  /** The page where a developer app is made. */
  readonly console: string;
  /** The addresses to enter there. Empty where the person enters one of their own (`redirectUri`). */
  readonly redirects: readonly string[];
  /** The permissions to choose there, as that page spells them. */
  readonly scopes: readonly string[];
  /** In rehearsal the pretend app's keys, so that nothing has to be filled in. */
  readonly preset: AppKeys | null;
}
