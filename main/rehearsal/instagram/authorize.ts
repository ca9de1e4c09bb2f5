/** `www.instagram.com` and `api.instagram.com`: consent, and the code for a token that lives an hour. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import { createCodeDesk, randomToken } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { json, readFields, redirect, textField, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { exchangeError } from '../graph/errors.ts';

interface Asked {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
}

const hourMs = 3_600_000;
const permissionOf: Readonly<Record<string, PermissionName>> = {
  instagram_business_basic: 'read',
  instagram_business_content_publish: 'publish',
  instagram_business_manage_comments: 'whole',
  instagram_business_manage_insights: 'read',
  instagram_business_manage_messages: 'whole',
};

/** The routes of the two hosts; they share the codes that one issues and the other redeems. */
export function authorizeRoutes(world: World): { readonly www: readonly Route[]; readonly api: readonly Route[] } {
  const codes = createCodeDesk<Asked>(world.now, hourMs);
  const { username } = person.instagram;
  const desk = createConsentDesk<Asked>({
    network: 'Instagram',
    username,
    handle: `@${username}`,
    action: '/oauth/authorize',
  });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage('Instagram', incoming, asked);
    const permissions = new Set<PermissionName>([
      'profile',
      ...asked.scopes.flatMap((scope) => permissionOf[scope] ?? []),
    ]);
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    return decision.kind === 'allowed'
      ? sendBack(decision.request, codes.issue(decision.request))
      : sendDenied(decision.request);
  };
  return {
    www: [
      { method: 'GET', path: '/oauth/authorize', handle: show },
      { method: 'POST', path: '/oauth/authorize', handle: decide },
    ],
    api: [
      { method: 'POST', path: '/oauth/access_token', handle: (incoming) => exchange(world, codes.redeem, incoming) },
    ],
  };
}

/** What is asked for, or the sentence that Instagram's error page shows. The redirect must be the registered one, to the letter. */
function readRequest(query: URLSearchParams): Asked | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(/[ ,]/).filter((scope) => scope !== '');
  if (query.get('client_id') !== apps.instagram.clientId)
    return 'Invalid Request: Request parameters are invalid: Invalid platform app';
  if (redirectUri !== apps.instagram.redirectUri)
    return 'Invalid Request: Request parameters are invalid: Invalid redirect_uri';
  if (query.get('response_type') !== 'code')
    return 'Invalid Request: Request parameters are invalid: Invalid response_type';
  const unknown = scopes.find((scope) => permissionOf[scope] === undefined);
  if (unknown !== undefined) return `Invalid Scopes: ${unknown}`;
  if (!scopes.includes('instagram_business_basic')) return 'Invalid Scopes: instagram_business_basic is required';
  return { redirectUri, scopes, state: query.get('state') };
}

/** Instagram ends the address with `#_`, which is no part of the code. */
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

async function exchange(world: World, redeem: (code: string) => Asked | null, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const field = (name: string) => textField(fields, name) ?? '';
  if (field('client_id') !== apps.instagram.clientId) return exchangeError('Invalid platform app');
  if (field('client_secret') !== apps.instagram.clientSecret) return exchangeError('Error validating client secret.');
  if (field('grant_type') !== 'authorization_code') return exchangeError('Invalid grant_type');
  const asked = redeem(field('code'));
  if (asked === null) return exchangeError('Matching code was not found or was already used');
  if (field('redirect_uri') !== asked.redirectUri)
    return exchangeError(
      'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    );
  const token = `IGAA${randomToken()}`;
  const scopes = [...asked.scopes];
  world.store.state().instagram.tokens.push({
    token,
    kind: 'short',
    scopes,
    createdAt: world.now(),
    expiresAt: world.now() + hourMs,
    revoked: false,
  });
  world.store.changed();
  return json(200, { access_token: token, user_id: Number(person.instagram.id), permissions: scopes.join(',') });
}
