/** Instagram Login: developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login */
import { z } from 'zod';
import type {
  AccountCall,
  RemoteProfile,
  Revoked,
  SignedIn,
  SignInInput,
  SignInStarted,
} from '../../core/ports/network.ts';
import { type FullKeys, requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, type OAuthClient } from '../oauth.ts';
import { explain } from '../meta/errors.ts';
import { type InstagramDocument, type InstagramSession, longToken, openSession, sessionWith } from './session.ts';

export const scopes = ['instagram_business_basic'] as const;
const permissionsPage = 'https://www.instagram.com/accounts/manage_access/';

const answerSchema = z.object({
  access_token: z.string().min(1),
  permissions: z.union([z.string(), z.array(z.string())]).nullish(),
});
/** Some answers come wrapped in `data`. */
const shortTokenSchema = z.union([
  answerSchema,
  z.object({ data: z.tuple([answerSchema]) }).transform(({ data }) => data[0]),
]);

/** The id is left as text: it is longer than JavaScript's numbers are exact. */
const profileSchema = z.object({
  user_id: z.union([z.string(), z.number()]).transform(String),
  username: z.string().min(1),
  name: z.string().nullish(),
});

/**
 * Meta takes only the https redirect registered with the app, so the one in `input` is not used; the window that shows the
 * page catches it before it loads. There is no PKCE: the app's secret stands in for it.
 */
export async function beginSignIn({ keys }: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const app = requiredKeys(keys, ['clientId', 'clientSecret', 'redirectUri']);
  const client = clientOf(app, context);
  const handshake = newHandshake(app.redirectUri, { pkce: false });
  return {
    url: await authorizationUrl(client, handshake, scopes),
    redirectUri: app.redirectUri,
    finish: async (redirectedTo, signal) => {
      const code = checkedRedirect(client, handshake, redirectedTo).get('code') ?? '';
      const short = await shortToken(app, code, context, signal);
      const query = {
        grant_type: 'ig_exchange_token',
        client_secret: app.clientSecret,
        access_token: short.token,
      } as const;
      const { accessToken, expiresAt } = await longToken(query, context, signal);
      const document: InstagramDocument = {
        accessToken: accessToken ?? short.token,
        scope: short.scopes.join(' '),
        issuedAt: context.now(),
        expiresAt,
      };
      return signedIn(document, await askProfile(sessionWith(document.accessToken, context, signal), context));
    },
  };
}

/** `endsAt` is null: the token lives 60 days but renews itself for as long as it is used. */
function signedIn(document: InstagramDocument, profile: RemoteProfile): SignedIn {
  return { profile, credentials: document, grantedScopes: document.scope.split(' '), endsAt: null };
}

async function shortToken(
  app: FullKeys,
  code: string,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<{ readonly token: string; readonly scopes: readonly string[] }> {
  const { body } = await context.http.json(shortTokenSchema, {
    method: 'POST',
    url: `${context.addresses.instagram.api}/oauth/access_token`,
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
  return { token: body.access_token, scopes: granted ?? scopes };
}

/** Throws NetworkFailure. */
export async function whoAmI(call: AccountCall, context: NetworkContext): Promise<RemoteProfile> {
  return askProfile(await openSession(call, context), context);
}

async function askProfile(session: InstagramSession, { addresses }: NetworkContext): Promise<RemoteProfile> {
  const me = await session.read(profileSchema, '/me?fields=user_id,username,name');
  return {
    remoteId: me.user_id,
    instance: addresses.instagram.graph,
    handle: me.username,
    displayName: me.name?.trim() || me.username,
    profileUrl: new URL(`/${me.username}/`, addresses.instagram.www).href,
  };
}

/** Meta has no call that takes the token back; the person removes the app on Instagram's own page. */
export async function revoke(_call: AccountCall, _context: NetworkContext): Promise<Revoked> {
  return {
    revoked: 'by_hand',
    proof: { code: 'no_call' },
    page: permissionsPage,
  };
}

function clientOf(app: FullKeys, { addresses }: NetworkContext): OAuthClient {
  const { www, api } = addresses.instagram;
  return {
    issuer: www,
    authorizeUrl: `${www}/oauth/authorize`,
    tokenUrl: `${api}/oauth/access_token`,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
  };
}
