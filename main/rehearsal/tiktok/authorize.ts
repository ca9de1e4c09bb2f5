/** `www.tiktok.com`: consent for a desktop app. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import type { CodeDesk } from '../oauth-codes.ts';
import { apps, person } from '../people.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';

export interface Asked {
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  readonly challenge: string;
}

const path = '/v2/auth/authorize/';
const permissionOf: Readonly<Record<string, PermissionName>> = {
  'user.info.basic': 'profile',
  'user.info.profile': 'profile',
  'user.info.stats': 'profile',
  'video.list': 'read',
  'video.upload': 'publish',
  'video.publish': 'publish',
};

export function authorizeRoutes(codes: CodeDesk<Asked>): readonly Route[] {
  const { username } = person.tiktok;
  const desk = createConsentDesk<Asked>({ network: 'TikTok', username, handle: `@${username}`, action: path });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage('TikTok', incoming, asked);
    const permissions = new Set(asked.scopes.flatMap((scope) => permissionOf[scope] ?? []));
    return desk.ask({ app: 'Crosstie', permissions: [...permissions], request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    const { request } = decision;
    if (decision.kind === 'denied')
      return sendBack(request, { error: 'access_denied', error_description: 'User cancelled the authorization' });
    // TikTok's codes hold signs that an address has to escape.
    return sendBack(request, { code: `${codes.issue(request)}*1!4242.e1`, scopes: request.scopes.join(',') });
  };
  return [
    { method: 'GET', path, handle: show },
    { method: 'POST', path, handle: decide },
  ];
}

/** The code as it was issued, or nothing when the escapes of the address are still in it. */
export function issuedCode(code: string): string {
  return code.endsWith('*1!4242.e1') ? code.slice(0, -'*1!4242.e1'.length) : '';
}

/** What is asked for, or the sentence of TikTok's error page. */
function readRequest(query: URLSearchParams): Asked | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '');
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('client_key') !== apps.tiktok.clientId) return 'client_key';
  if (!isRegistered(redirectUri)) return 'redirect_uri';
  if (query.get('response_type') !== 'code') return 'response_type';
  if (scopes.length === 0 || scopes.some((scope) => permissionOf[scope] === undefined)) return 'scope';
  if (query.get('code_challenge_method') !== 'S256') return 'code_challenge_method';
  // In hexadecimal: 32 bytes in base64url, as everywhere else, are 43 characters and not taken.
  if (!/^[0-9a-f]{64}$/.test(challenge)) return 'code_challenge';
  return { redirectUri, scopes, challenge, state: query.get('state') };
}

/** The port of the registered redirect is an asterisk: one must be named, and it may be any. */
function isRegistered(redirectUri: string): boolean {
  const [before = '', after = ''] = apps.tiktok.redirectUri.split('*');
  const port = redirectUri.slice(before.length, redirectUri.length - after.length);
  return redirectUri === `${before}${port}${after}` && /^\d{1,5}$/.test(port) && redirectUri.length < 512;
}

function sendBack(asked: Asked, values: Readonly<Record<string, string>>): Answer {
  const target = new URL(asked.redirectUri);
  for (const [name, value] of Object.entries(values)) target.searchParams.set(name, value);
  if (asked.state !== null) target.searchParams.set('state', asked.state);
  return redirect(target.href);
}
