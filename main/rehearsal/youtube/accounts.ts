/** `accounts.google.com`: the page where the person says yes, for apps that use the system browser. */
import { createConsentDesk, failedPage } from '../consent.ts';
import type { PermissionName } from '../consent-text.ts';
import type { CodeDesk } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';

export interface Asked {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  /** Null where the app goes without PKCE, which Google recommends and does not demand. */
  readonly challenge: string | null;
  /** Whether the app wants a refresh token. */
  readonly isOffline: boolean;
  readonly isAskedAnew: boolean;
}

const path = '/o/oauth2/v2/auth';
const scopeBase = 'https://www.googleapis.com/auth/';
export const scopes = {
  upload: `${scopeBase}youtube.upload`,
  readonly: `${scopeBase}youtube.readonly`,
  forceSsl: `${scopeBase}youtube.force-ssl`,
  whole: `${scopeBase}youtube`,
  analytics: `${scopeBase}yt-analytics.readonly`,
} as const;
const permissionOf: Readonly<Record<string, PermissionName>> = {
  [scopes.upload]: 'publish',
  [scopes.readonly]: 'read',
  [scopes.forceSsl]: 'whole',
  [scopes.whole]: 'whole',
  [scopes.analytics]: 'read',
};

export function accountRoutes(codes: CodeDesk<Asked>): readonly Route[] {
  const { handle } = person.youtube;
  const desk = createConsentDesk<Asked>({ network: 'YouTube', username: handle, handle, action: path });
  const show = (incoming: Incoming): Answer => {
    if (isWithinAProgram(incoming)) return disallowed(incoming);
    const asked = readRequest(incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage('YouTube', incoming, asked);
    const permissions = new Set<PermissionName>(asked.scopes.flatMap((scope) => permissionOf[scope] ?? []));
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const { request } = decision;
    return decision.kind === 'allowed'
      ? sendBack(request, { code: codes.issue(request), scope: request.scopes.join(' ') })
      : sendBack(request, { error: 'access_denied' });
  };
  return [
    { method: 'GET', path, handle: show },
    { method: 'POST', path, handle: decide },
  ];
}

/** A browser that a program has drawn into its own window says so: Electron by name, Android's WebView by `wv`. */
function isWithinAProgram({ headers }: Incoming): boolean {
  return /\bElectron\/|; wv\)/.test(headers['user-agent'] ?? '');
}

function disallowed(incoming: Incoming): Answer {
  const reason = 'Error 403: disallowed_useragent. Use a secure browser; this one is inside another program.';
  return { ...failedPage('YouTube', incoming, reason), status: 403 };
}

/** What is asked for, or the sentence of Google's error page. A desktop app comes back to any port of this machine. */
function readRequest(query: URLSearchParams): Asked | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const asked = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (query.get('client_id') !== apps.youtube.clientId)
    return 'Error 401: invalid_client. The OAuth client was not found.';
  if (!isLoopback(redirectUri)) return 'Error 400: redirect_uri_mismatch';
  if (query.get('response_type') !== 'code') return 'Error 400: unsupported_response_type';
  const unknown = asked.find((scope) => permissionOf[scope] === undefined);
  if (unknown !== undefined) return `Error 400: invalid_scope. Some requested scopes were invalid: ${unknown}`;
  if (asked.length === 0) return 'Error 400: invalid_request. Missing required parameter: scope';
  const challenge = query.get('code_challenge');
  if (challenge !== null && query.get('code_challenge_method') !== 'S256')
    return 'Error 400: invalid_request. code_challenge_method';
  return {
    redirectUri,
    scopes: asked,
    challenge,
    state: query.get('state'),
    isOffline: query.get('access_type') === 'offline',
    isAskedAnew: query.get('prompt') === 'consent',
  };
}

function isLoopback(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

function sendBack(asked: Asked, answer: Readonly<Record<string, string>>): Answer {
  const target = new URL(asked.redirectUri);
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  return redirect(target.href);
}
