/** A signed-in account as the calls see it, whichever way it signed in. */
import type { NodeOAuthClient } from '@atproto/oauth-client-node';
import type { AccountCall, Credentials } from '../../core/ports/network.ts';
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
  credentials: Credentials,
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
  const kept: KeptClient = { client: clientOf(library, stored, () => kept.credentials, context), credentials };
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
  const client = clientFor(library, stored, call.credentials, context);
  const { sub, aud } = stored.session.tokenSet;
  const orExplained = (thrown: unknown): never => {
    throw explainOAuth(thrown, library);
  };
  const session = await client.restore(sub).catch(orExplained);
  return {
    did: sub,
    service: new URL(aud).origin,
    fetch: async (path, init) => await session.fetchHandler(path, init).catch(orExplained),
  };
}

/** Throws `auth_revoked` or `auth_expired` when the sign-in has ended. */
export async function openSession(call: AccountCall, context: NetworkContext): Promise<Session> {
  const stored = await loadStored(call.credentials);
  return stored.kind === 'oauth'
    ? await oauthSession(stored, call, context)
    : appPasswordSession(stored, call, context);
}
