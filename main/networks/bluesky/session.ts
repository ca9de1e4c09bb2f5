/** A signed-in account as the calls see it, whichever way it signed in. */
import type { NodeOAuthClient } from '@atproto/oauth-client-node';
import { toError } from '../../../contract/errors.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, type Credentials, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { appPasswordSession } from './app-password.ts';
import { explainOAuth } from './errors.ts';
import { newClient, oauthLibrary, sealedSessions, type OAuthLibrary } from './oauth-client.ts';
import { loadStored, type StoredOAuth } from './stored.ts';

export interface Session {
  readonly did: string;
  /** Origin of the server that the account lives on. */
  readonly service: string;
  /** A call with the account's token, renewed when it must be. Any status is an answer; throws NetworkFailure. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
}

interface KeptClient {
  readonly client: NodeOAuthClient;
  /** Whose sealed document the client reads and writes now. */
  credentials: Credentials;
}

/** Clients are kept for as long as their context lives: they remember nonces and server metadata for a minute. */
const clients = new WeakMap<NetworkContext, Map<string, KeptClient>>();

function clientFor(
  library: OAuthLibrary,
  stored: StoredOAuth,
  { account, credentials }: AccountCall,
  context: NetworkContext,
): NodeOAuthClient {
  const ofContext = clients.get(context) ?? new Map<string, KeptClient>();
  clients.set(context, ofContext);
  const name = `${stored.clientId} ${stored.session.tokenSet.sub}`;
  const known = ofContext.get(name);
  if (known !== undefined) {
    known.credentials = credentials;
    return known.client;
  }
  const http = { ...context.http, fetch: context.http.fetchAs(ownerOf(account)) };
  const asAccount = { ...context, http };
  const kept: KeptClient = { client: clientOf(library, stored, () => kept.credentials, asAccount), credentials };
  ofContext.set(name, kept);
  return kept.client;
}

function clientOf(
  library: OAuthLibrary,
  stored: StoredOAuth,
  credentials: () => Credentials,
  context: NetworkContext,
): NodeOAuthClient {
  const latest: Credentials = {
    load: async () => await credentials().load(),
    save: async (document) => await credentials().save(document),
  };
  const metadata = library.atprotoLoopbackClientMetadata(stored.clientId);
  return newClient(library, metadata, sealedSessions(latest, stored.clientId), context);
}

async function oauthSession(stored: StoredOAuth, call: AccountCall, context: NetworkContext): Promise<Session> {
  const library = await oauthLibrary();
  const client = clientFor(library, stored, call, context);
  const { sub, aud } = stored.session.tokenSet;
  const orExplained = (thrown: unknown): never => {
    throw explainOAuth(thrown, library);
  };
  const session = await client.restore(sub).catch(orExplained);
  const send = async (path: string, init: RequestInit): Promise<Response> =>
    await session.fetchHandler(path, init).catch(orExplained);
  return {
    did: sub,
    service: new URL(aud).origin,
    fetch: async (path, init) => {
      const response = await send(path, init);
      if (!saysTokenInvalid(response)) return response;
      // The library keeps to itself why it could not renew the token. A line that broke is no end of the sign-in.
      await client.restore(sub, true).catch((thrown: unknown) => {
        const { problem } = explainOAuth(thrown, library);
        throw new NetworkFailure(problem, { notSent: true, cause: thrown });
      });
      return await send(path, init);
    },
  };
}

/** The call was turned away at the door (RFC 9449, section 7.1). */
const saysTokenInvalid = ({ status, headers }: Response): boolean =>
  status === 401 && /^DPoP\b.*error="invalid_token"/.test(headers.get('www-authenticate') ?? '');

/**
 * Ends for the caller as soon as it is stopped. What is under way goes on behind it: a token that is just being renewed
 * must still be kept, or the sign-in is lost.
 */
async function untilStopped<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(toError(signal.reason));
    signal.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  return await Promise.race([work, stopped]).finally(() => over.abort());
}

/** Throws `auth_revoked` or `auth_expired` when the sign-in has ended. */
export async function openSession(call: AccountCall, context: NetworkContext): Promise<Session> {
  const session = await untilStopped(openStored(call, context), call.signal);
  return { ...session, fetch: async (path, init) => await untilStopped(session.fetch(path, init), call.signal) };
}

async function openStored(call: AccountCall, context: NetworkContext): Promise<Session> {
  const stored = await loadStored(call.credentials);
  return stored.kind === 'oauth'
    ? await oauthSession(stored, call, context)
    : appPasswordSession(stored, call, context);
}
