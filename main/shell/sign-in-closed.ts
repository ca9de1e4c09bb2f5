import { NetworkFailure } from '../core/ports/network.ts';

/** The person gave up, or was given up on. */
export function signInClosed(): NetworkFailure {
  return new NetworkFailure({ code: 'sign_in_closed' });
}

/** Calls back when the signal aborts, at once when it has already; the answer stops listening. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}
