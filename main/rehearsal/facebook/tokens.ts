/** Tokens: the code for a short one, a short one for a long one, and the check that every call begins with. */
import { randomToken } from '../oauth-codes.ts';
import { apps } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';
import { graphError, usageHeader } from '../graph/errors.ts';
import { invalid, refusal } from './answers.ts';
import type { Grant } from './authorize.ts';
import type { FacebookToken } from './facebook-state.ts';

const hourMs = 3_600_000;
const shortLifeMs = 2 * hourMs;
const longLifeMs = 60 * 24 * hourMs;
const dataLifeMs = 90 * 24 * hourMs;

export const tokenRoutes = (world: World, redeem: (code: string) => Grant | null): readonly Route[] => [
  { method: 'GET', path: '/oauth/access_token', handle: (incoming) => answerToken(world, redeem, incoming) },
];

/**
 * The token of a call, from the header, the query or the form. Throws a Refusal with code 190 when it is not good (any
 * more). What Graph says after ninety days without the person is not known: it is shown as an ended session.
 */
export async function requireToken(world: World, incoming: Incoming): Promise<FacebookToken> {
  const given = await tokenIn(incoming);
  const refuse = (message: string, subcode?: number) =>
    refusal({ code: 190, message, ...(subcode === undefined ? {} : { subcode }) });
  const now = world.now();
  const token = world.store.state().facebook.tokens.find((candidate) => candidate.token === given);
  if (token === undefined) throw refuse('Invalid OAuth access token - Cannot parse access token');
  if (token.revoked) throw refuse('Error validating access token: The user has not authorized application.', 458);
  if ((token.expiresAt !== null && now >= token.expiresAt) || now >= token.dataEndsAt)
    throw refuse('Error validating access token: Session has expired.', 463);
  return token;
}

async function tokenIn(incoming: Incoming): Promise<string> {
  const { authorization } = incoming.headers;
  if (authorization !== undefined) return authorization.replace(/^(Bearer|OAuth) /, '');
  const inQuery = incoming.url.searchParams.get('access_token');
  if (inQuery !== null || incoming.isCut) return inQuery ?? '';
  return textField(await readFields(incoming), 'access_token') ?? '';
}

function answerToken(world: World, redeem: (code: string) => Grant | null, incoming: Incoming): Answer {
  const query = incoming.url.searchParams;
  if (query.get('client_id') !== apps.facebook.clientId)
    return graphError({
      code: 101,
      message: 'Error validating application. Cannot get application info due to a system error.',
    });
  if (query.get('client_secret') !== apps.facebook.clientSecret)
    return graphError({ code: 1, message: 'Error validating client secret.' });
  if (query.get('grant_type') === 'fb_exchange_token') return exchangeForLong(world, query);
  const grant = redeem(query.get('code') ?? '');
  if (grant === null) throw invalid('Invalid verification code format.', 36009);
  if (grant.redirectUri !== query.get('redirect_uri'))
    throw invalid(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
      36008,
    );
  const { scopes, pages } = grant;
  return issueUserToken(world, { scopes, pages, isLong: false, dataEndsAt: world.now() + dataLifeMs });
}

function exchangeForLong(world: World, query: URLSearchParams): Answer {
  const given = query.get('fb_exchange_token') ?? '';
  const short = world.store.state().facebook.tokens.find(({ token }) => token === given);
  const isGood = short?.kind === 'user' && !short.revoked && world.now() < (short.expiresAt ?? 0);
  if (!isGood) return graphError({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
  return issueUserToken(world, { ...short, isLong: true });
}

type Issue = Pick<FacebookToken, 'isLong' | 'dataEndsAt'> & {
  readonly scopes: readonly string[];
  readonly pages: readonly string[];
};

function issueUserToken(world: World, { scopes, pages, isLong, dataEndsAt }: Issue): Answer {
  const now = world.now();
  const token = `EAAG${randomToken()}`;
  const lifeMs = isLong ? longLifeMs : shortLifeMs;
  world.store.state().facebook.tokens.push({
    token,
    kind: 'user',
    pageId: null,
    isLong,
    scopes: [...scopes],
    pages: [...pages],
    createdAt: now,
    expiresAt: now + lifeMs,
    dataEndsAt,
    revoked: false,
  });
  world.store.changed();
  return json(200, { access_token: token, token_type: 'bearer', expires_in: lifeMs / 1000 }, usageHeader(1));
}

/** A Page's token has no end when a long-lived user's token asks; else it ends with that one. The same is given again. */
export function pageToken(world: World, user: FacebookToken, pageId: string): string {
  const { tokens } = world.store.state().facebook;
  const expiresAt = user.isLong ? null : user.expiresAt;
  const known = tokens.find(
    (token) =>
      token.pageId === pageId && !token.revoked && token.createdAt >= user.createdAt && token.expiresAt === expiresAt,
  );
  if (known !== undefined) return known.token;
  const token = `EAAP${randomToken()}`;
  tokens.push({ ...user, token, kind: 'page', pageId, expiresAt, createdAt: world.now() });
  world.store.changed();
  return token;
}
