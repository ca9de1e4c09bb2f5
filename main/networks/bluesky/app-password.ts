/** The second door: an app password, traded for tokens at once and then forgotten. */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { NetworkFailure, type AccountCall } from '../../core/ports/network.ts';
import { type PasswordSignIn } from '../../core/ports/sign-in.ts';
import type { HttpAnswer } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { accountInput } from './account-input.ts';
import { explainXrpc, xrpcError } from './errors.ts';
import { findService } from './identity.ts';
import type { Session } from './session.ts';
import { takeSession } from './session-budget.ts';
import { loadStored, toJson, type StoredAppPassword } from './stored.ts';

const newSessionSchema = z.object({ did: z.string(), accessJwt: z.string(), refreshJwt: z.string() });
/** An empty or missing refresh token leaves the old one in force. */
const renewedSchema = z.object({ accessJwt: z.string(), refreshJwt: z.string().default('') });

/** The method's own reading of 401: nothing is expired or revoked yet. */
function explainSignIn(answer: HttpAnswer<string>, nowMs: number): Problem {
  const { error, message } = xrpcError(answer.body);
  if (error === 'AuthFactorTokenRequired') {
    return {
      code: 'wrong_password',
      detail: 'This is the password of the account. Make an app password and use that.',
    };
  }
  if (error !== 'AuthenticationRequired') return explainXrpc(answer, nowMs);
  return { code: 'wrong_password', ...(message !== null && { detail: message }) };
}

/**
 * com.atproto.server.createSession, from a form that a person fills in and never by itself: what is signed in is renewed.
 * Throws NetworkFailure.
 */
export async function createSession(input: PasswordSignIn, context: NetworkContext): Promise<StoredAppPassword> {
  const { http, now, addresses } = context;
  const typed = input.instance.trim() === '' ? input.identifier : input.instance;
  const isAddress = typed.includes('@', 1);
  const account = accountInput(isAddress ? '' : typed, addresses.bluesky.service);
  const service = await findService(account, context, input.signal);
  const identifier = input.identifier.trim().replace(/^@/, '');
  const owner = takeSession(service, identifier, context);
  const { body } = await http.json(newSessionSchema, {
    method: 'POST',
    kind: 'write',
    url: `${service}/xrpc/com.atproto.server.createSession`,
    account: owner,
    body: { json: { identifier, password: input.password } },
    signal: input.signal,
    explain: (answer) => explainSignIn(answer, now()),
  });
  return { kind: 'app_password', service, ...body };
}

async function renew(
  stored: StoredAppPassword,
  call: AccountCall,
  context: NetworkContext,
): Promise<StoredAppPassword> {
  const { body } = await context.http.json(renewedSchema, {
    method: 'POST',
    kind: 'write',
    url: `${stored.service}/xrpc/com.atproto.server.refreshSession`,
    headers: { authorization: `Bearer ${stored.refreshJwt}` },
    // Not the call's signal: an answer that nobody waits for any more holds the only refresh token that still works.
    signal: new AbortController().signal,
    explain: (answer) => explainXrpc(answer, context.now()),
  });
  const refreshJwt = body.refreshJwt === '' ? stored.refreshJwt : body.refreshJwt;
  const renewed = { ...stored, accessJwt: body.accessJwt, refreshJwt };
  await call.credentials.save(toJson(renewed));
  return renewed;
}

/** Renewals under way by account: a refresh token is good for one use, and two at once would end the session. */
const renewals = new Map<string, Promise<StoredAppPassword>>();

/** Tokens that are newer than `used`: another call's, or fresh ones. What goes wrong here happens before the call itself. */
async function newerThan(
  used: StoredAppPassword,
  call: AccountCall,
  context: NetworkContext,
): Promise<StoredAppPassword> {
  const underWay = renewals.get(used.did);
  if (underWay !== undefined) return await underWay;
  const renewal = (async () => {
    const stored = await loadStored(call.credentials);
    // Two access tokens of one second are the same text, and a kept refresh token is: so either tells.
    const isOther = (kept: StoredAppPassword): boolean =>
      kept.accessJwt !== used.accessJwt || kept.refreshJwt !== used.refreshJwt;
    return stored.kind === 'app_password' && isOther(stored) ? stored : await renew(used, call, context);
  })().finally(() => renewals.delete(used.did));
  renewals.set(used.did, renewal);
  return await renewal.catch((error: unknown) => {
    throw error instanceof NetworkFailure ? new NetworkFailure(error.problem, { notSent: true, cause: error }) : error;
  });
}

/** An expired access token is answered with 400 ExpiredToken, before the server looks at anything else. */
async function saysExpired(response: Response): Promise<boolean> {
  return response.status === 400 && xrpcError(await response.clone().text()).error === 'ExpiredToken';
}

export function appPasswordSession(stored: StoredAppPassword, call: AccountCall, context: NetworkContext): Session {
  const fetchAs = context.http.fetchAs(ownerOf(call.account));
  const send = async ({ accessJwt }: StoredAppPassword, path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${accessJwt}`);
    return await fetchAs(new URL(path, stored.service), { ...init, headers });
  };
  let current = stored;
  return {
    did: stored.did,
    service: new URL(stored.service).origin,
    fetch: async (path, init) => {
      const response = await send(current, path, init);
      if (!(await saysExpired(response))) return response;
      current = await newerThan(current, call, context);
      return await send(current, path, init);
    },
  };
}

/** Ends this session. The refresh token is the one that is asked for, and stops at once. */
export async function deleteSession(
  stored: StoredAppPassword,
  call: AccountCall,
  context: NetworkContext,
): Promise<void> {
  await context.http.text({
    method: 'POST',
    kind: 'write',
    url: `${stored.service}/xrpc/com.atproto.server.deleteSession`,
    headers: { authorization: `Bearer ${stored.refreshJwt}` },
    signal: call.signal,
    explain: (answer) => explainXrpc(answer, context.now()),
  });
}
