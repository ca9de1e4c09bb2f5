/** Consent, and the code for a token that lives an hour. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import { createCodeDesk, randomToken } from '../oauth-codes.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { exchangeError } from './errors.ts';
import type { MetaHouse } from './house.ts';
import { keepToken } from './token-desk.ts';

interface Asked {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
}

const hourMs = 3_600_000;

/** The routes of the two hosts; they share the codes that one issues and the other redeems. `granted` is the answer's shape. */
export function signInRoutes(
  house: MetaHouse,
  granted: (token: string, scopes: readonly string[]) => Answer,
): { readonly www: readonly Route[]; readonly token: readonly Route[] } {
  const codes = createCodeDesk<Asked>(house.world.now, hourMs);
  const { name, username } = house;
  const desk = createConsentDesk<Asked>({
    network: name,
    username,
    handle: `@${username}`,
    action: '/oauth/authorize',
  });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(house, incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage(name, incoming, asked);
    const asksFor = asked.scopes.flatMap((scope) => house.scopes[scope] ?? []);
    const permissions = new Set<PermissionName>(['profile', ...asksFor]);
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    return decision.kind === 'allowed'
      ? sendBack(decision.request, codes.issue(decision.request))
      : sendDenied(decision.request);
  };
  const exchange = (incoming: Incoming) => redeem(house, codes.redeem, granted, incoming);
  return {
    www: [
      { method: 'GET', path: '/oauth/authorize', handle: show },
      { method: 'POST', path: '/oauth/authorize', handle: decide },
    ],
    token: [{ method: 'POST', path: '/oauth/access_token', handle: exchange }],
  };
}

/**
 * What is asked for, or the sentence of the error page. The redirect must be the registered one, to the letter; scopes are
 * parted by commas.
 */
function readRequest(house: MetaHouse, query: URLSearchParams): Asked | string {
  const invalid = (what: string) => `Invalid Request: Request parameters are invalid: Invalid ${what}`;
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '');
  if (query.get('client_id') !== house.app.clientId) return invalid('platform app');
  if (redirectUri !== house.app.redirectUri) return invalid('redirect_uri');
  if (query.get('response_type') !== 'code') return invalid('response_type');
  const unknown = scopes.find((scope) => house.scopes[scope] === undefined);
  if (unknown !== undefined) return `Invalid Scopes: ${unknown}`;
  if (!scopes.includes(house.basicScope)) return `Invalid Scopes: ${house.basicScope} is required`;
  return { redirectUri, scopes, state: query.get('state') };
}

/** Meta ends the address with `#_`, which is no part of the code. */
function sendBack(asked: Asked, code: string): Answer {
  const target = new URL(asked.redirectUri);
  target.searchParams.set('code', code);
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return redirect(`${target.href}#_`);
}

function sendDenied(asked: Asked): Answer {
  const target = new URL(asked.redirectUri);
  const denial = {
    error: 'access_denied',
    error_reason: 'user_denied',
    error_description: 'The user denied your request.',
  };
  for (const [name, value] of Object.entries(denial)) target.searchParams.set(name, value);
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return redirect(target.href);
}

async function redeem(
  house: MetaHouse,
  redeemed: (code: string) => Asked | null,
  granted: (token: string, scopes: readonly string[]) => Answer,
  incoming: Incoming,
): Promise<Answer> {
  const fields = await readFields(incoming);
  const field = (name: string) => textField(fields, name) ?? '';
  if (field('client_id') !== house.app.clientId) return exchangeError('Invalid platform app');
  if (field('client_secret') !== house.app.clientSecret) return exchangeError('Error validating client secret.');
  if (field('grant_type') !== 'authorization_code') return exchangeError('Invalid grant_type');
  const asked = redeemed(field('code'));
  if (asked === null) return exchangeError('Matching code was not found or was already used');
  if (field('redirect_uri') !== asked.redirectUri)
    return exchangeError(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  const token = `${house.tokenPrefix}${randomToken()}`;
  keepToken(house, { token, kind: 'short', scopes: [...asked.scopes] }, hourMs);
  return granted(token, asked.scopes);
}
