/** `oauth2.googleapis.com`: codes and refresh tokens for access tokens, and taking a permission back. */
import { randomToken, verifierFits, type CodeDesk } from '../oauth-codes.ts';
import { apps } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';
import type { Asked } from './accounts.ts';
import { googleError } from './errors.ts';
import type { YoutubeGrant } from './youtube-state.ts';

/** Google says 3599. */
const lifeMs = 3_599_000;

export const tokenRoutes = (world: World, codes: CodeDesk<Asked>): readonly Route[] => [
  { method: 'POST', path: '/token', handle: (incoming) => token(world, codes, incoming) },
  { method: 'POST', path: '/revoke', handle: (incoming) => revoke(world, incoming) },
];

const refuse = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description });

async function token(world: World, codes: CodeDesk<Asked>, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const field = (name: string) => textField(fields, name) ?? '';
  if (field('client_id') !== apps.youtube.clientId)
    return refuse(401, 'invalid_client', 'The OAuth client was not found.');
  if (field('client_secret') !== apps.youtube.clientSecret)
    return refuse(401, 'invalid_client', 'The provided client secret is invalid.');
  if (field('grant_type') === 'authorization_code') return redeem(world, codes, field);
  if (field('grant_type') === 'refresh_token') return refresh(world, field('refresh_token'));
  return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${field('grant_type')}`);
}

function redeem(world: World, codes: CodeDesk<Asked>, field: (name: string) => string): Answer {
  const asked = codes.redeem(field('code'));
  if (asked === null) return refuse(400, 'invalid_grant', 'Malformed auth code.');
  if (field('redirect_uri') !== asked.redirectUri) return refuse(400, 'redirect_uri_mismatch', 'Bad Request');
  if (asked.challenge !== null && !verifierFits(asked.challenge, field('code_verifier')))
    return refuse(400, 'invalid_grant', 'Invalid code verifier.');
  const { grants } = world.store.state().youtube;
  const isKnown = grants.some(({ isRevoked }) => !isRevoked);
  const isRefreshable = asked.isOffline && (asked.isAskedAnew || !isKnown);
  const grant: YoutubeGrant = {
    id: grants.length + 1,
    refreshToken: isRefreshable ? `1//${randomToken()}` : null,
    scopes: [...asked.scopes],
    isRevoked: false,
  };
  grants.push(grant);
  return json(200, { ...issue(world, grant), ...(isRefreshable && { refresh_token: grant.refreshToken }) });
}

/** The refresh token stays as it is: the answer has none. */
function refresh(world: World, given: string): Answer {
  const grant = world.store.state().youtube.grants.find(({ refreshToken }) => refreshToken === given);
  if (grant === undefined || grant.isRevoked) return refuse(400, 'invalid_grant', 'Token has been expired or revoked.');
  return json(200, issue(world, grant));
}

function issue(world: World, { id, scopes }: YoutubeGrant): Readonly<Record<string, unknown>> {
  const state = world.store.state().youtube;
  const token = `ya29.${randomToken()}`;
  const now = world.now();
  state.tokens = [
    ...state.tokens.filter(({ expiresAt }) => expiresAt > now),
    { token, grantId: id, expiresAt: now + lifeMs },
  ];
  world.store.changed();
  return { access_token: token, expires_in: lifeMs / 1000, scope: scopes.join(' '), token_type: 'Bearer' };
}

/** Any token of a permission ends the whole permission. */
async function revoke(world: World, incoming: Incoming): Promise<Answer> {
  const given = incoming.url.searchParams.get('token') ?? textField(await readFields(incoming), 'token') ?? '';
  const { grants, tokens } = world.store.state().youtube;
  const grantId = tokens.find(({ token }) => token === given)?.grantId;
  const grant = grants.find(({ id, refreshToken }) => id === grantId || refreshToken === given);
  if (grant === undefined || grant.isRevoked) return refuse(400, 'invalid_token', 'Token expired or revoked');
  grant.isRevoked = true;
  world.store.changed();
  return json(200, {});
}

/** The permission behind a call. Throws a Refusal when the token is not good (any more) or may not do this. */
export function requireGrant(world: World, incoming: Incoming, oneOf: readonly string[]): YoutubeGrant {
  const given = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
  const { grants, tokens } = world.store.state().youtube;
  const found = tokens.find(({ token }) => token === given);
  const grant = grants.find(({ id }) => id === found?.grantId);
  if (found === undefined || grant === undefined || grant.isRevoked || world.now() >= found.expiresAt)
    throw new Refusal(invalidCredentials());
  if (!oneOf.some((scope) => grant.scopes.includes(scope))) throw new Refusal(insufficient());
  return grant;
}

const invalidCredentials = (): Answer =>
  googleError(
    {
      code: 401,
      reason: 'authError',
      message:
        'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
      status: 'UNAUTHENTICATED',
    },
    { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  );

const insufficient = (): Answer =>
  googleError({
    code: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
    status: 'PERMISSION_DENIED',
  });
