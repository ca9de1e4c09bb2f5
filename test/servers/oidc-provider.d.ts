// oidc-provider has no types of its own; these are the parts of its documentation that the test servers use.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export interface ClientMetadata {
    readonly client_id: string;
    readonly client_secret?: string;
    readonly application_type: 'native' | 'web';
    readonly token_endpoint_auth_method: 'none' | 'client_secret_post' | 'client_secret_basic';
    readonly redirect_uris: readonly string[];
    readonly grant_types: readonly string[];
    readonly response_types: readonly string[];
  }

  export interface ProviderClient {
    readonly clientId: string;
    grantTypeAllowed(grantType: string): boolean;
  }

  export interface StoredToken {
    readonly accountId: string;
    readonly clientId: string;
    readonly scope: string | undefined;
    readonly isExpired: boolean;
    destroy(): Promise<void>;
  }

  export interface ProviderConfiguration {
    readonly clients: readonly ClientMetadata[];
    readonly scopes: readonly string[];
    readonly pkce: { readonly required: () => boolean };
    readonly rotateRefreshToken: () => boolean;
    readonly issueRefreshToken: (context: unknown, client: ProviderClient) => Promise<boolean>;
    /** Lifetimes in seconds. */
    readonly ttl: Readonly<Record<string, number>>;
    readonly clockTolerance: number;
    readonly cookies: { readonly keys: readonly string[] };
    readonly features: Readonly<Record<string, { readonly enabled: boolean }>>;
    readonly routes?: { readonly authorization?: string; readonly token?: string; readonly revocation?: string };
    readonly findAccount: (
      context: unknown,
      accountId: string,
    ) => Promise<{ readonly accountId: string; claims(): Promise<{ readonly sub: string }> }>;
  }

  export class Provider {
    readonly AccessToken: { find(value: string): Promise<StoredToken | undefined> };
    constructor(issuer: string, configuration: ProviderConfiguration);
    callback(): RequestListener;
  }
}
