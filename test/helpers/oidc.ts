import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { Provider, type ProviderConfiguration } from 'oidc-provider';
import { cookieJar } from '../servers/cookie-jar.ts';
import { readConsentForm } from '../servers/consent-form.ts';

export interface OidcOptions {
  /** Whether each refresh replaces the refresh token, and its reuse ends the grant. On unless told otherwise. */
  readonly rotate?: boolean;
  readonly accessTokenTtlSeconds?: number;
  readonly refreshTokenTtlSeconds?: number;
  /** Scopes besides `openid` and `offline_access`. */
  readonly scopes?: readonly string[];
  readonly requirePkce?: boolean;
  /** Makes the client confidential: it must post this secret to the token endpoint. */
  readonly clientSecret?: string;
  /** The path of the only accepted redirect address; any port of 127.0.0.1 is accepted. */
  readonly redirectPath?: string;
  /** Paths a network uses instead of the provider's own. */
  readonly routes?: { readonly authorization?: string; readonly token?: string; readonly revocation?: string };
}

/** A strict OAuth 2 server in this process: exact redirects, PKCE, rotation with reuse detection, revocation. */
export interface OidcServer {
  readonly issuer: string;
  readonly clientId: string;
  /** Stands behind pretend APIs, which ask it whose an access token is. */
  readonly provider: Provider;
  readonly stop: () => Promise<void>;
}

const clientId = 'crosstie-test';

/** Starts the server on a free loopback port, in well under a second. Two servers share nothing. */
export async function startOidc(options: OidcOptions = {}): Promise<OidcServer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${portOf(server)}`;
  const provider = new Provider(issuer, configuration(options));
  server.on('request', provider.callback());
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { issuer, clientId, provider, stop };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a numeric address.');
  return address.port;
}

function configuration(options: OidcOptions): ProviderConfiguration {
  const { clientSecret, requirePkce = true, rotate = true, scopes = [], redirectPath = '/callback' } = options;
  return {
    clients: [
      {
        client_id: clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        application_type: 'native',
        token_endpoint_auth_method: clientSecret === undefined ? 'none' : 'client_secret_post',
        redirect_uris: [`http://127.0.0.1${redirectPath}`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'offline_access', ...scopes],
    pkce: { required: () => requirePkce },
    rotateRefreshToken: () => rotate,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    ttl: {
      AccessToken: options.accessTokenTtlSeconds ?? 3600,
      RefreshToken: options.refreshTokenTtlSeconds ?? 86_400,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      Session: 3600,
    },
    clockTolerance: 0,
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    ...(options.routes === undefined ? {} : { routes: options.routes }),
    findAccount: async (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  };
}

/**
 * Signs in as `person` (any name and any password will do) and consents, as in a browser. Returns the redirect address
 * with `code` and `state`, or with the error the server sends the app.
 */
export async function consentOnOidc(authorizationUrl: string, person: string): Promise<string> {
  const origin = new URL(authorizationUrl).origin;
  const jar = cookieJar();
  let answer = await jar.fetch(authorizationUrl);
  for (let page = authorizationUrl; ;) {
    const redirect = answer.headers.get('location');
    if (redirect !== null) {
      page = new URL(redirect, page).href;
      if (!page.startsWith(`${origin}/`)) return page;
      answer = await jar.fetch(page);
    } else {
      const form = readConsentForm(await answer.text(), page);
      if (form.fields.get('prompt') === 'login') form.fields.set('login', person);
      page = form.action;
      answer = await jar.fetch(page, { method: 'POST', body: form.fields });
    }
  }
}
