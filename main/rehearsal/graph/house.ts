/** What the shared parts of the pretend Instagram and Threads are told about the one that they serve. */
import type { PermissionName } from '../consent-text.ts';
import type { World } from '../world.ts';
import type { MetaState } from './meta-state.ts';

export interface MetaHouse {
  readonly network: 'instagram' | 'threads';
  /** The name on its pages. */
  readonly name: string;
  readonly world: World;
  readonly state: () => MetaState;
  readonly userId: string;
  readonly username: string;
  readonly app: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string };
  readonly grants: { readonly exchange: string; readonly refresh: string };
  readonly tokenPrefix: string;
  readonly scopes: Readonly<Record<string, PermissionName>>;
  readonly basicScope: string;
  readonly publishScope: string;
  /** Where it answers: asked when answering. */
  readonly at: {
    readonly www: () => string;
    readonly graph: () => string;
    readonly cdn: () => string;
  };
}
