/** Login Kit for Desktop: developers.tiktok.com/docs/en/login-kit-desktop */
import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../../contract/errors.ts';
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
import { StatusFailure } from '../http/failure.ts';
import { requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { checkedRedirect, type Handshake, newHandshake, type OAuthClient } from '../oauth.ts';
import type { TiktokDocument } from './document.ts';
import { profileOf, userFields, userSchema } from './parse.ts';
import { liveDocument, openSession, sessionWith, type TiktokSession } from './session.ts';
import { askTokens, revokeToken, type TiktokApp, type Tokens } from './tokens.ts';

export const redirect: RedirectRule = { host: '127.0.0.1', port: 'any' };
/** Drafts alone: `video.publish`, which posts at once, is for apps that TikTok has audited. */
export const scopes = ['user.info.basic', 'user.info.profile', 'video.list', 'video.upload'] as const;

export async function beginSignIn(input: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const app = appOf(input.keys);
  const handshake = newHandshake(input.redirectUri, { pkce: true });
  const client = clientOf(app, context);
  return {
    url: authorizeAddress(client, handshake),
    redirectUri: input.redirectUri,
    finish: async (redirectedTo, signal) => {
      // Read from the query, so decoded: TikTok's codes hold `!`, and it wants them as they are.
      const code = checkedRedirect(client, handshake, redirectedTo).get('code') ?? '';
      const form = {
        grant_type: 'authorization_code' as const,
        code,
        redirect_uri: handshake.redirectUri,
        code_verifier: handshake.verifier ?? '',
      };
      return signedIn(app, await askTokens({ app, form, refusal: refusalOfCode, signal }, context), context, signal);
    },
  };
}

function appOf(keys: AppKeys | null): TiktokApp {
  const { clientId, clientSecret } = requiredKeys(keys, ['clientId', 'clientSecret']);
  return { clientKey: clientId, clientSecret };
}

function clientOf(app: TiktokApp, { addresses: { tiktok } }: NetworkContext): OAuthClient {
  return {
    issuer: tiktok.www,
    authorizeUrl: `${tiktok.www}/v2/auth/authorize/`,
    tokenUrl: `${tiktok.api}/v2/oauth/token/`,
    clientId: app.clientKey,
    clientSecret: app.clientSecret,
  };
}

/**
 * Where TikTok differs from OAuth: the client is a `client_key`, commas part the scopes, and the challenge of S256 is the
 * hash in lower-case hexadecimal, not in base64url (RFC 7636, 4.2).
 */
function authorizeAddress(client: OAuthClient, { redirectUri, state, verifier }: Handshake): string {
  const url = new URL(client.authorizeUrl);
  const parameters = {
    client_key: client.clientId,
    scope: scopes.join(','),
    response_type: 'code',
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256')
      .update(verifier ?? '')
      .digest('hex'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** `endsAt` is when the refresh token ends, a year from now; that a renewal puts it off is not promised. */
async function signedIn(
  app: TiktokApp,
  tokens: Tokens,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<SignedIn> {
  const granted = tokens.scopes.length > 0 ? tokens.scopes : scopes;
  const document: TiktokDocument = {
    ...app,
    accessToken: tokens.accessToken,
    accessEndsAt: tokens.accessEndsAt,
    refreshToken: tokens.refreshToken ?? '',
    refreshEndsAt: tokens.refreshEndsAt,
    scope: granted.join(','),
    drafts: [],
  };
  const profile = await askProfile(sessionWith(tokens.accessToken, context, signal), context);
  return {
    profile,
    credentials: { ...document, drafts: [] },
    grantedScopes: granted,
    endsAt: tokens.refreshToken === null ? tokens.accessEndsAt : tokens.refreshEndsAt,
  };
}

/** Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  return askProfile(await openSession(call, context), context);
}

async function askProfile(session: TiktokSession, { addresses }: NetworkContext): Promise<RemoteProfile> {
  const path = `/v2/user/info/?${new URLSearchParams({ fields: userFields }).toString()}`;
  return profileOf(await session.read(userSchema, { method: 'GET', path }), addresses.tiktok.www);
}

/**
 * Trades in a code that nobody issued. That a complaint about the code means that key and secret are good rests on the
 * names of RFC 6749 (5.2), which TikTok uses, and on the client being looked at first, as OAuth servers do.
 */
export async function testKeys(keys: AppKeys, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const form = {
    grant_type: 'authorization_code' as const,
    code: 'crosstie-asks-whether-these-keys-are-known',
    redirect_uri: registeredRedirect(redirect),
    code_verifier: newHandshake('', { pkce: true }).verifier ?? '',
  };
  const question = { app: appOf(keys), form, refusal: refusalOfCode, signal };
  await askTokens(question, context).catch((error: unknown) => {
    const isGood = error instanceof NetworkFailure && error.problem.code === 'sign_in_failed';
    if (!isGood) throw error;
  });
}

function refusalOfCode(error: string, sentence: string): ErrorCode {
  if (error === '') return 'bad_answer';
  if (error === 'invalid_grant') return 'sign_in_failed';
  return /client/i.test(`${error} ${sentence}`) ? 'keys_refused' : 'sign_in_failed';
}

/** Takes the token back and tries it once more: the proof is that TikTok refuses it. Throws NetworkFailure. */
export async function revoke(call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const { www, api } = context.addresses.tiktok;
  const { host } = new URL(api);
  const values = { call: 'POST /v2/oauth/revoke/', host };
  const answered = (revoked: Revoked['revoked'], proof: RevocationProof): Revoked => ({
    revoked,
    proof,
    page: `${www}/setting`,
  });
  const document = await liveDocument(call, context).catch(nullWhenEnded);
  if (document === null) return answered('at_network', { code: 'ended_before', values: { host } });
  try {
    await revokeToken(document, document.accessToken, context, call.signal);
  } catch (error) {
    if (!(error instanceof NetworkFailure) || error.problem.code !== 'content_rejected') throw error;
    return answered('by_hand', { code: 'not_accepted', values });
  }
  const status = await statusOfToken(document.accessToken, call, context);
  if (status === null) return answered('at_network', { code: 'accepted', values });
  return status === 200
    ? answered('by_hand', { code: 'still_taken', values: { host } })
    : answered('at_network', { code: 'refused_afterwards', values: { ...values, status } });
}

function nullWhenEnded(error: unknown): null {
  const code = error instanceof NetworkFailure ? error.problem.code : null;
  if (code === 'auth_revoked' || code === 'auth_expired') return null;
  throw error;
}

/** What TikTok says to a token: 200 when it is still taken, null when it could not be asked. */
async function statusOfToken(token: string, call: AccountCall, context: NetworkContext): Promise<number | null> {
  try {
    await askProfile(sessionWith(token, context, call.signal), context);
    return 200;
  } catch (error) {
    const isRefused = error instanceof StatusFailure && error.problem.code === 'auth_revoked';
    return isRefused ? error.answer.status : null;
  }
}
