/**
 * Signing in with OAuth 2, the parts that networks share: what goes out is kept in a `Handshake` and what comes back is
 * measured against it. The protocol itself is oauth4webapi's; a page or browser is shown by whoever calls.
 */
import type { ErrorCode } from '../../contract/errors.ts';
import {
  allowInsecureRequests,
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  customFetch,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  nopkce,
  processAuthorizationCodeResponse,
  processRevocationResponse,
  revocationRequest,
  type TokenEndpointResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { z } from 'zod';
import { NetworkFailure } from '../core/ports/network.ts';
import type { Http } from './http.ts';

/** Where an authorization server answers, and the client that this program is to it. */
export interface OAuthClient {
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl?: string;
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
}

/** One sign-in under way; lives in memory alone. */
export interface Handshake {
  readonly redirectUri: string;
  readonly state: string;
  /** Null where the server is not told a challenge. */
  readonly verifier: string | null;
}

/** A new handshake: fresh state, and a fresh PKCE verifier (RFC 7636, S256) unless the network has no place for one. */
export function newHandshake(redirectUri: string, options: { readonly pkce: boolean }): Handshake {
  return {
    redirectUri,
    state: generateRandomState(),
    verifier: options.pkce ? generateRandomCodeVerifier() : null,
  };
}

/** The address of the network's sign-in page. `extra` adds what only this network wants. */
export async function authorizationUrl(
  client: OAuthClient,
  handshake: Handshake,
  scopes: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<string> {
  const url = new URL(client.authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: handshake.redirectUri,
    scope: scopes.join(' '),
    state: handshake.state,
    ...extra,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (handshake.verifier !== null) {
    url.searchParams.set('code_challenge', await calculatePKCECodeChallenge(handshake.verifier));
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url.href;
}

/**
 * Whether an address is the redirect that was asked for: protocol, host, port and path are equal, never only the
 * beginning (RFC 9700, 4.1). A fragment, such as Meta's `#_`, says nothing.
 */
export function matchesRedirect(expected: string, url: URL): boolean {
  if (!URL.canParse(expected)) return false;
  const wanted = new URL(expected);
  return (
    url.protocol === wanted.protocol &&
    url.host === wanted.host &&
    url.pathname === wanted.pathname &&
    url.username === '' &&
    url.password === ''
  );
}

/**
 * The parameters of a redirect that answers this handshake. Throws `sign_in_mismatch` when it is not the answer to it,
 * `sign_in_denied` when the person said no, `sign_in_failed` when the server did.
 */
export function checkedRedirect(client: OAuthClient, handshake: Handshake, redirectedTo: URL): URLSearchParams {
  if (!matchesRedirect(handshake.redirectUri, redirectedTo)) throw mismatch('The answer came to another address.');
  if (redirectedTo.searchParams.get('state') !== handshake.state) throw mismatch('The answer is not to this sign-in.');
  try {
    return validateAuthResponse(
      serverOf(client),
      { client_id: client.clientId },
      redirectedTo.searchParams,
      handshake.state,
    );
  } catch (error) {
    throw error instanceof AuthorizationResponseError
      ? refusedBy(error)
      : mismatch('The answer cannot be read.', error);
  }
}

/** Exchanges the code for a token. Throws NetworkFailure. */
export async function tokenFor(
  client: OAuthClient,
  handshake: Handshake,
  parameters: URLSearchParams,
  call: { readonly http: Http; readonly signal: AbortSignal },
): Promise<TokenEndpointResponse> {
  const known = { client_id: client.clientId };
  return orFailed(async () => {
    const response = await authorizationCodeGrantRequest(
      serverOf(client),
      known,
      authenticationOf(client),
      parameters,
      handshake.redirectUri,
      handshake.verifier ?? nopkce,
      through(call),
    );
    return processAuthorizationCodeResponse(serverOf(client), known, response);
  });
}

export interface RefreshedToken {
  readonly accessToken: string;
  /** Null when the answer has none, or an empty one: then the old refresh token stays in force. */
  readonly refreshToken: string | null;
  readonly expiresInMs: number | null;
}
const refreshAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/**
 * Trades a refresh token for new tokens. Read here and not by oauth4webapi, which takes an empty refresh token for a
 * broken answer and so would lose the access token that came with it. Throws NetworkFailure, `auth_expired` on a 4xx.
 */
export async function refreshedToken(
  client: OAuthClient,
  refreshToken: string,
  call: { readonly http: Http; readonly signal: AbortSignal },
): Promise<RefreshedToken> {
  const { body } = await call.http.json(refreshAnswer, {
    method: 'POST',
    url: client.tokenUrl,
    kind: 'write',
    signal: call.signal,
    body: {
      form: {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: client.clientId,
        ...(client.clientSecret !== null && { client_secret: client.clientSecret }),
      },
    },
    explain: ({ status }) => ({ code: renewalProblem(status) }),
  });
  return {
    accessToken: body.access_token,
    refreshToken: body.refresh_token || null,
    expiresInMs: body.expires_in === undefined ? null : body.expires_in * 1000,
  };
}

function renewalProblem(status: number): ErrorCode {
  if (status === 429) return 'rate_limited';
  return status < 500 ? 'auth_expired' : 'transient';
}

/** Takes a token back (RFC 7009). Throws NetworkFailure when the server does not confirm it. */
export async function revokeToken(
  client: OAuthClient,
  token: string,
  call: { readonly http: Http; readonly signal: AbortSignal },
): Promise<void> {
  await orFailed(async () => {
    const server = serverOf(client);
    const known = { client_id: client.clientId };
    const response = await revocationRequest(server, known, authenticationOf(client), token, through(call));
    await processRevocationResponse(response);
  });
}

function serverOf(client: OAuthClient): AuthorizationServer {
  return {
    issuer: client.issuer,
    authorization_endpoint: client.authorizeUrl,
    token_endpoint: client.tokenUrl,
    ...(client.revokeUrl !== undefined && { revocation_endpoint: client.revokeUrl }),
  };
}

function authenticationOf(client: OAuthClient) {
  return client.clientSecret === null ? None() : ClientSecretPost(client.clientSecret);
}

/** Which addresses may be plain http is `http`'s rule, so the library's own check stands aside. */
function through({ http, signal }: { readonly http: Http; readonly signal: AbortSignal }) {
  return { [customFetch]: http.fetch, [allowInsecureRequests]: true, signal };
}

async function orFailed<Value>(exchange: () => Promise<Value>): Promise<Value> {
  try {
    return await exchange();
  } catch (error) {
    if (error instanceof NetworkFailure) throw error;
    const said: unknown = error instanceof Error ? Reflect.get(error, 'error_description') : undefined;
    const detail = typeof said === 'string' ? said : 'The server did not accept the sign-in.';
    throw new NetworkFailure({ code: 'sign_in_failed', detail }, { cause: error });
  }
}

function refusedBy(error: AuthorizationResponseError): NetworkFailure {
  if (error.error === 'access_denied') return new NetworkFailure({ code: 'sign_in_denied' }, { cause: error });
  return new NetworkFailure(
    { code: 'sign_in_failed', detail: error.error_description ?? error.error },
    { cause: error },
  );
}

function mismatch(detail: string, cause?: unknown): NetworkFailure {
  return new NetworkFailure({ code: 'sign_in_mismatch', detail }, { cause });
}
