/**
 * Signing in to X: OAuth 2.0 with PKCE as a public client. docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
import { z } from 'zod';
import type { RevocationProof } from '../../../contract/views.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import {
  type AppKeys,
  type RedirectRule,
  registeredRedirect,
  type RemoteProfile,
  type Revoked,
  type SignedIn,
  type SignInInput,
  type SignInStarted,
} from '../../core/ports/sign-in.ts';
import { parsedJson } from '../http/body.ts';
import { StatusFailure } from '../http/failure.ts';
import { requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, type OAuthClient, revokeToken, tokenFor } from '../oauth.ts';
import { explain } from './errors.ts';
import { clientOf, openSession, readDocument, usualLifeMs, type XDocument } from './session.ts';
import { prices } from './prices.ts';

export const scopes = ['users.read', 'tweet.read', 'tweet.write', 'media.write', 'offline.access'] as const;
/** X compares to the letter, a port too, and asks for the number instead of `localhost`. */
export const redirect: RedirectRule = { host: '127.0.0.1', port: 'registered' };
/** Where a person sees and ends what apps may do. */
const permissionsPath = '/settings/connected_apps';

const meSchema = z.object({
  data: z.object({ id: z.string().min(1), username: z.string().min(1), name: z.string().nullish() }),
});

export async function beginSignIn({ keys, redirectUri }: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const { clientId } = requiredKeys(keys, ['clientId']);
  const client = clientOf(clientId, context);
  const handshake = newHandshake(redirectUri, { pkce: true });
  const url = await authorizationUrl(client, handshake, scopes);
  return {
    // X writes the spaces between scopes as %20; a plus of the values themselves is %2B already.
    url: url.replaceAll('+', '%20'),
    redirectUri,
    finish: async (redirectedTo, signal) => {
      const parameters = checkedRedirect(client, handshake, redirectedTo);
      const tokens = await tokenFor(client, handshake, parameters, { http: context.http, signal });
      const document: XDocument = {
        clientId,
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token || null,
        scope: tokens.scope ?? scopes.join(' '),
        expiresAt: context.now() + (tokens.expires_in === undefined ? usualLifeMs : tokens.expires_in * 1000),
      };
      return signedIn(document, context, signal);
    },
  };
}

/** With a refresh token the sign-in has no end that X names. */
async function signedIn(document: XDocument, context: NetworkContext, signal: AbortSignal): Promise<SignedIn> {
  const { body } = await context.http.json(meSchema, {
    ...askingWho(document.accessToken, context, signal),
    explain: (answer) => explain(answer, context.now, 'read'),
  });
  return {
    profile: profileOf(body, context),
    credentials: document,
    grantedScopes: document.scope.split(' '),
    endsAt: document.refreshToken === null ? document.expiresAt : null,
  };
}

const askingWho = (accessToken: string, { addresses }: NetworkContext, signal: AbortSignal) =>
  ({
    method: 'GET',
    url: `${addresses.x.api}/2/users/me`,
    kind: 'read',
    headers: { authorization: `Bearer ${accessToken}` },
    signal,
  }) as const;

function profileOf({ data }: z.infer<typeof meSchema>, { addresses }: NetworkContext): RemoteProfile {
  const { id, username, name } = data;
  return {
    remoteId: id,
    instance: addresses.x.www,
    handle: username,
    displayName: name?.trim() || username,
    profileUrl: `${addresses.x.www}/${username}`,
  };
}

/** Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  const session = openSession(call, context);
  const me = await session.read(meSchema, '/2/users/me');
  session.charge(prices.userRead, [`user ${call.account.remoteId}`]);
  return profileOf(me, context);
}

const refusalSchema = z.object({ error: z.string().optional(), error_description: z.string().optional() });

/**
 * Asks for a token with a made-up code. An app that X knows as a public client is told that the code is invalid
 * (`invalid_grant` in RFC 6749, 5.2; X says `invalid_request` and “Value passed for the authorization code was
 * invalid.”); one that it does not know, or that was made as a Web App with a secret, is refused before the code is
 * looked at (`unauthorized_client`, `invalid_client`). X documents neither: these are the answers that people quote.
 */
export async function testKeys(keys: AppKeys, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const { clientId } = requiredKeys(keys, ['clientId']);
  const { status, body } = await context.http.text({
    method: 'POST',
    url: clientOf(clientId, context).tokenUrl,
    kind: 'write',
    body: {
      form: {
        grant_type: 'authorization_code',
        code: 'made-up',
        client_id: clientId,
        redirect_uri: registeredRedirect(redirect),
        code_verifier: 'made-up-verifier-that-is-long-enough-for-rfc-7636',
      },
    },
    signal,
    accepts: [400, 401, 403],
    explain: (answer) => explain(answer, context.now, 'read'),
  });
  const { error, error_description: said } = refusalSchema.safeParse(parsedJson(body)).data ?? {};
  if (error === 'invalid_grant' || /authorization code/i.test(said ?? '')) return;
  throw new NetworkFailure({ code: 'keys_refused', detail: said ?? error ?? `X answered with ${status}.` });
}

/**
 * Takes both tokens back and tries the access token once more: the proof is that X refuses it. A refused call costs
 * nothing. Throws NetworkFailure when X cannot be asked.
 */
export async function revoke(call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const page = `${context.addresses.x.www}${permissionsPath}`;
  const values = { call: 'POST /2/oauth2/revoke', host: new URL(context.addresses.x.api).host };
  const byHand = (code: RevocationProof['code']): Revoked => ({ revoked: 'by_hand', proof: { code, values }, page });
  const { clientId, accessToken, refreshToken } = readDocument(await call.credentials.load());
  const client = clientOf(clientId, context);
  if (!(await isTakenBack(refreshToken ?? accessToken, client, call, context))) return byHand('not_accepted');
  // It may have gone with the refresh token already, so the answer to this one says nothing.
  if (refreshToken !== null) await isTakenBack(accessToken, client, call, context);
  const status = await statusFor(accessToken, call, context);
  if (status === 200) return byHand('still_taken');
  return { revoked: 'at_network', proof: { code: 'refused_afterwards', values: { ...values, status } }, page };
}

/** What X answers to this token now. Throws NetworkFailure when it answers neither yes nor no. */
async function statusFor(accessToken: string, { signal }: AccountCall, context: NetworkContext): Promise<number> {
  try {
    const request = askingWho(accessToken, context, signal);
    return (await context.http.text({ ...request, explain: (answer) => explain(answer, context.now, 'read') })).status;
  } catch (error) {
    if (error instanceof StatusFailure && [401, 403].includes(error.answer.status)) return error.answer.status;
    throw error;
  }
}

/** False when X does not confirm it with 200; its body is not documented. */
async function isTakenBack(
  token: string,
  client: OAuthClient,
  { signal }: AccountCall,
  { http }: NetworkContext,
): Promise<boolean> {
  try {
    await revokeToken(client, token, { http, signal });
    return true;
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'sign_in_failed') return false;
    throw error;
  }
}
