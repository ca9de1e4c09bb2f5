/** Tokens: where codes are traded for them, and the check that every call begins with. */
import { randomToken, type CodeDesk } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';
import { linkedinError, noPermission } from './errors.ts';
import type { LinkedinToken } from './linkedin-state.ts';

export interface Grant {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

const dayMs = 86_400_000;
const accessLifeMs = 60 * dayMs;
const refreshLifeMs = 365 * dayMs;

type Refreshing = Pick<LinkedinToken, 'refreshToken' | 'refreshEndsAt'>;

/** A refresh token comes for an approved app alone. */
const firstRefreshing = (world: World): Refreshing => ({
  refreshToken: world.moodOf('linkedin').isAppApproved ? `AQ${randomToken()}` : null,
  refreshEndsAt: world.now() + refreshLifeMs,
});

export function issueToken(
  world: World,
  scopes: readonly string[],
  refreshing: Refreshing = firstRefreshing(world),
): LinkedinToken {
  const token: LinkedinToken = {
    ...refreshing,
    token: `AQ${randomToken()}${randomToken()}`,
    scopes: [...scopes],
    expiresAt: world.now() + accessLifeMs,
    revoked: false,
  };
  world.store.state().linkedin.tokens.push(token);
  world.store.changed();
  return token;
}

const oauthError = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description });

/** `POST /oauth/v2/accessToken`: a form with the secret in it; HTTP Basic is not read. */
export async function answerTokenRequest(world: World, codes: CodeDesk<Grant>, incoming: Incoming): Promise<Answer> {
  if (!(incoming.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return oauthError(400, 'invalid_request', 'A required parameter "grant_type" is missing');
  const fields = await readFields(incoming);
  const field = (name: string) => textField(fields, name) ?? '';
  const missing = ['grant_type', 'client_id', 'client_secret'].find((name) => field(name) === '');
  if (missing !== undefined) return oauthError(400, 'invalid_request', `A required parameter "${missing}" is missing`);
  if (field('client_id') !== apps.linkedin.clientId || field('client_secret') !== apps.linkedin.clientSecret)
    return oauthError(401, 'invalid_client', 'Client authentication failed');
  if (field('grant_type') === 'authorization_code') return redeem(world, codes, field('code'), field('redirect_uri'));
  if (field('grant_type') === 'refresh_token') return refresh(world, field('refresh_token'));
  return oauthError(400, 'unsupported_grant_type', 'The grant type is not supported');
}

function redeem(world: World, codes: CodeDesk<Grant>, code: string, redirectUri: string): Answer {
  const grant = codes.redeem(code);
  if (grant === null || redirectUri !== grant.redirectUri)
    return oauthError(
      400,
      'invalid_request',
      'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists',
    );
  return tokenAnswer(world, issueToken(world, grant.scopes));
}

/** A new access token with the same refresh token, whose end stays where it was. */
function refresh(world: World, refreshToken: string): Answer {
  const known = world.store.state().linkedin.tokens.find((token) => token.refreshToken === refreshToken);
  if (known === undefined || known.revoked || world.now() >= known.refreshEndsAt)
    return oauthError(400, 'invalid_request', 'The provided refresh token is invalid, expired or revoked');
  return tokenAnswer(world, issueToken(world, known.scopes, { refreshToken, refreshEndsAt: known.refreshEndsAt }));
}

function tokenAnswer(world: World, token: LinkedinToken): Answer {
  const seconds = (until: number) => Math.floor((until - world.now()) / 1000);
  const { refreshToken } = token;
  return json(200, {
    access_token: token.token,
    expires_in: seconds(token.expiresAt),
    scope: token.scopes.join(','),
    ...(token.scopes.includes('openid') ? { token_type: 'Bearer', id_token: idToken(world, token) } : {}),
    ...(refreshToken === null
      ? {}
      : { refresh_token: refreshToken, refresh_token_expires_in: seconds(token.refreshEndsAt) }),
  });
}

/** The shape of an OpenID Connect token; nobody is to rely on what signs it. */
function idToken(world: World, { expiresAt }: LinkedinToken): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(world.now() / 1000);
  const claims = { iss: 'https://www.linkedin.com/oauth', aud: apps.linkedin.clientId, sub: person.linkedin.sub, iat };
  const whole = { ...claims, exp: Math.floor(expiresAt / 1000), name: person.displayName };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(whole)}.${randomToken()}`;
}

const tokenError = (serviceErrorCode: number, code: string, message: string) =>
  new Refusal(linkedinError({ status: 401, serviceErrorCode, code, message }));

/** The token of a call. Throws a Refusal with 401 when it is not good (any more). */
export function requireToken(world: World, incoming: Incoming): LinkedinToken {
  const given = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  const token = world.store.state().linkedin.tokens.find((candidate) => candidate.token === given);
  if (token === undefined) throw tokenError(65600, 'INVALID_ACCESS_TOKEN', 'Invalid access token');
  if (token.revoked)
    throw tokenError(65601, 'REVOKED_ACCESS_TOKEN', 'The token used in the request has been revoked by the user');
  if (world.now() >= token.expiresAt)
    throw tokenError(65602, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired');
  return token;
}

/** `GET /v2/userinfo`, the one call without a version. */
export const userinfoRoute = (world: World): Route => ({
  method: 'GET',
  path: '/v2/userinfo',
  handle: (incoming) => {
    const { scopes } = requireToken(world, incoming);
    if (!scopes.includes('openid')) return noPermission('userinfo.GET.NO_VERSION', '');
    const [givenName = '', familyName = ''] = person.displayName.split(' ');
    const named = { name: person.displayName, given_name: givenName, family_name: familyName, locale: 'de_DE' };
    return json(200, { sub: person.linkedin.sub, ...(scopes.includes('profile') ? named : {}) });
  },
});
