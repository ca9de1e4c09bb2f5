import { NodeOAuthClient } from '@atproto/oauth-client-node';

/** The smallest OAuth app of a PDS, kept in memory: it proves the server, and shares nothing with Crosstie's own sign-in. */
export function blueskyOAuthApp(pdsUrl: string, plcUrl: string, redirectUri: string): NodeOAuthClient {
  const scope = 'atproto';
  return new NodeOAuthClient({
    clientMetadata: {
      client_id: `http://localhost?${new URLSearchParams({ scope, redirect_uri: redirectUri }).toString()}`,
      redirect_uris: [redirectUri],
      scope,
      token_endpoint_auth_method: 'none',
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      dpop_bound_access_tokens: true,
    },
    stateStore: memoryStore(),
    sessionStore: memoryStore(),
    requestLock: async (_name, work) => work(),
    allowHttp: true,
    handleResolver: pdsUrl,
    plcDirectoryUrl: plcUrl,
  });
}

function memoryStore<T>() {
  const values = new Map<string, T>();
  return {
    get: async (key: string) => values.get(key),
    set: async (key: string, value: T) => void values.set(key, value),
    del: async (key: string) => void values.delete(key),
  };
}
