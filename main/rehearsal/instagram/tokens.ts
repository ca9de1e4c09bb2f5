/** Long-lived tokens on `graph.instagram.com`, and the check that every call begins with. */
import { randomToken } from '../oauth-codes.ts';
import { apps } from '../people.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { graphError } from '../graph/errors.ts';
import type { InstagramToken } from './instagram-state.ts';

const dayMs = 86_400_000;
const longLifeMs = 60 * dayMs;

export const tokenRoutes = (world: World): readonly Route[] => [
  { method: 'GET', path: '/access_token', handle: (incoming) => exchangeForLong(world, incoming) },
  { method: 'GET', path: '/refresh_access_token', handle: (incoming) => refresh(world, incoming) },
];

/** The token of a call, from the query or the header. Throws a Refusal with code 190 when it is not good (any more). */
export function requireToken(world: World, incoming: Incoming): InstagramToken {
  const given =
    incoming.url.searchParams.get('access_token') ?? incoming.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const refuse = (message: string, subcode?: number) =>
    new Refusal(
      graphError(
        { code: 190, message, ...(subcode === undefined ? {} : { subcode }) },
        { 'www-authenticate': 'OAuth "Facebook Platform" "invalid_token"' },
      ),
    );
  const token = world.store.state().instagram.tokens.find((candidate) => candidate.token === given);
  if (token === undefined) throw refuse('Invalid OAuth access token - Cannot parse access token');
  if (token.revoked) throw refuse('Error validating access token: The user has not authorized application.', 458);
  if (world.now() >= token.expiresAt) throw refuse('Error validating access token: Session has expired.', 463);
  return token;
}

function exchangeForLong(world: World, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  if (query.get('grant_type') !== 'ig_exchange_token') return graphError({ code: 100, message: 'Invalid grant_type' });
  if (query.get('client_secret') !== apps.instagram.clientSecret)
    return graphError({ code: 1, message: 'Error validating client secret.' });
  const short = requireToken(world, incoming);
  if (short.kind !== 'short')
    return graphError({ code: 452, message: 'Session key invalid: a short-lived token is needed' });
  return issueLong(world, short.scopes);
}

/** Needs no secret, but a token that is a day old and not yet expired; the old one stays good until it expires. */
function refresh(world: World, incoming: Incoming): Answer {
  if (incoming.url.searchParams.get('grant_type') !== 'ig_refresh_token')
    return graphError({ code: 100, message: 'Invalid grant_type' });
  const long = requireToken(world, incoming);
  if (long.kind !== 'long') return graphError({ code: 100, message: 'Only long-lived access tokens can be refreshed' });
  if (world.now() - long.createdAt < dayMs)
    return graphError({ code: 100, message: 'The access token must be at least 24 hours old to be refreshed' });
  return issueLong(world, long.scopes);
}

function issueLong(world: World, scopes: readonly string[]): Answer {
  const token = `IGAA${randomToken()}${randomToken()}`;
  const now = world.now();
  world.store.state().instagram.tokens.push({
    token,
    kind: 'long',
    scopes: [...scopes],
    createdAt: now,
    expiresAt: now + longLifeMs,
    revoked: false,
  });
  world.store.changed();
  return json(200, {
    access_token: token,
    token_type: 'bearer',
    expires_in: longLifeMs / 1000,
    permissions: scopes.join(','),
  });
}
