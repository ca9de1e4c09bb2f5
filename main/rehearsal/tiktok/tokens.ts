/** `open.tiktokapis.com`: tokens, which rotate, and who may do what with one. */
import { createHash } from 'node:crypto';
import { randomToken, type CodeDesk } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';
import { bad, badToken, tiktokAnswers } from './answers.ts';
import { issuedCode, type Asked } from './authorize.ts';
import type { TiktokToken } from './tiktok-state.ts';

const accessLifeMs = 86_400_000;
const refreshLifeMs = 31_536_000_000;
const minuteMs = 60_000;

export const tokenRoutes = (world: World, codes: CodeDesk<Asked>): readonly Route[] => [
  { method: 'POST', path: '/v2/oauth/token/', handle: (incoming) => answerToken(world, codes, incoming) },
  { method: 'POST', path: '/v2/oauth/revoke/', handle: (incoming) => revoke(world, incoming) },
];

/** The form of the app that the portal knows. Throws a Refusal. */
async function readForm(incoming: Incoming): Promise<(name: string) => string> {
  if (incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true)
    throw new Refusal(badToken(400, 'invalid_request', 'Only `application/x-www-form-urlencoded` is supported.'));
  const fields = await readFields(incoming);
  const field = (name: string): string => textField(fields, name) ?? '';
  const { clientId, clientSecret } = apps.tiktok;
  if (field('client_key') !== clientId || field('client_secret') !== clientSecret)
    throw new Refusal(badToken(401, 'invalid_client', 'Client key or secret is incorrect.'));
  return field;
}

async function answerToken(world: World, codes: CodeDesk<Asked>, incoming: Incoming): Promise<Answer> {
  const field = await readForm(incoming);
  if (field('grant_type') === 'authorization_code') return redeem(world, codes, field);
  if (field('grant_type') === 'refresh_token') return refresh(world, field('refresh_token'));
  return badToken(400, 'unsupported_grant_type', 'Grant type is not supported.');
}

function redeem(world: World, codes: CodeDesk<Asked>, field: (name: string) => string): Answer {
  const verifier = field('code_verifier');
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))
    return badToken(400, 'invalid_request', 'Code verifier is invalid.');
  const asked = codes.redeem(issuedCode(field('code')));
  if (asked === null) return badToken(400, 'invalid_grant', 'Authorization code is expired.');
  if (field('redirect_uri') !== asked.redirectUri)
    return badToken(400, 'invalid_request', 'Redirect_uri is not matched with the uri when requesting code.');
  if (createHash('sha256').update(verifier).digest('hex') !== asked.challenge)
    return badToken(400, 'invalid_grant', 'Code verifier or code challenge is invalid.');
  return issue(world, asked.scopes, world.now() + refreshLifeMs);
}

/** Access token and refresh token are both new; the old ones are over. */
function refresh(world: World, refreshToken: string): Answer {
  const { tiktok } = world.store.state();
  const old = tiktok.tokens.find((token) => token.refreshToken === refreshToken);
  if (old === undefined || world.now() >= old.refreshEndsAt)
    return badToken(400, 'invalid_grant', 'Refresh token is invalid or expired.');
  tiktok.tokens = tiktok.tokens.filter((token) => token !== old);
  return issue(world, old.scopes, old.refreshEndsAt);
}

function issue(world: World, scopes: readonly string[], refreshEndsAt: number): Answer {
  const token: TiktokToken = {
    token: `act.${randomToken()}!4242.e1`,
    refreshToken: `rft.${randomToken()}!4242.e1`,
    scopes: [...scopes],
    expiresAt: world.now() + accessLifeMs,
    refreshEndsAt,
  };
  world.store.state().tiktok.tokens.push(token);
  world.store.changed();
  return json(200, {
    access_token: token.token,
    expires_in: accessLifeMs / 1000,
    open_id: person.tiktok.openId,
    refresh_expires_in: Math.floor((refreshEndsAt - world.now()) / 1000),
    refresh_token: token.refreshToken,
    scope: scopes.join(','),
    token_type: 'Bearer',
  });
}

async function revoke(world: World, incoming: Incoming): Promise<Answer> {
  const token = (await readForm(incoming))('token');
  const { tiktok } = world.store.state();
  tiktok.tokens = tiktok.tokens.filter((candidate) => candidate.token !== token);
  world.store.changed();
  return { status: 200, body: '' };
}

export interface Rule {
  readonly scope: string;
  /** Calls in a minute for one token. */
  readonly perMinute: number;
}

/** A handler behind the token, its permission and the rate limit. */
export function guarded(
  world: World,
  { scope, perMinute }: Rule,
  handle: (incoming: Incoming, token: TiktokToken) => Answer | Promise<Answer>,
): (incoming: Incoming) => Answer | Promise<Answer> {
  return (incoming) => {
    const given = incoming.headers.authorization?.replace(/^Bearer /, '') ?? '';
    const token = world.store.state().tiktok.tokens.find((candidate) => candidate.token === given);
    if (token === undefined || world.now() >= token.expiresAt)
      return bad(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
    if (!token.scopes.includes(scope)) return notAuthorized(scope);
    const key = `tiktok ${incoming.url.pathname} ${token.token}`;
    const { allowed } = world.takeCall(key, { limit: perMinute, windowMs: minuteMs });
    return allowed ? handle(incoming, token) : tiktokAnswers.rateLimited(minuteMs);
  };
}

export const notAuthorized = (scope: string): Answer =>
  bad(
    401,
    'scope_not_authorized',
    `The user did not authorize the scope required for completing this request: ${scope}`,
  );
