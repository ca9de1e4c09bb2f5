import { NetworkFailure } from '../core/ports/network.ts';

/** Failures before a connection existed, OpenSSL's names for a certificate that proves nothing among them. */
const neverConnected =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT)$|CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/;
/** The server stopped answering, as Node's client sees it after five minutes. */
const stalled: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What a call that was stopped failed with: by whoever made it, or by its time. */
export function stoppedBy(signal: AbortSignal, options: { readonly notSent: boolean }): NetworkFailure {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError')
    return new NetworkFailure({ code: 'timeout' }, options);
  return new NetworkFailure({ code: 'transient', detail: 'The call was stopped.' }, options);
}

/** Whatever a fetch, a body or the file behind it threw. */
export function failureOf(thrown: unknown, host: string): NetworkFailure {
  if (thrown instanceof NetworkFailure) return thrown;
  const { code, name, message } = deepestCause(thrown);
  if (message === 'unexpected redirect') {
    const detail = `${host} sends on to another address. Check the endpoint and the region.`;
    return new NetworkFailure({ code: 'redirected_away', detail }, { cause: thrown });
  }
  if (name === 'NotReadableError') {
    return new NetworkFailure({ code: 'media_invalid', detail: 'The file changed or is gone.' }, { cause: thrown });
  }
  if (stalled.has(code)) return new NetworkFailure({ code: 'timeout' }, { cause: thrown });
  if (!isFetchFailure(thrown)) throw thrown;
  const detail = `${host} cannot be reached${code === '' ? '' : ` (${code})`}.`;
  return new NetworkFailure({ code: 'unreachable', detail }, { notSent: neverConnected.test(code), cause: thrown });
}

/** What Node's fetch throws for every failure of the network; any other error is a bug of ours. */
function isFetchFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError && (thrown.message === 'fetch failed' || thrown.message === 'terminated');
}

/** Node wraps the system's error in a TypeError, once or twice. */
function deepestCause(thrown: unknown): { readonly code: string; readonly name: string; readonly message: string } {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (!(error instanceof Error)) return { code: '', name: '', message: '' };
  const code: unknown = Reflect.get(error, 'code');
  return { code: typeof code === 'string' ? code : '', name: error.name, message: error.message };
}
