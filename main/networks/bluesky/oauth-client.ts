/** The OAuth library of atproto (PAR, PKCE and DPoP are its work), bound to Crosstie's addresses and HTTP. */
import type * as Library from '@atproto/oauth-client-node';
import type {
  NodeOAuthClient,
  NodeSavedSession,
  NodeSavedState,
  OAuthClientMetadataInput,
} from '@atproto/oauth-client-node';
import type { Credentials } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { loadStored, toJson } from './stored.ts';

export type OAuthLibrary = typeof Library;

/** Loaded when Bluesky is first used, never at the start of the app. */
export const oauthLibrary = async (): Promise<OAuthLibrary> => await import('@atproto/oauth-client-node');

/**
 * Post, delete own posts, upload pictures and videos; nothing else of the account (atproto.com/specs/permission). A video goes
 * to another server, which must be shown a token for exactly these two methods.
 */
export const scopes = [
  'atproto',
  'repo:app.bsky.feed.post?action=create&action=delete',
  'blob:image/*',
  'blob:video/*',
  'rpc?lxm=app.bsky.video.getUploadLimits&lxm=com.atproto.repo.uploadBlob&aud=*',
] as const;

/** What a store of the library is: keyed by the state of a sign-in or by the account's DID. */
interface Store<Value> {
  readonly get: (key: string) => Promise<Value | undefined>;
  readonly set: (key: string, value: Value) => Promise<void>;
  readonly del: (key: string) => Promise<void>;
}

export function memoryStore<Value>(): Store<Value> {
  const values = new Map<string, Value>();
  return {
    get: async (key) => await Promise.resolve(values.get(key)),
    set: async (key, value) => {
      await Promise.resolve(values.set(key, value));
    },
    del: async (key) => {
      await Promise.resolve(values.delete(key));
    },
  };
}

/**
 * The metadata of the client that every server knows without registration: its id says what it may and where it comes
 * back to. Servers ignore the port of a loopback address, so the id has none and stays the same (atproto.com/specs/oauth).
 */
export function loopbackClient(library: OAuthLibrary, redirectUri: string): OAuthClientMetadataInput {
  const { pathname } = new URL(redirectUri);
  const metadata = library.buildAtprotoLoopbackClientMetadata({
    scope: scopes.join(' '),
    redirect_uris: [`http://127.0.0.1${pathname}`],
  });
  return { ...metadata, redirect_uris: [library.oauthLoopbackClientRedirectUriSchema.parse(redirectUri)] };
}

/** Its sign-ins under way live and die with it. */
export function newClient(
  library: OAuthLibrary,
  clientMetadata: OAuthClientMetadataInput,
  sessions: Store<NodeSavedSession>,
  context: Pick<NetworkContext, 'addresses' | 'http'>,
): NodeOAuthClient {
  const { service, plcDirectory } = context.addresses.bluesky;
  return new library.NodeOAuthClient({
    clientMetadata,
    stateStore: memoryStore<NodeSavedState>(),
    sessionStore: sessions,
    handleResolver: service,
    plcDirectoryUrl: plcDirectory,
    // Plain http is for rehearsal and tests, whose own addresses are plain http; `http` has the last word on each call.
    allowHttp: [service, plcDirectory].some((address) => address.startsWith('http:')),
    requestLock: library.requestLocalLock,
    fetch: context.http.fetch,
  });
}

/**
 * The session of an account, sealed. A rotated token is saved before the library uses it. An answer without a refresh
 * token leaves the old one in force. The library deletes a session on some failures that pass; here it is kept until
 * the account is unlinked, and each call says anew that it has ended.
 */
export function sealedSessions(credentials: Credentials, clientId: string): Store<NodeSavedSession> {
  const current = async (): Promise<NodeSavedSession | undefined> => {
    const stored = await loadStored(credentials);
    return stored.kind === 'oauth' ? stored.session : undefined;
  };
  return {
    get: current,
    set: async (_did, session) => {
      const refreshToken = session.tokenSet.refresh_token || (await current())?.tokenSet.refresh_token;
      const tokenSet = { ...session.tokenSet, ...(refreshToken !== undefined && { refresh_token: refreshToken }) };
      await credentials.save(toJson({ kind: 'oauth', clientId, session: { ...session, tokenSet } }));
    },
    del: async () => {
      await Promise.resolve();
    },
  };
}
