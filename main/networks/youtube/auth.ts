/** Signing in as Google's installed apps do: developers.google.com/identity/protocols/oauth2/native-app */
import { z } from 'zod';
import type { TokenEndpointResponse } from 'oauth4webapi';
import type { Problem } from '../../../contract/errors.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import type { AppKeys, RemoteProfile, SignedIn, SignInInput, SignInStarted } from '../../core/ports/sign-in.ts';
import { parsedJson } from '../http/body.ts';
import { StatusFailure } from '../http/failure.ts';
import type { HttpAnswer } from '../http.ts';
import { type FullKeys, requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, tokenFor } from '../oauth.ts';
import { channelsSchema, ownChannel, ownChannelPath } from './channel.ts';
import type { YoutubeDocument } from './document.ts';
import { explain } from './errors.ts';
import { clientOf, openSession } from './session.ts';

const scopeBase = 'https://www.googleapis.com/auth/';
export const scopes = {
  upload: `${scopeBase}youtube.upload`,
  read: `${scopeBase}youtube.readonly`,
  change: `${scopeBase}youtube.force-ssl`,
} as const;

type Keys = Pick<FullKeys, 'clientId' | 'clientSecret'>;
const wanted = ['clientId', 'clientSecret'] as const;
const usualLifeS = 3600;

/** `offline` asks for a refresh token; with `consent` one comes at each sign-in and not only at the very first. */
const asking = { access_type: 'offline', prompt: 'consent' } as const;

/** The address of Google's page, for the system browser alone: a window within a program is turned away there. */
export async function beginSignIn(input: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const keys = requiredKeys(input.keys, wanted);
  const client = clientOf(keys, context);
  const handshake = newHandshake(input.redirectUri, { pkce: true });
  return {
    url: await authorizationUrl(client, handshake, Object.values(scopes), asking),
    redirectUri: input.redirectUri,
    finish: async (redirectedTo, signal) => {
      const parameters = checkedRedirect(client, handshake, redirectedTo);
      const tokens = await tokenFor(client, handshake, parameters, { http: context.http, signal });
      return signedIn(keys, tokens, context, signal);
    },
  };
}

async function signedIn(
  { clientId, clientSecret }: Keys,
  tokens: TokenEndpointResponse,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<SignedIn> {
  const expiresAt = context.now() + (tokens.expires_in ?? usualLifeS) * 1000;
  const { body } = await context.http.json(channelsSchema, {
    method: 'GET',
    url: `${context.addresses.google.api}${ownChannelPath}`,
    kind: 'read',
    headers: { authorization: `Bearer ${tokens.access_token}` },
    signal,
    explain: (answer) => explain('read', answer, context.now()),
  });
  const { profile, playlist } = ownChannel(body, context);
  const refreshToken = tokens.refresh_token || null;
  // The person may take single permissions out on Google's page; then only the rest is named here.
  const scope = tokens.scope ?? Object.values(scopes).join(' ');
  const document: YoutubeDocument = {
    clientId,
    clientSecret,
    accessToken: tokens.access_token,
    refreshToken,
    scope,
    expiresAt,
    playlist,
    uploads: {},
  };
  return {
    profile,
    credentials: document,
    grantedScopes: scope.split(' '),
    // A project in "Testing" ends refresh tokens after a week, and nothing in an answer tells which project is.
    endsAt: refreshToken === null ? expiresAt : null,
  };
}

/** Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  const session = await openSession(call, context);
  return ownChannel(await session.read(channelsSchema, ownChannelPath), context).profile;
}

const tokenErrorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * Asks for tokens with a code that nobody was given. It rests on RFC 6749, 5.2: a client that cannot be authenticated is
 * `invalid_client`, while `invalid_grant` is about the code alone. Anything else that Google has to say, such as
 * `redirect_uri_mismatch` to a client that is not of the type "Desktop app", is about the keys too.
 */
export async function testKeys(keys: AppKeys, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const { clientId, clientSecret } = requiredKeys(keys, wanted);
  const form = {
    grant_type: 'authorization_code',
    code: 'crosstie-tries-the-keys',
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: 'http://127.0.0.1',
  };
  const url = `${context.addresses.google.oauth}/token`;
  try {
    await context.http.text({ method: 'POST', url, kind: 'write', body: { form }, signal, explain: problemOfKeys });
  } catch (error) {
    const isOnlyTheCode = error instanceof StatusFailure && saidOf(error.answer)?.error === 'invalid_grant';
    if (!isOnlyTheCode) throw error;
  }
}

const saidOf = ({ body }: HttpAnswer<string>) => tokenErrorSchema.safeParse(parsedJson(body)).data;

function problemOfKeys(answer: HttpAnswer<string>): Problem {
  const said = saidOf(answer);
  if (answer.status >= 500 || answer.status === 429) return { code: 'transient' };
  if (said === undefined) return { code: 'bad_answer' };
  return { code: 'keys_refused', detail: said.error_description ?? said.error };
}
