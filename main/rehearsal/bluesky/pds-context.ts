import type { World } from '../world.ts';
import type { BlueskyState } from './bluesky-state.ts';
import type { ProofChecker } from './dpop.ts';

/** The pretend PDS, which is its own authorization server. */
export interface PdsContext {
  readonly world: World;
  readonly proofs: ProofChecker;
  readonly base: () => string;
}
export const stateOf = ({ world }: PdsContext): BlueskyState => world.store.state().bluesky;

/** `did:web` of the server: the audience of its own tokens. Ports are written with %3A. */
export const serviceDid = (context: PdsContext): string => didOf(context.base());
export const didOf = (base: string): string => `did:web:${new URL(base).host.replace(':', '%3A')}`;
