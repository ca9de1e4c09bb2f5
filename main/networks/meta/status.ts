/** How far a container has come, and waiting for it. */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import type { MetaPublishing } from './dialect.ts';
import { notReadyMs } from './errors.ts';
import type { MetaSession } from './session.ts';
import type { Container } from './steps.ts';

export type ContainerState =
  | { readonly kind: 'in_progress' | 'finished' | 'published' | 'expired' }
  /** The network does not know it (any more). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * How long to wait before each look. Meta's guide asks for once a minute during five minutes; pictures are ready at
 * once, so the first looks come sooner.
 */
export const looksAfterMs: readonly number[] = [
  0, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 30_000, 30_000, 60_000, 60_000, 60_000,
];
/** Then the crosspost is put off for this long. */
const nextLookMs = 60_000;
/** A container that has just been made may not be known everywhere yet (24/2207008). */
const youngMs = 2 * 60_000;

export interface StatusCall {
  readonly publishing: MetaPublishing;
  readonly session: MetaSession;
  readonly context: NetworkContext;
}

/** Asks the network. Throws NetworkFailure. */
export async function stateOf(
  container: Container,
  { publishing, session, context }: StatusCall,
): Promise<ContainerState> {
  const { fields, read, explain } = publishing.status;
  const body = await session
    .read(z.record(z.string(), z.unknown()), `/${encodeURIComponent(container.id)}`, { fields })
    .catch((error: unknown) => {
      if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
      throw error;
    });
  if (body === null) return { kind: context.now() - container.madeAt < youngMs ? 'in_progress' : 'gone' };
  const { state, said } = read(body);
  if (state === 'FINISHED') return { kind: 'finished' };
  if (state === 'PUBLISHED') return { kind: 'published' };
  if (state === 'EXPIRED') return { kind: 'expired' };
  return state === 'ERROR' ? { kind: 'failed', problem: explain(said) } : { kind: 'in_progress' };
}

/** Looks until the container is no longer in progress. Throws `not_ready` with `until` after the last look. */
export async function settledState(
  container: Container,
  call: StatusCall,
  signal: AbortSignal,
  looks: readonly number[] = looksAfterMs,
): Promise<ContainerState> {
  for (const waitMs of looks) {
    if (waitMs > 0) await call.context.wait(waitMs, signal);
    const state = await stateOf(container, call);
    if (state.kind !== 'in_progress') return state;
  }
  throw new NetworkFailure({ code: 'not_ready', until: call.context.now() + nextLookMs });
}

/** What to say of a container that is not ready when it should be. */
export const notReady = ({ now }: NetworkContext): Problem => ({ code: 'not_ready', until: now() + notReadyMs });
