/** `/oauth/token` and `/oauth/revoke` of a Mastodon-like server. */
import { randomToken, verifierFits, type CodeDesk } from '../oauth-codes.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { Grant } from './authorize.ts';
import type { MastodonApp } from './mastodon-state.ts';
import { stateOf, type ServerContext } from './server-context.ts';

export const tokenRoutes = (context: ServerContext, codes: CodeDesk<Grant>): readonly Route[] => [
  { method: 'POST', path: '/oauth/token', handle: (incoming) => answerToken(context, codes, incoming) },
  { method: 'POST', path: '/oauth/revoke', handle: (incoming) => revoke(context, incoming) },
];

const invalidGrant = json(400, {
  error: 'invalid_grant',
  error_description:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
});
const invalidClient = json(401, {
  error: 'invalid_client',
  error_description:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
});

/** The app whose id and secret came in the form or as HTTP Basic; null when they do not fit. */
function authenticateApp(context: ServerContext, incoming: Incoming, fields: FormData): MastodonApp | null {
  const basic = /^Basic (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  const [basicId, basicSecret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  const clientId = textField(fields, 'client_id') ?? basicId;
  const secret = textField(fields, 'client_secret') ?? basicSecret;
  return stateOf(context).apps.find((app) => app.clientId === clientId && app.clientSecret === secret) ?? null;
}

async function answerToken(context: ServerContext, codes: CodeDesk<Grant>, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const app = authenticateApp(context, incoming, fields);
  if (app === null) return invalidClient;
  const grantType = textField(fields, 'grant_type');
  if (grantType === 'authorization_code') return redeemCode(context, codes, app, fields);
  if (grantType === 'client_credentials')
    return issue(
      context,
      app,
      app.scopes.filter((scope) => scope.startsWith('read')),
    );
  if (grantType === 'refresh_token' && context.dialect.tokenLifeMs !== null) return refresh(context, app, fields);
  return json(400, {
    error: 'unsupported_grant_type',
    error_description: 'The authorization grant type is not supported by the authorization server.',
  });
}

function redeemCode(context: ServerContext, codes: CodeDesk<Grant>, app: MastodonApp, fields: FormData): Answer {
  const grant = codes.redeem(textField(fields, 'code') ?? '');
  const verifier = textField(fields, 'code_verifier');
  if (grant === null || grant.clientId !== app.clientId || grant.redirectUri !== textField(fields, 'redirect_uri'))
    return invalidGrant;
  if (grant.challenge !== null && verifier === undefined)
    return json(400, { error: 'invalid_request', error_description: 'Missing required parameter: code_verifier.' });
  if (grant.challenge !== null && verifier !== undefined && !verifierFits(grant.challenge, verifier))
    return invalidGrant;
  return issue(context, app, grant.scopes);
}

/** Pixelfed rotates: the old token and its refresh token are gone. */
function refresh(context: ServerContext, app: MastodonApp, fields: FormData): Answer {
  const state = stateOf(context);
  const old = state.tokens.find(
    (token) => token.refreshToken === textField(fields, 'refresh_token') && token.clientId === app.clientId,
  );
  if (old === undefined)
    return json(401, {
      error: 'invalid_request',
      error_description: 'The refresh token is invalid.',
      hint: 'Token has been revoked',
    });
  state.tokens = state.tokens.filter((token) => token !== old);
  return issue(context, app, old.scopes);
}

function issue(context: ServerContext, app: MastodonApp, scopes: readonly string[]): Answer {
  const { tokenLifeMs } = context.dialect;
  const now = context.world.now();
  const token = randomToken();
  const refreshToken = tokenLifeMs === null ? null : randomToken();
  const expiresAt = tokenLifeMs === null ? null : now + tokenLifeMs;
  stateOf(context).tokens.push({
    token,
    refreshToken,
    clientId: app.clientId,
    scopes: [...scopes],
    createdAt: now,
    expiresAt,
  });
  context.world.store.changed();
  const shared = { access_token: token, token_type: 'Bearer' };
  if (tokenLifeMs !== null)
    return json(200, { ...shared, expires_in: tokenLifeMs / 1000, refresh_token: refreshToken });
  return json(200, { ...shared, scope: scopes.join(' '), created_at: Math.floor(now / 1000) });
}

async function revoke(context: ServerContext, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const app = authenticateApp(context, incoming, fields);
  if (app === null)
    return json(403, {
      error: 'unauthorized_client',
      error_description: 'You are not authorized to revoke this token',
    });
  const state = stateOf(context);
  const given = textField(fields, 'token');
  state.tokens = state.tokens.filter(
    (token) => token.clientId !== app.clientId || (token.token !== given && token.refreshToken !== given),
  );
  context.world.store.changed();
  return json(200, {});
}
