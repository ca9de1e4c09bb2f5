/** Signing in: learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow */
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import {
  type RemoteProfile,
  type Revoked,
  type SignedIn,
  type SignInInput,
  type SignInStarted,
  type TokenSignIn,
} from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import { requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, type Handshake, newHandshake, type OAuthClient } from '../oauth.ts';
import { type Caller, callsOf, type LinkedinCalls } from './calls.ts';
import { type App, exchange } from './exchange.ts';
import type { TokenAnswer } from './parse.ts';
import { askProfile } from './profile.ts';
import { clientOf, type LinkedinDocument } from './session.ts';
import { startImage } from './upload.ts';

export const scopes = ['openid', 'profile', 'w_member_social'] as const;
const permittedServices = '/mypreferences/d/data-sharing-for-permitted-services';
const dayMs = 86_400_000;
const tokenLifeMs = 60 * dayMs;
/** Counted from the first yes; using a refresh token does not move it. */
const refreshLifeMs = 365 * dayMs;

/** There is no PKCE for ordinary apps: the secret, sent in the body, stands in for it. */
export async function beginSignIn(input: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const app = requiredKeys(input.keys, ['clientId', 'clientSecret']);
  const client = clientOf(app, context);
  const handshake = newHandshake(input.redirectUri, { pkce: false });
  return {
    url: await authorizationUrl(client, handshake, scopes),
    redirectUri: input.redirectUri,
    finish: async (redirectedTo, signal) => {
      const code = codeIn(client, handshake, redirectedTo);
      const answer = await exchange(app, { code, redirectUri: input.redirectUri }, context, signal);
      return signedIn(documentOf(answer, app, context.now()), endOf(answer, context.now()), context, signal);
    },
  };
}

/** LinkedIn has words of its own for a no: `user_cancelled_login` and `user_cancelled_authorize`. */
function codeIn(client: OAuthClient, handshake: Handshake, redirectedTo: URL): string {
  try {
    return checkedRedirect(client, handshake, redirectedTo).get('code') ?? '';
  } catch (error) {
    const isFailure = error instanceof NetworkFailure && error.problem.code === 'sign_in_failed';
    const isNo = redirectedTo.searchParams.get('error')?.startsWith('user_cancelled') ?? false;
    throw isFailure && isNo ? new NetworkFailure({ code: 'sign_in_denied' }, { cause: error }) : error;
  }
}

function documentOf(answer: TokenAnswer, app: App, now: number): LinkedinDocument {
  return {
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    accessToken: answer.access_token,
    scope: answer.scope?.split(/[\s,]+/).join(' ') || scopes.join(' '),
    issuedAt: now,
    expiresAt: now + answer.expires_in * 1000,
    refreshToken: answer.refresh_token || null,
  };
}

/** For an ordinary app the sign-in ends with its token; a refresh token carries it on until that ends. */
function endOf(answer: TokenAnswer, now: number): number {
  if (!answer.refresh_token) return now + answer.expires_in * 1000;
  const { refresh_token_expires_in: seconds } = answer;
  return now + (seconds ? seconds * 1000 : refreshLifeMs);
}

async function signedIn(
  document: LinkedinDocument,
  endsAt: number,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<SignedIn> {
  const profile = await askProfile(callsWith(document, context, signal), context);
  return { profile, credentials: document, grantedScopes: document.scope.split(' '), endsAt };
}

function callsWith(document: LinkedinDocument, context: NetworkContext, signal: AbortSignal): LinkedinCalls {
  const { accessToken, issuedAt } = document;
  const caller: Caller = { accessToken, issuedAt, account: '', signal };
  return callsOf(caller, context, async () => null);
}

/**
 * A token of the Developer Portal's Token Generator. It does not say what it may do, so an upload is begun, which nobody
 * sees: without the permission to post that is refused, here and not at the first post. Nor does it say when it ends:
 * 60 days from now at the latest.
 */
export async function withToken(input: TokenSignIn, context: NetworkContext): Promise<SignedIn> {
  const now = context.now();
  const document: LinkedinDocument = {
    clientId: null,
    clientSecret: null,
    accessToken: input.token.trim(),
    scope: scopes.join(' '),
    issuedAt: now,
    expiresAt: now + tokenLifeMs,
    refreshToken: null,
  };
  if (!/^[\x21-\x7e]+$/.test(document.accessToken)) {
    throw new NetworkFailure({ code: 'sign_in_failed', detail: 'This is not a token.' }, { notSent: true });
  }
  try {
    const signed = await signedIn(document, document.expiresAt, context, input.signal);
    await startImage(callsWith(document, context, input.signal), authorOf(signed.profile));
    return signed;
  } catch (error) {
    throw error instanceof StatusFailure && error.answer.status === 401 ? notGood(error) : error;
  }
}

/** The sign-in has not ended: it never began. */
const notGood = (failure: StatusFailure): NetworkFailure =>
  new NetworkFailure({ ...failure.problem, code: 'sign_in_failed' }, { cause: failure });

const authorOf = ({ remoteId }: RemoteProfile): string => `urn:li:person:${remoteId}`;

/** There is no call that takes a token back; the person removes the app among the permitted services. */
export async function revoke(_call: AccountCall, { addresses }: NetworkContext): Promise<Revoked> {
  return { revoked: 'by_hand', proof: { code: 'no_call' }, page: `${addresses.linkedin.www}${permittedServices}` };
}
