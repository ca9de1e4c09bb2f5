/** Consent on `x.com` and tokens on `api.x.com`: codes live 30 seconds, a refresh token works once. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import { type CodeDesk, createCodeDesk, randomToken, verifierFits } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { json, redirect, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import type { World } from '../world.ts';

interface Asked {
  readonly redirectUri: string;
  readonly state: string;
  readonly scopes: readonly string[];
  readonly challenge: string;
  readonly isPlain: boolean;
}

const codeLifeMs = 30_000;
const tokenLifeMs = 7200_000;
const longestState = 500;
const permissionOf: Readonly<Record<string, PermissionName>> = {
  'tweet.read': 'read',
  'tweet.write': 'publish',
  'media.write': 'publish',
  'users.read': 'profile',
  'offline.access': 'profile',
  'follows.read': 'read',
  'like.read': 'read',
  'bookmark.read': 'read',
  'dm.read': 'whole',
  'dm.write': 'whole',
  'tweet.moderate.write': 'whole',
};

/** The routes of the two hosts; they share the codes that one issues and the other redeems. */
export function authorizeRoutes(world: World): { readonly www: readonly Route[]; readonly api: readonly Route[] } {
  const codes = createCodeDesk<Asked>(world.now, codeLifeMs);
  const { username } = person.x;
  const path = '/i/oauth2/authorize';
  const desk = createConsentDesk<Asked>({ network: 'X', username, handle: `@${username}`, action: path });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(incoming);
    if (!('scopes' in asked)) return asked;
    const permissions = new Set(asked.scopes.flatMap((scope) => permissionOf[scope] ?? []));
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const { request } = decision;
    return sendBack(request, decision.kind === 'allowed' ? { code: codes.issue(request) } : { error: 'access_denied' });
  };
  return {
    www: [
      { method: 'GET', path, handle: show },
      { method: 'POST', path, handle: decide },
    ],
    api: [
      { method: 'POST', path: '/2/oauth2/token', handle: (incoming) => answerToken(world, codes, incoming) },
      { method: 'POST', path: '/2/oauth2/revoke', handle: (incoming) => revoke(world, incoming) },
    ],
  };
}

const callbackRefused = json(400, {
  errors: [
    {
      code: 415,
      message:
        'Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings',
    },
  ],
});

/** What is asked for, or what the person is shown instead. The redirect must be the registered one, to the letter. */
function readRequest(incoming: Incoming): Asked | Answer {
  const query = incoming.url.searchParams;
  const fail = (reason: string) =>
    failedPage('X', incoming, `Something went wrong. You weren’t able to give access to the App. ${reason}`);
  const [state, challenge] = [query.get('state') ?? '', query.get('code_challenge') ?? ''];
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  // Written `S256` in the documents and `s256` by a client that is widely used, which X does not mind.
  const method = (query.get('code_challenge_method') ?? 'plain').toLowerCase();
  if (query.get('client_id') !== apps.x.clientId) return fail('Unknown client_id.');
  if (query.get('redirect_uri') !== apps.x.redirectUri) return callbackRefused;
  if (query.get('response_type') !== 'code') return fail('response_type must be code.');
  if (state === '' || state.length > longestState) return fail('state is missing or too long.');
  if (challenge === '' || !['s256', 'plain'].includes(method)) return fail('code_challenge is missing.');
  const unknown = scopes.find((scope) => permissionOf[scope] === undefined);
  if (scopes.length === 0 || unknown !== undefined) return fail(`Unknown scope ${unknown ?? ''}.`);
  return { redirectUri: apps.x.redirectUri, state, scopes, challenge, isPlain: method === 'plain' };
}

function sendBack({ redirectUri, state }: Asked, values: Readonly<Record<string, string>>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries({ state, ...values })) target.searchParams.set(name, value);
  return redirect(target.href);
}

const refuse = (status: number, error: string, description: string): Answer =>
  json(status, { error, error_description: description });

/** A client that X does not know as a public one is taken for one that forgot its secret. */
const unknownClient = refuse(401, 'unauthorized_client', 'Missing valid authorization header');

async function answerToken(world: World, codes: CodeDesk<Asked>, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const field = (name: string) => textField(fields, name) ?? '';
  if (field('client_id') !== apps.x.clientId) return unknownClient;
  if (field('grant_type') === 'refresh_token') return refresh(world, field('refresh_token'));
  if (field('grant_type') !== 'authorization_code')
    return refuse(400, 'unsupported_grant_type', 'Value passed for the grant type was invalid.');
  const verifier = field('code_verifier');
  if (verifier === '') return refuse(400, 'invalid_request', 'Missing required parameter [code_verifier].');
  const asked = codes.redeem(field('code'));
  if (asked === null || field('redirect_uri') !== asked.redirectUri)
    return refuse(400, 'invalid_request', 'Value passed for the authorization code was invalid.');
  const fits = asked.isPlain ? verifier === asked.challenge : verifierFits(asked.challenge, verifier);
  if (!fits) return refuse(400, 'invalid_request', 'Value passed for code verifier did not match code challenge.');
  return issue(world, asked.scopes);
}

/** What was issued before ends with it: whoever renews twice has nothing. */
function refresh(world: World, given: string): Answer {
  const { x } = world.store.state();
  const old = x.tokens.find((token) => token.refresh !== null && token.refresh === given);
  if (old === undefined) return refuse(400, 'invalid_request', 'Value passed for the token was invalid.');
  x.tokens = x.tokens.filter((token) => token !== old);
  return issue(world, old.scopes);
}

function issue(world: World, scopes: readonly string[]): Answer {
  const access = randomToken();
  const refresh = scopes.includes('offline.access') ? randomToken() : null;
  world.store.state().x.tokens.push({ access, refresh, scopes: [...scopes], expiresAt: world.now() + tokenLifeMs });
  world.store.changed();
  return json(200, {
    token_type: 'bearer',
    expires_in: tokenLifeMs / 1000,
    access_token: access,
    scope: scopes.join(' '),
    ...(refresh !== null && { refresh_token: refresh }),
  });
}

/** Either token ends the pair. One that is not known is no error (RFC 7009, 2.2). */
async function revoke(world: World, incoming: Incoming): Promise<Answer> {
  const fields = await readFields(incoming);
  const given = textField(fields, 'token') ?? '';
  if (textField(fields, 'client_id') !== apps.x.clientId) return unknownClient;
  if (given === '') return refuse(400, 'invalid_request', 'Missing required parameter [token].');
  const { x } = world.store.state();
  x.tokens = x.tokens.filter(({ access, refresh }) => access !== given && refresh !== given);
  world.store.changed();
  return json(200, { revoked: true });
}
