/** Signing in: with OAuth in a page of the account's own server, or with an app password. */
import type { NodeOAuthClient, NodeSavedSession } from '@atproto/oauth-client-node';
import type { PasswordSignIn, SignedIn, SignInInput, SignInStarted } from '../../core/ports/sign-in.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { matchesRedirect } from '../oauth.ts';
import { accountInput } from './account-input.ts';
import { appPasswordSession, createSession } from './app-password.ts';
import { explainOAuth, wrappedFailure } from './errors.ts';
import { notThere } from './identity.ts';
import { loopbackClient, memoryStore, newClient, oauthLibrary, type OAuthLibrary } from './oauth-client.ts';
import { profileOf } from './profile.ts';
import { toJson } from './stored.ts';

/** A public client's session ends after two weeks in all, however often it is renewed (atproto.com/specs/oauth). */
const sessionLivesMs = 14 * 24 * 60 * 60 * 1000;

interface UnderWay {
  readonly library: OAuthLibrary;
  readonly client: NodeOAuthClient;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly sessions: { readonly get: (did: string) => Promise<NodeSavedSession | undefined> };
}

function beginFailure(account: string, thrown: unknown, library: OAuthLibrary): NetworkFailure {
  if (thrown instanceof library.OAuthResolverError) return notThere(account, thrown);
  const failure = wrappedFailure(thrown);
  if (failure !== null) return failure;
  const detail = thrown instanceof library.OAuthResponseError ? thrown.errorDescription : undefined;
  const said = detail ?? (thrown instanceof Error ? thrown.message : String(thrown));
  return new NetworkFailure({ code: 'sign_in_failed', detail: said }, { cause: thrown });
}

/** The library's words for an answer that does not belong to this sign-in: its state or issuer is another's. */
const mismatches = /^(?:Missing "state"|Unknown authorization session|Issuer mismatch|iss missing)/;

/** Why the answer of a sign-in page cannot be taken. */
export function finishFailure(thrown: unknown, parameters: URLSearchParams): NetworkFailure {
  const failure = wrappedFailure(thrown);
  if (failure !== null) return failure;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  if (mismatches.test(said)) {
    return new NetworkFailure(
      { code: 'sign_in_mismatch', detail: 'The answer is not to this sign-in.' },
      { cause: thrown },
    );
  }
  if (parameters.get('error') === 'access_denied')
    return new NetworkFailure({ code: 'sign_in_denied' }, { cause: thrown });
  return new NetworkFailure({ code: 'sign_in_failed', detail: said }, { cause: thrown });
}

async function signedIn(
  did: string,
  underWay: UnderWay,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<SignedIn> {
  const { client, clientId, library, sessions } = underWay;
  const saved = await sessions.get(did);
  if (saved === undefined) throw new NetworkFailure({ code: 'sign_in_failed' });
  const open = await client.restore(did, false);
  const orExplained = (thrown: unknown): never => {
    throw explainOAuth(thrown, library);
  };
  const session = {
    did,
    service: new URL(saved.tokenSet.aud).origin,
    fetch: async (path: string, init: RequestInit) => await open.fetchHandler(path, init).catch(orExplained),
  };
  return {
    profile: await profileOf(session, signal, context),
    credentials: toJson({ kind: 'oauth', clientId, session: saved }),
    grantedScopes: saved.tokenSet.scope.split(' '),
    endsAt: context.now() + sessionLivesMs,
  };
}

async function finish(
  redirectedTo: URL,
  underWay: UnderWay,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<SignedIn> {
  const { client, redirectUri } = underWay;
  if (!matchesRedirect(redirectUri, redirectedTo)) {
    throw new NetworkFailure({ code: 'sign_in_mismatch', detail: 'The answer came to another address.' });
  }
  const parameters = redirectedTo.searchParams;
  const { session } = await client.callback(parameters, callbackOptions(underWay)).catch((thrown: unknown) => {
    throw finishFailure(thrown, parameters);
  });
  try {
    return await signedIn(session.did, underWay, signal, context);
  } catch (error) {
    await client.revoke(session.did).catch(() => undefined);
    throw error;
  }
}

const callbackOptions = ({ library, redirectUri }: UnderWay) => ({
  redirect_uri: library.oauthLoopbackClientRedirectUriSchema.parse(redirectUri),
});

/** Pushes the request to the account's server and gives the page to show. Throws NetworkFailure. */
export async function beginOAuth(input: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const { redirectUri, signal, language } = input;
  const account = accountInput(input.instance, context.addresses.bluesky.service);
  const library = await oauthLibrary();
  const metadata = loopbackClient(library, redirectUri);
  const sessions = memoryStore<NodeSavedSession>();
  const client = newClient(library, metadata, sessions, context);
  const url = await client.authorize(account, { signal, ui_locales: language }).catch((thrown: unknown) => {
    throw beginFailure(account, thrown, library);
  });
  const underWay = { library, client, clientId: client.clientMetadata.client_id, redirectUri, sessions };
  return {
    url: url.href,
    redirectUri,
    finish: async (redirectedTo, finishSignal) => await finish(redirectedTo, underWay, finishSignal, context),
  };
}

/** The password is used once and kept nowhere. Throws NetworkFailure: `wrong_password`, `rate_limited` … */
export async function withAppPassword(input: PasswordSignIn, context: NetworkContext): Promise<SignedIn> {
  const stored = await createSession(input, context);
  const document = toJson(stored);
  const call = {
    account: { network: 'bluesky', instance: stored.service, remoteId: stored.did, handle: '' },
    credentials: { load: async () => await Promise.resolve(document), save: async () => await Promise.resolve() },
    signal: input.signal,
  } as const;
  return {
    profile: await profileOf(appPasswordSession(stored, call, context), input.signal, context),
    credentials: document,
    grantedScopes: ['app_password'],
    endsAt: null,
  };
}
