/** Consent on a Mastodon-like server. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import type { CodeDesk } from '../oauth-codes.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';
import type { MastodonApp } from './mastodon-state.ts';
import { stateOf, type ServerContext } from './server-context.ts';

export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly challenge: string | null;
}

export function consentRoutes(context: ServerContext, codes: CodeDesk<Grant>): readonly Route[] {
  const { name, account } = context.dialect;
  const desk = createConsentDesk<Grant>({
    network: name,
    username: account.username,
    handle: `@${account.username}`,
    action: '/oauth/authorize',
  });
  const show = (incoming: Incoming): Answer => {
    const query = incoming.url.searchParams;
    const app = stateOf(context).apps.find(({ clientId }) => clientId === query.get('client_id'));
    const redirectUri = query.get('redirect_uri') ?? '';
    if (app === undefined) return failedPage(name, incoming, 'Client authentication failed due to unknown client.');
    if (!app.redirectUris.includes(redirectUri))
      return failedPage(name, incoming, 'The redirect uri included is not valid.');
    const grant = readGrant(context, app, redirectUri, query);
    if ('error' in grant) return sendBack(redirectUri, query.get('state'), grant);
    return desk.ask({ app: app.name, permissions: permissionsOf(grant.scopes), request: grant }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const { redirectUri, state } = decision.request;
    if (decision.kind === 'allowed') return sendBack(redirectUri, state, { code: codes.issue(decision.request) });
    return sendBack(redirectUri, state, {
      error: 'access_denied',
      error_description: 'The resource owner or authorization server denied the request.',
    });
  };
  return [
    { method: 'GET', path: '/oauth/authorize', handle: show },
    { method: 'POST', path: '/oauth/authorize', handle: decide },
  ];
}

/** PKCE is optional on real servers, but where it is used it must be S256 (Mastodon 4.3). */
function readGrant(
  context: ServerContext,
  app: MastodonApp,
  redirectUri: string,
  query: URLSearchParams,
): Grant | { readonly error: string; readonly error_description: string } {
  const scopes = (query.get('scope') ?? 'read').split(' ').filter((scope) => scope !== '');
  const challenge = query.get('code_challenge');
  if (query.get('response_type') !== 'code')
    return {
      error: 'unsupported_response_type',
      error_description: 'The authorization server does not support this response type.',
    };
  if (!scopes.every((scope) => app.scopes.includes(scope) || app.scopes.includes(scope.split(':')[0] ?? '')))
    return { error: 'invalid_scope', error_description: 'The requested scope is invalid, unknown, or malformed.' };
  if (challenge !== null && query.get('code_challenge_method') !== 'S256')
    return { error: 'invalid_code_challenge_method', error_description: 'The code_challenge_method must be S256.' };
  return { clientId: app.clientId, redirectUri, scopes, challenge, state: query.get('state') };
}

function permissionsOf(scopes: readonly string[]): readonly PermissionName[] {
  const reads = scopes.some((scope) => scope === 'read' || scope === 'read:statuses');
  const writes = scopes.some((scope) => scope.startsWith('write'));
  return ['profile', ...(reads ? (['read'] as const) : []), ...(writes ? (['publish'] as const) : [])];
}

function sendBack(redirectUri: string, state: string | null, values: Readonly<Record<string, string>>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
  if (state !== null) target.searchParams.set('state', state);
  return redirect(target.href);
}
