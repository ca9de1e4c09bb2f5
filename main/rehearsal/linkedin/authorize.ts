/** `www.linkedin.com`: consent, tokens, and the Developer Portal's page that makes a token to paste. */
import type { PermissionName } from '../consent-text.ts';
import { createConsentDesk, failedPage } from '../consent.ts';
import { createCodeDesk } from '../oauth-codes.ts';
import { escapeHtml, page } from '../page.ts';
import { apps, person } from '../people.ts';
import { redirect, type Answer, type Incoming, type Route } from '../server.ts';
import type { World } from '../world.ts';
import { answerTokenRequest, type Grant, issueToken } from './tokens.ts';

interface Asked extends Grant {
  readonly state: string | null;
}

const codeLifeMs = 30 * 60_000;
const authorizePath = '/oauth/v2/authorization';
const generatorPath = '/developers/tools/oauth/token-generator';
const permittedPath = '/mypreferences/d/data-sharing-for-permitted-services';
/** The two self-serve products; everything else is given to approved apps. */
const permissionOf: Readonly<Record<string, PermissionName>> = {
  openid: 'profile',
  profile: 'profile',
  email: 'profile',
  w_member_social: 'publish',
};

export function authorizeRoutes(world: World): readonly Route[] {
  const codes = createCodeDesk<Grant>(world.now, codeLifeMs);
  const handle = person.displayName;
  const subject = { network: 'LinkedIn', username: person.linkedin.vanityName, handle } as const;
  const desk = createConsentDesk<Asked>({ ...subject, action: authorizePath });
  const generator = createConsentDesk<readonly string[]>({ ...subject, action: generatorPath });
  const show = (incoming: Incoming): Answer => {
    const asked = readRequest(incoming.url.searchParams);
    if (typeof asked === 'string') return failedPage('LinkedIn', incoming, asked);
    const unknown = asked.scopes.find((scope) => permissionOf[scope] === undefined);
    if (unknown !== undefined)
      return sendBack(asked, {
        error: 'unauthorized_scope_error',
        error_description: `Scope "${unknown}" is not authorized for your application`,
      });
    return desk.ask({ app: 'Crosstie', permissions: permissionsOf(asked.scopes), request: asked }, incoming);
  };
  const decide = async (incoming: Incoming): Promise<Answer> => {
    const decision = await desk.decide(incoming);
    if (decision.kind === 'undecided') return decision.answer;
    return decision.kind === 'allowed'
      ? sendBack(decision.request, { code: codes.issue(decision.request) })
      : sendBack(decision.request, {
          error: 'user_cancelled_authorize',
          error_description: 'The user cancelled the authorization',
        });
  };
  return [
    { method: 'GET', path: authorizePath, handle: show },
    { method: 'POST', path: authorizePath, handle: decide },
    {
      method: 'POST',
      path: '/oauth/v2/accessToken',
      handle: (incoming) => answerTokenRequest(world, codes, incoming),
    },
    {
      method: 'GET',
      path: generatorPath,
      handle: (incoming) => {
        const scopes = (incoming.url.searchParams.get('scope') ?? 'openid profile w_member_social').split(' ');
        const permissions = permissionsOf(scopes);
        return generator.ask({ app: 'Crosstie', permissions, request: scopes }, incoming);
      },
    },
    {
      method: 'POST',
      path: generatorPath,
      handle: async (incoming) => {
        const decision = await generator.decide(incoming);
        if (decision.kind === 'undecided') return decision.answer;
        return decision.kind === 'allowed' ? tokenPage(issueToken(world, decision.request).token) : redirect('/');
      },
    },
    { method: 'GET', path: permittedPath, handle: () => permittedPage },
  ];
}

const permissionsOf = (scopes: readonly string[]): readonly PermissionName[] => [
  ...new Set(scopes.flatMap((scope) => permissionOf[scope] ?? [])),
];

/** What is asked for, or the sentence that LinkedIn's error page shows. The redirect is the registered one, to the letter. */
function readRequest(query: URLSearchParams): Asked | string {
  const redirectUri = query.get('redirect_uri') ?? '';
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (query.get('client_id') !== apps.linkedin.clientId)
    return `The passed in client_id is invalid "${query.get('client_id') ?? ''}"`;
  if (redirectUri !== apps.linkedin.redirectUri) return 'The redirect_uri does not match the registered value';
  if (query.get('response_type') !== 'code') return 'You need to pass the "response_type" parameter';
  if (scopes.length === 0) return 'You need to pass the "scope" parameter';
  return { redirectUri, scopes, state: query.get('state') };
}

function sendBack({ redirectUri, state }: Asked, answer: Readonly<Record<string, string>>): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (state !== null) target.searchParams.set('state', state);
  return redirect(target.href);
}

const tokenPage = (token: string): Answer =>
  page(
    200,
    'en',
    'Token generator',
    `<main><p class="rehearsal">Rehearsal – a pretend LinkedIn</p><h1>Your access token</h1><p>It is good for two months.</p><p class="text"><code id="token">${escapeHtml(token)}</code></p></main>`,
  );

const permittedPage: Answer = page(
  200,
  'en',
  'Permitted services',
  '<main><p class="rehearsal">Rehearsal – a pretend LinkedIn</p><h1>Permitted services</h1><p>Here the real LinkedIn lists the apps that may use an account, each with a button to remove it.</p></main>',
);
