/** Signing in at a server that is met for the first time: docs.joinmastodon.org/spec/oauth and /methods/apps */
import { z } from 'zod';
import type { RevocationProof } from '../../../contract/views.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import {
  type RemoteProfile,
  type Revoked,
  type SignedIn,
  type SignInInput,
  type SignInStarted,
} from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, revokeToken, tokenFor } from '../oauth.ts';
import type { Dialect } from './dialect.ts';
import { explain } from './errors.ts';
import { findInstance, type Instance } from './instance.ts';
import { accountSchema, profileOf } from './parse.ts';
import { clientOf, openSession, readDocument, type SessionDocument } from './session.ts';

const appName = 'Crosstie';
const appWebsite = 'https://crosstie.example';

/** Pixelfed numbers its clients. */
const appSchema = z.object({
  client_id: z.union([z.string().min(1), z.number()]).transform(String),
  client_secret: z.string().min(1),
});

interface RegisteredApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
}

/** Finds the server, registers with exactly the redirect that will be used, and gives the address of the sign-in page. */
export async function beginSignIn(
  dialect: Dialect,
  input: SignInInput,
  context: NetworkContext,
): Promise<SignInStarted> {
  const instance = await findInstance(input.instance, dialect, context, input.signal);
  const app = await register(dialect, instance.origin, input, context);
  const client = clientOf(instance.origin, app);
  // Servers without PKCE ignore the challenge, as RFC 6749 (3.1) asks.
  const handshake = newHandshake(input.redirectUri, { pkce: true });
  return {
    url: await authorizationUrl(client, handshake, app.scopes, { lang: input.language }),
    redirectUri: input.redirectUri,
    finish: async (redirectedTo, signal) => {
      const parameters = checkedRedirect(client, handshake, redirectedTo);
      const tokens = await tokenFor(client, handshake, parameters, { http: context.http, signal });
      const granted = tokens.scope?.split(' ').filter((scope) => scope !== '') ?? [];
      const document: SessionDocument = {
        clientId: app.clientId,
        clientSecret: app.clientSecret,
        accessToken: tokens.access_token,
        scope: (granted.length > 0 ? granted : app.scopes).join(' '),
        refreshToken: tokens.refresh_token ?? null,
        expiresAt: tokens.expires_in === undefined ? null : context.now() + tokens.expires_in * 1000,
      };
      return signedIn(dialect, instance, document, context, signal);
    },
  };
}

async function signedIn(
  dialect: Dialect,
  instance: Instance,
  document: SessionDocument,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<SignedIn> {
  const account = await askAccount(dialect, instance.origin, document.accessToken, context, signal);
  return {
    profile: profileOf(account, instance.origin, instance.domain),
    credentials: document,
    grantedScopes: document.scope.split(' '),
    endsAt: document.refreshToken === null ? document.expiresAt : null,
  };
}

/**
 * A form with one redirect: the shape that Mastodon, Pixelfed (no list of redirects) and snac2 (no JSON) all take. A server
 * that does not know a scope refuses the whole registration, and the next set is tried.
 */
async function register(
  dialect: Dialect,
  origin: string,
  input: SignInInput,
  context: NetworkContext,
  scopeSets: readonly (readonly string[])[] = dialect.scopes,
): Promise<RegisteredApp> {
  const [scopes = [], ...others] = scopeSets;
  const form = {
    client_name: appName,
    redirect_uris: input.redirectUri,
    scopes: scopes.join(' '),
    website: appWebsite,
  };
  try {
    const { body } = await context.http.json(appSchema, {
      method: 'POST',
      url: `${origin}/api/v1/apps`,
      kind: 'write',
      body: { form },
      signal: input.signal,
      explain: (answer) => ({ ...explain(dialect, answer, context.now), code: 'sign_in_failed' }),
    });
    return { clientId: body.client_id, clientSecret: body.client_secret, scopes };
  } catch (error) {
    const isRefusedScope = error instanceof StatusFailure && [400, 422].includes(error.answer.status);
    if (!isRefusedScope || others.length === 0) throw error;
    return register(dialect, origin, input, context, others);
  }
}

async function askAccount(
  dialect: Dialect,
  origin: string,
  accessToken: string,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<z.output<typeof accountSchema>> {
  const { body } = await context.http.json(accountSchema, {
    method: 'GET',
    url: `${origin}/api/v1/accounts/verify_credentials`,
    kind: 'read',
    headers: { authorization: `Bearer ${accessToken}` },
    signal,
    explain: (answer) => explain(dialect, answer, context.now),
  });
  return body;
}

/** Asks the server who the token belongs to. Throws NetworkFailure. */
export async function whoAmI(dialect: Dialect, call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  const { document } = await openSession(dialect, call, context);
  const { instance, handle } = call.account;
  const account = await askAccount(dialect, instance, document.accessToken, context, call.signal);
  return profileOf(account, instance, handle.split('@').at(-1) ?? new URL(instance).host);
}

/** Takes the token back and tries it once more: the proof is that the server refuses it. Throws NetworkFailure. */
export async function revoke(dialect: Dialect, call: AccountCall, context: NetworkContext): Promise<Revoked> {
  const { instance } = call.account;
  const page = `${instance}${dialect.permissionsPage}`;
  const { host } = new URL(instance);
  const values = { call: 'POST /oauth/revoke', host };
  const byHand = (code: RevocationProof['code']): Revoked => ({ revoked: 'by_hand', proof: { code, values }, page });
  if (!dialect.canRevoke) return byHand('no_call');
  const document = readDocument(await call.credentials.load(), dialect);
  const client = clientOf(instance, document);
  try {
    await revokeToken(client, document.accessToken, { http: context.http, signal: call.signal });
    await askAccount(dialect, instance, document.accessToken, context, call.signal);
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    if (error.problem.code === dialect.tokenRefused && error instanceof StatusFailure) {
      const { status } = error.answer;
      return { revoked: 'at_network', proof: { code: 'refused_afterwards', values: { ...values, status } }, page };
    }
    if (error.problem.code === 'sign_in_failed') return byHand('not_accepted');
    throw error;
  }
  return byHand('still_taken');
}
