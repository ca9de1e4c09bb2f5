/**
 * Instagram Login and Threads: developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
 * and developers.facebook.com/docs/threads/get-started
 */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import {
  type AppKeys,
  type RemoteProfile,
  type Revoked,
  type SignedIn,
  type SignInInput,
  type SignInStarted,
  type TokenSignIn,
} from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import { type FullKeys, requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, type OAuthClient } from '../oauth.ts';
import type { MetaDialect } from './dialect.ts';
import { explain } from './errors.ts';
import { longToken, type MetaDocument, openSession, sessionWith } from './session.ts';

const answerSchema = z.object({
  access_token: z.string().min(1),
  permissions: z.union([z.string(), z.array(z.string())]).nullish(),
});
/** Some answers come wrapped in `data`. */
const shortTokenSchema = z.union([
  answerSchema,
  z.object({ data: z.tuple([answerSchema]) }).transform(({ data }) => data[0]),
]);

/**
 * Meta takes only the https redirect registered with the app, so the one in `input` is not used; the window that shows the
 * page catches it before it loads. There is no PKCE: the app's secret stands in for it.
 */
export async function beginSignIn(
  dialect: MetaDialect,
  { keys }: SignInInput,
  context: NetworkContext,
): Promise<SignInStarted> {
  const app = requiredKeys(keys, ['clientId', 'clientSecret', 'redirectUri']);
  const client = clientOf(dialect, app, context);
  const handshake = newHandshake(app.redirectUri, { pkce: false });
  return {
    // Meta parts scopes with commas, unlike OAuth.
    url: await authorizationUrl(client, handshake, [], { scope: dialect.scopes.join(',') }),
    redirectUri: app.redirectUri,
    finish: async (redirectedTo, signal) => {
      const code = checkedRedirect(client, handshake, redirectedTo).get('code') ?? '';
      const short = await shortToken(client, app, code, { context, signal });
      const query = {
        grant_type: dialect.grants.exchange,
        client_secret: app.clientSecret,
        access_token: short.token,
      };
      const { accessToken, expiresAt } = await longToken('/access_token', query, dialect, { context, signal });
      const document = {
        accessToken: accessToken ?? short.token,
        scope: (short.scopes ?? dialect.scopes).join(' '),
        issuedAt: context.now(),
        expiresAt,
      };
      return signedIn(dialect, document, { context, signal });
    },
  };
}

/**
 * With a token from the app's dashboard. Neither its age nor its permissions can be asked for: it is taken to have all
 * that the guide says to tick, and is renewed as soon as it is surely a day old. Throws `sign_in_failed` with Graph's
 * words when it is none.
 */
export async function signInWithToken(
  dialect: MetaDialect,
  { token, signal }: TokenSignIn,
  context: NetworkContext,
): Promise<SignedIn> {
  const document = {
    accessToken: token.trim(),
    scope: '',
    issuedAt: context.now(),
    expiresAt: null,
  };
  if (document.accessToken === '') throw new NetworkFailure({ code: 'sign_in_failed' }, { notSent: true });
  return signedIn(dialect, document, { context, signal }).catch((error: unknown) => {
    if (!(error instanceof StatusFailure) || error.answer.status >= 500) throw error;
    throw new NetworkFailure({ ...error.problem, code: 'sign_in_failed' }, { cause: error });
  });
}

interface Asking {
  readonly context: NetworkContext;
  readonly signal: AbortSignal;
}

/** `endsAt` is null: the token lives 60 days but is renewed for as long as it is used. */
async function signedIn(dialect: MetaDialect, document: MetaDocument, { context, signal }: Asking): Promise<SignedIn> {
  const { accessToken, scope } = document;
  const session = sessionWith(dialect, { accessToken, account: '', signal }, context);
  return {
    profile: await dialect.profile(session, dialect.hosts(context.addresses)),
    credentials: document,
    grantedScopes: scope.split(' ').filter((name) => name !== ''),
    endsAt: null,
  };
}

async function shortToken(
  client: OAuthClient,
  app: FullKeys,
  code: string,
  { context, signal }: Asking,
): Promise<{ readonly token: string; readonly scopes: readonly string[] | null }> {
  const { body } = await context.http.json(shortTokenSchema, {
    method: 'POST',
    url: client.tokenUrl,
    kind: 'write',
    body: {
      form: {
        client_id: app.clientId,
        client_secret: app.clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: app.redirectUri,
        code,
      },
    },
    signal,
    explain: (answer) => ({ ...explain(answer, context.now), code: 'sign_in_failed' }),
  });
  const granted = typeof body.permissions === 'string' ? body.permissions.split(',') : body.permissions;
  return { token: body.access_token, scopes: granted ?? null };
}

/** Refusals that are about the code alone: then client and secret passed. Anything else is about the keys. */
const aboutTheCode = /\bcode\b/i;

/**
 * Sends a code that was never issued. That Meta looks at the app and its secret before the code, and names the code in its
 * refusal, is what this rests on; its documentation does not say so. If it looked at the code first, wrong keys would
 * pass here and be refused at the sign-in.
 */
export async function testKeys(
  dialect: MetaDialect,
  keys: AppKeys,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<void> {
  const app = requiredKeys(keys, ['clientId', 'clientSecret', 'redirectUri']);
  const asked = shortToken(clientOf(dialect, app, context), app, 'crosstie-asks-about-its-keys', { context, signal });
  await asked.catch((error: unknown) => {
    if (!(error instanceof StatusFailure)) throw error;
    const { problem, answer } = error;
    if (answer.status >= 500 || answer.status === 429) throw new NetworkFailure({ ...problem, code: 'transient' });
    if (aboutTheCode.test(problem.detail ?? '')) return;
    throw new NetworkFailure({ ...problem, code: 'keys_refused' }, { cause: error });
  });
}

/** Throws NetworkFailure. */
export async function whoAmI(dialect: MetaDialect, call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  return dialect.profile(await openSession(dialect, call, context), dialect.hosts(context.addresses));
}

/** Meta has no call that takes the token back; the person removes the app on the network's own page. */
export async function revoke(dialect: MetaDialect): Promise<Revoked> {
  return { revoked: 'by_hand', proof: { code: 'no_call' }, page: dialect.permissionsPage };
}

function clientOf(dialect: MetaDialect, app: FullKeys, { addresses }: NetworkContext): OAuthClient {
  const { www, token } = dialect.hosts(addresses);
  return {
    issuer: www,
    authorizeUrl: `${www}/oauth/authorize`,
    tokenUrl: `${token}/oauth/access_token`,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
  };
}
