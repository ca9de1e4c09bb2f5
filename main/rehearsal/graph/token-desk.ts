/** Long-lived tokens, and the check that every call begins with. */
import { randomToken } from '../oauth-codes.ts';
import { json, Refusal, type Answer, type Incoming, type Route } from '../server.ts';
import { graphError } from './errors.ts';
import type { MetaHouse } from './house.ts';
import { longLifeMs, type MetaToken } from './meta-state.ts';

const dayMs = 86_400_000;

export const tokenRoutes = (house: MetaHouse): readonly Route[] => [
  { method: 'GET', path: '/access_token', handle: (incoming) => exchangeForLong(house, incoming) },
  { method: 'GET', path: '/refresh_access_token', handle: (incoming) => refresh(house, incoming) },
];

/** The token of a call, from its parameters or the header. Throws a Refusal with code 190 when it is not good (any more). */
export function requireToken(house: MetaHouse, incoming: Incoming, parameters: URLSearchParams): MetaToken {
  const given = parameters.get('access_token') ?? incoming.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const refuse = (message: string, subcode?: number) =>
    new Refusal(
      graphError(
        { code: 190, message, ...(subcode === undefined ? {} : { subcode }) },
        { 'www-authenticate': 'OAuth "Facebook Platform" "invalid_token"' },
      ),
    );
  const token = house.state().tokens.find((candidate) => candidate.token === given);
  if (token === undefined) throw refuse('Invalid OAuth access token - Cannot parse access token');
  if (token.revoked) throw refuse('Error validating access token: The user has not authorized application.', 458);
  if (house.world.now() >= token.expiresAt) throw refuse('Error validating access token: Session has expired.', 463);
  return token;
}

export function requireScope({ scopes }: MetaToken, scope: string): void {
  if (scopes.includes(scope)) return;
  const message = 'Application does not have permission for this action';
  throw new Refusal(graphError({ status: 403, code: 10, message }));
}

function exchangeForLong(house: MetaHouse, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  if (query.get('grant_type') !== house.grants.exchange)
    return graphError({ code: 100, message: 'Invalid grant_type' });
  if (query.get('client_secret') !== house.app.clientSecret)
    return graphError({ code: 1, message: 'Error validating client secret.' });
  const short = requireToken(house, incoming, query);
  if (short.kind !== 'short')
    return graphError({ code: 452, message: 'Session key invalid: a short-lived token is needed' });
  return issueLong(house, short.scopes);
}

/** Needs no secret, but a token that is a day old and not yet expired; the old one stays good until it expires. */
function refresh(house: MetaHouse, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  if (query.get('grant_type') !== house.grants.refresh) return graphError({ code: 100, message: 'Invalid grant_type' });
  const long = requireToken(house, incoming, query);
  requireScope(long, house.basicScope);
  if (long.kind !== 'long') return graphError({ code: 100, message: 'Only long-lived access tokens can be refreshed' });
  if (house.world.now() - long.createdAt < dayMs)
    return graphError({ code: 100, message: 'The access token must be at least 24 hours old to be refreshed' });
  return issueLong(house, long.scopes);
}

function issueLong(house: MetaHouse, scopes: readonly string[]): Answer {
  const token = `${house.tokenPrefix}${randomToken()}${randomToken()}`;
  keepToken(house, { token, kind: 'long', scopes: [...scopes] }, longLifeMs);
  return json(200, { access_token: token, token_type: 'bearer', expires_in: longLifeMs / 1000 });
}

export function keepToken(house: MetaHouse, token: Pick<MetaToken, 'token' | 'kind' | 'scopes'>, lifeMs: number): void {
  const createdAt = house.world.now();
  house.state().tokens.push({ ...token, createdAt, expiresAt: createdAt + lifeMs, revoked: false });
  house.world.store.changed();
}
