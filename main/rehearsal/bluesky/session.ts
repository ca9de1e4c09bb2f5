/** Sign-in with an app password: JWTs as a real PDS issues them. */
import { randomUUID } from 'node:crypto';
import { person } from '../people.ts';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import { requireAccount, signedIn } from './authentication.ts';
import type { PasswordSession } from './bluesky-state.ts';
import { didDocument } from './identity.ts';
import { readBearer, signToken } from './password-tokens.ts';
import { signServiceToken } from './service-tokens.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { invalidRequest, rateHeaders, rateLimitExceeded, refused, xrpcError } from './xrpc.ts';

const accessLifeMs = 2 * 3_600_000;
const refreshLifeMs = 90 * 86_400_000;
const signInWindow = { limit: 30, windowMs: 300_000 };
const { did, handle, email, appPassword } = person.bluesky;

export function sessionRoutes(context: PdsContext): readonly Route[] {
  const at = (method: string) => `/xrpc/com.atproto.server.${method}`;
  return [
    { method: 'POST', path: at('createSession'), handle: (incoming) => createSession(context, incoming) },
    { method: 'POST', path: at('refreshSession'), handle: (incoming) => refreshSession(context, incoming) },
    { method: 'POST', path: at('deleteSession'), handle: (incoming) => deleteSession(context, incoming) },
    {
      method: 'GET',
      path: at('getServiceAuth'),
      handle: signedIn(
        context,
        ({ url }) => ({ kind: 'rpc', lxm: url.searchParams.get('lxm') ?? '*' }),
        ({ url }) => serviceAuth(context, url.searchParams),
      ),
    },
    { method: 'GET', path: at('getSession'), handle: (incoming) => getSession(context, incoming) },
  ];
}

const account = (context: PdsContext) => ({
  did,
  didDoc: didDocument(context.base()),
  handle,
  email,
  emailConfirmed: true,
  emailAuthFactor: false,
  active: true,
});

async function createSession(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const { identifier, password } = readJson(incoming);
  const name = String(identifier).toLowerCase().replace(/^@/, '');
  const verdict = context.world.takeCall(`bluesky createSession ${name}`, signInWindow);
  const headers = rateHeaders(verdict, signInWindow.windowMs);
  if (!verdict.allowed) return rateLimitExceeded(headers);
  const isKnown = [handle, did, email].some((known) => known === name);
  if (!isKnown || (password !== appPassword && password !== person.password))
    return xrpcError(401, 'AuthenticationRequired', 'Invalid identifier or password', headers);
  const session: PasswordSession = {
    id: randomUUID(),
    accessId: '',
    accessExpiresAt: 0,
    refreshId: null,
    refreshExpiresAt: 0,
  };
  stateOf(context).passwordSessions.push(session);
  return json(200, { ...account(context), ...(await issueTokens(context, session)) }, headers);
}

async function issueTokens(context: PdsContext, session: PasswordSession) {
  const now = context.world.now();
  const refreshId = randomUUID();
  Object.assign(session, {
    accessId: randomUUID(),
    accessExpiresAt: now + accessLifeMs,
    refreshId,
    refreshExpiresAt: now + refreshLifeMs,
  });
  context.world.store.changed();
  return {
    accessJwt: await signToken(context, 'at+jwt', 'com.atproto.appPass', session.accessId, session.accessExpiresAt),
    refreshJwt: await signToken(context, 'refresh+jwt', 'com.atproto.refresh', refreshId, session.refreshExpiresAt),
  };
}

async function sessionOfRefresh(context: PdsContext, incoming: Incoming): Promise<PasswordSession> {
  const refreshId = await readBearer(context, incoming, 'refresh+jwt');
  const session = stateOf(context).passwordSessions.find((candidate) => candidate.refreshId === refreshId);
  if (session === undefined) throw refused(400, 'ExpiredToken', 'Token has been revoked');
  return session;
}

async function refreshSession(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const session = await sessionOfRefresh(context, incoming);
  return json(200, { ...account(context), ...(await issueTokens(context, session)) });
}

async function deleteSession(context: PdsContext, incoming: Incoming): Promise<Answer> {
  const session = await sessionOfRefresh(context, incoming);
  session.refreshId = null;
  context.world.store.changed();
  return { status: 200, body: '' };
}

const longestServiceTokenMs = 3_600_000;

async function serviceAuth(context: PdsContext, query: URLSearchParams): Promise<Answer> {
  const now = context.world.now();
  const aud = query.get('aud') ?? '';
  const endsAt = query.has('exp') ? Number(query.get('exp')) * 1000 : now + 60_000;
  if (!/^did:[a-z]+:\S+$/.test(aud)) throw invalidRequest('aud must be a valid atproto DID or did#serviceId reference');
  if (!(endsAt >= now)) throw refused(400, 'BadExpiration', 'expiration is in past');
  if (endsAt > now + longestServiceTokenMs) {
    const message = 'cannot request a token with an expiration more than an hour in the future';
    throw refused(400, 'BadExpiration', message);
  }
  return json(200, { token: await signServiceToken(context, { aud, lxm: query.get('lxm') ?? '', endsAt }) });
}

async function getSession(context: PdsContext, incoming: Incoming): Promise<Answer> {
  await requireAccount(context, incoming, null);
  return json(200, account(context));
}
