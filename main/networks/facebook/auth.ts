/**
 * Facebook Login for a Page: developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow and
 * …/guides/access-tokens/get-long-lived. The app's secret stands in for PKCE, which Meta documents no place for.
 */
import { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import {
  type AppKeys,
  registeredRedirect,
  type SignedIn,
  type SignInInput,
  type SignInStarted,
} from '../../core/ports/sign-in.ts';
import { StatusFailure } from '../http/failure.ts';
import { type FullKeys, requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { authorizationUrl, checkedRedirect, newHandshake, type OAuthClient } from '../oauth.ts';
import { explainFor, graphCodes } from './errors.ts';
import { type Graph, graphUrl, graphVersion, graphWith } from './graph.ts';
import { askPages, type GrantedPage, profileOf } from './pages.ts';
import type { FacebookDocument } from './session.ts';

/**
 * The least that listing the Pages, reading their own posts and publishing needs. `pages_read_user_content` is left out: it
 * is for what other people write on a Page, and only the Page's own published posts are read. `publish_video` is left out
 * too: an app that does not have it could not sign in at all, and Meta lists it without saying that videos need it.
 */
export const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'] as const;
export const redirect = { host: 'localhost', port: 'registered' } as const;
/** A person has to be asked again when they did not come back to the app for so long. */
const dataAccessMs = 90 * 24 * 3_600_000;

type App = Pick<FullKeys, 'clientId' | 'clientSecret'>;
const tokenSchema = z.object({ access_token: z.string().min(1) });
const permissionsSchema = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });

/** `auth_type=rerequest` asks once more for what the person declined before; without it Facebook would not. */
export async function beginSignIn(input: SignInInput, context: NetworkContext): Promise<SignInStarted> {
  const app = requiredKeys(input.keys, ['clientId', 'clientSecret']);
  const client = clientOf(app, context);
  const handshake = newHandshake(input.redirectUri, { pkce: false });
  const { redirectUri } = handshake;
  return {
    // The scopes once more, in Meta's own spelling of a list.
    url: await authorizationUrl(client, handshake, scopes, { scope: scopes.join(','), auth_type: 'rerequest' }),
    redirectUri,
    finish: async (redirectedTo, signal) => {
      const code = checkedRedirect(client, handshake, redirectedTo).get('code') ?? '';
      const short = await askToken(app, { redirect_uri: redirectUri, code }, context, signal);
      // Only Pages that a long-lived token lists have tokens without an end.
      const exchange = { grant_type: 'fb_exchange_token', fb_exchange_token: short };
      return signedIn(await askToken(app, exchange, context, signal), context, signal);
    },
  };
}

async function signedIn(userToken: string, context: NetworkContext, signal: AbortSignal): Promise<SignedIn> {
  const graph = graphWith({ token: userToken, account: 'sign-in', signal }, context);
  const [pages, grantedScopes] = [await askPages(graph), await askGranted(graph)];
  const accounts = pages.map((page) => accountOf(page, pages, { userToken, grantedScopes }, context));
  const [first, ...more] = accounts;
  if (first !== undefined) return { ...first, more };
  const detail = 'This sign-in opened no Page. Facebook lets apps publish to Pages only, never to a personal profile.';
  throw new NetworkFailure({ code: 'sign_in_failed', detail });
}

function accountOf(
  page: GrantedPage,
  pages: readonly GrantedPage[],
  { userToken, grantedScopes }: { readonly userToken: string; readonly grantedScopes: readonly string[] },
  context: NetworkContext,
): SignedIn {
  const otherPages = pages.flatMap(({ id, name }) => (id === page.id ? [] : name));
  const credentials: FacebookDocument = { pageToken: page.access_token, userToken, otherPages };
  return { profile: profileOf(page, context), credentials, grantedScopes, endsAt: context.now() + dataAccessMs };
}

async function askGranted(graph: Graph): Promise<readonly string[]> {
  const { data } = await graph.read(permissionsSchema, '/me/permissions');
  return data.flatMap(({ permission, status }) => (status === 'granted' ? permission : []));
}

/** One call for a code and for a longer life. Throws `keys_refused` for keys that Meta does not know, `sign_in_failed` else. */
async function askToken(
  { clientId, clientSecret }: App,
  query: Readonly<Record<string, string>>,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<string> {
  const whole = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...query });
  const explain = explainFor('write', context.now);
  const { body } = await context.http.json(tokenSchema, {
    method: 'GET',
    url: graphUrl(context.addresses.facebook.graph, `/oauth/access_token?${whole.toString()}`),
    // A code is good once: such a request must not be repeated by itself.
    kind: 'write',
    signal,
    explain: (answer) => ({
      ...explain(answer),
      code: refusesKeys(answer.body) ? 'keys_refused' : 'sign_in_failed',
    }),
  });
  return body.access_token;
}

/**
 * Whether it is the app's id or secret that is not known. Meta documents no codes for it: it rests on what clients see, which
 * is code 101 for the app and a sentence about the client secret, while a code that is no good is an invalid parameter (100).
 */
function refusesKeys(body: string): boolean {
  const codes = graphCodes(body);
  if (codes === null || codes.code === 100) return false;
  return codes.code === 101 || /client.?secret|validating application/i.test(body);
}

/** A made-up code: known keys make Meta complain about the code, and only then about nothing else. Throws NetworkFailure. */
export async function testKeys(keys: AppKeys, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const app = requiredKeys(keys, ['clientId', 'clientSecret']);
  try {
    await askToken(app, { redirect_uri: registeredRedirect(redirect), code: 'made-up' }, context, signal);
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.problem.code === 'keys_refused') throw error;
    if (graphCodes(error.answer.body)?.code !== 100) throw notTested(error, context);
  }
}

/** Meta was busy or broken: that says nothing of the keys. */
function notTested({ answer }: StatusFailure, { now }: NetworkContext): NetworkFailure {
  return new StatusFailure(explainFor('read', now)(answer), answer);
}

function clientOf({ clientId, clientSecret }: App, { addresses }: NetworkContext): OAuthClient {
  const { www, graph } = addresses.facebook;
  return {
    issuer: www,
    authorizeUrl: `${www}/${graphVersion}/dialog/oauth`,
    tokenUrl: graphUrl(graph, '/oauth/access_token'),
    clientId,
    clientSecret,
  };
}
