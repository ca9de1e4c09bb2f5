/** The authorization server: what it says of itself, pushed requests and consent (atproto.com/specs/oauth). */
import { createConsentDesk, failedPage } from '../consent.ts';
import type { PermissionName } from '../consent-text.ts';
import { randomToken, type CodeDesk } from '../oauth-codes.ts';
import { person } from '../people.ts';
import { json, redirect, type Answer, type Incoming, type Route } from '../server.ts';
import { readFields, textField } from '../bodies.ts';
import { proven } from './oauth-proof.ts';
import type { PdsContext } from './pds-context.ts';

export interface Pushed {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
  readonly challenge: string;
  readonly keyThumbprint: string;
}

const requestLifeMs = 300_000;
export const oauthError = (error: string, description: string, status = 400): Answer =>
  json(status, { error, error_description: description });

export const metadataRoutes = (context: PdsContext): readonly Route[] => [
  {
    method: 'GET',
    path: '/.well-known/oauth-protected-resource',
    handle: () => json(200, resourceMetadata(context.base())),
  },
  {
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    handle: () => json(200, serverMetadata(context.base())),
  },
];

const resourceMetadata = (base: string) => ({
  resource: base,
  authorization_servers: [base],
  scopes_supported: [],
  bearer_methods_supported: ['header'],
  resource_documentation: 'https://atproto.com',
});

const serverMetadata = (base: string) => ({
  issuer: base,
  scopes_supported: ['atproto', 'transition:email', 'transition:generic', 'transition:chat.bsky'],
  subject_types_supported: ['public'],
  response_types_supported: ['code'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  ui_locales_supported: ['en-US'],
  authorization_response_iss_parameter_supported: true,
  authorization_endpoint: `${base}/oauth/authorize`,
  token_endpoint: `${base}/oauth/token`,
  token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256'],
  revocation_endpoint: `${base}/oauth/revoke`,
  pushed_authorization_request_endpoint: `${base}/oauth/par`,
  require_pushed_authorization_requests: true,
  dpop_signing_alg_values_supported: ['ES256'],
  client_id_metadata_document_supported: true,
});

export function authorizeRoutes(context: PdsContext, codes: CodeDesk<Pushed>): readonly Route[] {
  const requests = new Map<string, { readonly pushed: Pushed; readonly endsAt: number }>();
  const { handle } = person.bluesky;
  const desk = createConsentDesk<Pushed>({
    network: 'Bluesky',
    username: handle,
    handle: `@${handle}`,
    action: '/oauth/authorize',
  });
  const push = proven(context, async (incoming, keyThumbprint) => {
    const pushed = readPushed(await readFields(incoming), keyThumbprint);
    if ('status' in pushed) return pushed;
    const uri = `urn:ietf:params:oauth:request_uri:req-${randomToken()}`;
    requests.set(uri, { pushed, endsAt: context.world.now() + requestLifeMs });
    return json(201, { request_uri: uri, expires_in: requestLifeMs / 1000 });
  });
  const show = (incoming: Incoming): Answer => {
    const uri = incoming.url.searchParams.get('request_uri') ?? '';
    const found = requests.get(uri);
    const isGood =
      found !== undefined &&
      context.world.now() < found.endsAt &&
      found.pushed.clientId === incoming.url.searchParams.get('client_id');
    if (!isGood) return failedPage('Bluesky', incoming, 'Unknown or expired request_uri.');
    requests.delete(uri);
    return desk.ask(
      { app: 'Crosstie', permissions: permissionsOf(found.pushed.scope), request: found.pushed },
      incoming,
    );
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const values =
      decision.kind === 'allowed'
        ? { code: codes.issue(decision.request) }
        : { error: 'access_denied', error_description: 'Access denied' };
    return sendBack(context.base(), decision.request, values);
  };
  return [
    { method: 'POST', path: '/oauth/par', handle: push },
    { method: 'GET', path: '/oauth/authorize', handle: show },
    { method: 'POST', path: '/oauth/authorize', handle: decide },
  ];
}

function readPushed(fields: FormData, keyThumbprint: string): Pushed | Answer {
  const field = (name: string) => textField(fields, name) ?? '';
  const client = readLoopbackClient(field('client_id'));
  const scopes = field('scope')
    .split(' ')
    .filter((scope) => scope !== '');
  if (client === null)
    return oauthError(
      'invalid_client_metadata',
      'Only loopback clients can sign in here: a rehearsal fetches no metadata',
    );
  if (!client.redirectUris.some((allowed) => isSameRedirect(allowed, field('redirect_uri'))))
    return oauthError('invalid_request', `Invalid redirect_uri ${field('redirect_uri')}`);
  if (field('response_type') !== 'code')
    return oauthError('unsupported_response_type', 'Only the code response type is supported');
  if (!scopes.includes('atproto')) return oauthError('invalid_scope', 'Missing "atproto" scope');
  if (!scopes.every((scope) => client.scopes.includes(scope)))
    return oauthError('invalid_scope', 'Scope is not declared in the client metadata');
  if (field('code_challenge') === '') return oauthError('invalid_request', 'Use of PKCE is required');
  if (field('code_challenge_method') !== 'S256')
    return oauthError('invalid_request', 'Unsupported code_challenge_method');
  return {
    clientId: field('client_id'),
    redirectUri: field('redirect_uri'),
    scope: scopes.join(' '),
    state: textField(fields, 'state') ?? null,
    challenge: field('code_challenge'),
    keyThumbprint,
  };
}

/** `http://localhost?redirect_uri=…&scope=…`: the client that needs no hosted metadata (networks.md: client_id). */
function readLoopbackClient(
  clientId: string,
): { readonly redirectUris: readonly string[]; readonly scopes: readonly string[] } | null {
  if (!/^http:\/\/localhost\/?(\?|$)/.test(clientId)) return null;
  const query = new URL(clientId).searchParams;
  const named = query.getAll('redirect_uri');
  return {
    redirectUris: named.length > 0 ? named : ['http://127.0.0.1/', 'http://[::1]/'],
    scopes: (query.get('scope') ?? 'atproto').split(' '),
  };
}

/** Loopback redirects must agree in everything but the port (RFC 8252, section 7.3). */
function isSameRedirect(allowed: string, given: string): boolean {
  if (!URL.canParse(allowed) || !URL.canParse(given)) return false;
  const [wanted, got] = [new URL(allowed), new URL(given)];
  return (
    got.protocol === 'http:' &&
    wanted.hostname === got.hostname &&
    got.hostname !== 'localhost' &&
    wanted.pathname === got.pathname &&
    wanted.search === got.search
  );
}

function permissionsOf(scope: string): readonly PermissionName[] {
  if (scope.includes('transition:generic')) return ['profile', 'whole'];
  return scope.includes('repo:') ? ['profile', 'publish'] : ['profile'];
}

function sendBack(issuer: string, pushed: Pushed, values: Readonly<Record<string, string>>): Answer {
  const target = new URL(pushed.redirectUri);
  const all = { iss: issuer, ...(pushed.state === null ? {} : { state: pushed.state }), ...values };
  for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  return redirect(target.href);
}
