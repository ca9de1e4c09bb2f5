/** Calls to LinkedIn with one account's token, renewed where LinkedIn gave something to renew it with. */
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { type OAuthClient, refreshedToken } from '../oauth.ts';
import { type Caller, type LinkedinCalls, callsOf } from './calls.ts';

const documentSchema = z.object({
  /** Null for a token that the person pasted: there is no app to renew it as. */
  clientId: z.string().nullable(),
  clientSecret: z.string().nullable(),
  accessToken: z.string().min(1),
  scope: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  refreshToken: z.string().nullable(),
});
/** The sealed document of an account. */
export type LinkedinDocument = z.infer<typeof documentSchema>;

const dayMs = 86_400_000;
/** Tokens live 60 days. */
const renewBeforeMs = 10 * dayMs;

export interface Session extends LinkedinCalls {
  /** The member, as posts and uploads name them. */
  readonly author: string;
}

/** Throws NetworkFailure, always `notSent`: the call that the session is opened for has not begun. */
export async function openSession(call: AccountCall, context: NetworkContext): Promise<Session> {
  const document = await unsent(() => liveDocument(call, context));
  const renew = async () => {
    const renewed = await renewedDocument(document, call, context);
    return renewed === null ? null : callerOf(renewed, call);
  };
  return {
    ...callsOf(callerOf(document, call), context, renew),
    author: `urn:li:person:${call.account.remoteId}`,
  };
}

/** For what comes before a step's own write, or makes none: however it fails, nothing can have been taken. */
export async function unsent<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new NetworkFailure(classify(error, { started: false }).problem, { notSent: true, cause: error });
  }
}

const callerOf = ({ accessToken, issuedAt }: LinkedinDocument, { account, signal }: AccountCall): Caller => ({
  accessToken,
  issuedAt,
  account: ownerOf(account),
  signal,
});

export function clientOf(
  app: { readonly clientId: string; readonly clientSecret: string },
  { addresses }: NetworkContext,
): OAuthClient {
  const { www } = addresses.linkedin;
  return {
    issuer: www,
    authorizeUrl: `${www}/oauth/v2/authorization`,
    tokenUrl: `${www}/oauth/v2/accessToken`,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
  };
}

/** A token that has time left is used as it is when it cannot be renewed just now. */
async function liveDocument(call: AccountCall, context: NetworkContext): Promise<LinkedinDocument> {
  const document = readDocument(await call.credentials.load());
  const leftMs = document.expiresAt - context.now();
  if (leftMs > renewBeforeMs) return document;
  const renewed = renewedDocument(document, call, context);
  if (leftMs <= 0) return (await renewed) ?? document;
  return (await renewed.catch(() => later(context))) ?? document;
}

function later({ log }: NetworkContext): null {
  log.warn('LinkedIn did not renew the token; the one that there is goes on until it ends.');
  return null;
}

/** One renewal at a time for an account; calls meanwhile wait for it. */
const renewals = new WeakMap<NetworkContext, Map<string, Promise<LinkedinDocument | null>>>();

/** Null where there is nothing to renew with: most apps get no refresh token. Throws NetworkFailure. */
async function renewedDocument(
  stale: LinkedinDocument,
  call: AccountCall,
  context: NetworkContext,
): Promise<LinkedinDocument | null> {
  const running = renewals.get(context) ?? new Map<string, Promise<LinkedinDocument | null>>();
  renewals.set(context, running);
  const name = call.account.remoteId;
  const renewal =
    running.get(name) ??
    renew(stale, call, context).finally(() => {
      running.delete(name);
    });
  running.set(name, renewal);
  return renewal;
}

/** The new token is sealed before it is used. The refresh token stays the same unless a new one comes. */
async function renew(
  stale: LinkedinDocument,
  call: AccountCall,
  context: NetworkContext,
): Promise<LinkedinDocument | null> {
  const document = readDocument(await call.credentials.load());
  if (document.accessToken !== stale.accessToken) return document;
  const { clientId, clientSecret, refreshToken } = document;
  if (clientId === null || clientSecret === null || refreshToken === null) return null;
  const { http, now } = context;
  const client = clientOf({ clientId, clientSecret }, context);
  const tokens = await refreshedToken(client, refreshToken, { http, signal: call.signal });
  const renewed = {
    ...document,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? refreshToken,
    issuedAt: now(),
    expiresAt: now() + (tokens.expiresInMs ?? 60 * dayMs),
  };
  await call.credentials.save(renewed);
  return renewed;
}

/** Throws `auth_expired`, certainly unsent, when the document is not one of ours: only a new sign-in helps. */
function readDocument(sealed: Json): LinkedinDocument {
  const document = documentSchema.safeParse(sealed);
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}
