/** `www.facebook.com/dialog/oauth`: consent, and which Pages it is given for. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import type { CodeDesk } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';

export interface Grant {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly pages: readonly string[];
}
interface Asked extends Omit<Grant, 'pages'> {
  readonly state: string | null;
}

const permissionOf: Readonly<Record<string, PermissionName>> = {
  public_profile: 'profile',
  pages_show_list: 'profile',
  pages_read_engagement: 'read',
  pages_read_user_content: 'read',
  pages_manage_posts: 'publish',
  publish_video: 'publish',
  pages_manage_engagement: 'whole',
  pages_manage_metadata: 'whole',
  pages_messaging: 'whole',
  read_insights: 'read',
  business_management: 'whole',
};

export function authorizeRoutes(codes: CodeDesk<Grant>): readonly Route[] {
  const { username, pages } = person.facebook;
  const path = '/dialog/oauth';
  const desk = createConsentDesk<Asked>({ network: 'Facebook', username, handle: username, action: path });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage('Facebook', incoming, asked);
    const permissions = new Set<PermissionName>([
      'profile',
      ...asked.scopes.flatMap((scope) => permissionOf[scope] ?? []),
    ]);
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], choices: pages, request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const { redirectUri, scopes, state } = decision.request;
    if (decision.kind === 'denied') return sendBack(redirectUri, state, denial);
    return sendBack(redirectUri, state, { code: codes.issue({ redirectUri, scopes, pages: decision.chosen }) });
  };
  return [
    { method: 'GET', path, handle: show },
    { method: 'POST', path, handle: decide },
  ];
}

const denial = {
  error: 'access_denied',
  error_code: '200',
  error_description: 'Permissions error',
  error_reason: 'user_denied',
};

/** What is asked for, or the sentence that Facebook's error page shows. */
function readRequest(query: URLSearchParams): Asked | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(/[ ,]/).filter((scope) => scope !== '');
  if (query.get('client_id') !== apps.facebook.clientId)
    return 'Invalid App ID: The provided app ID does not look valid.';
  if (!isAllowedRedirect(redirectUri))
    return 'URL Blocked: This redirect failed because the redirect URI is not white-listed.';
  if ((query.get('response_type') ?? 'code') !== 'code') return 'Invalid response_type';
  if ((query.get('auth_type') ?? 'rerequest') !== 'rerequest') return 'Invalid auth_type';
  const unknown = scopes.find((scope) => permissionOf[scope] === undefined);
  if (unknown !== undefined) return `Invalid Scopes: ${unknown}. This message is only shown to developers.`;
  return { redirectUri, scopes: [...new Set(['public_profile', ...scopes])], state: query.get('state') };
}

/** In development mode every http address of `localhost` is allowed and none has to be entered; 127.0.0.1 is not. */
function isAllowedRedirect(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname, username, hash } = new URL(redirectUri);
  return protocol === 'http:' && hostname === 'localhost' && username === '' && hash === '';
}

/** Facebook ends the address with `#_=_`, which is no part of any value. */
function sendBack(redirectUri: string, state: string | null, values: Readonly<Record<string, string>>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
  if (state !== null) target.searchParams.set('state', state);
  return redirect(`${target.href}#_=_`);
}
