/** An HTTP client as the networks have it, on a clock that a test moves, against servers on this machine. */
import { NetworkFailure } from '../../main/core/ports/network.ts';
import { type Http, type HttpRequest, openHttp } from '../../main/networks/http.ts';

export interface Client {
  readonly http: Http;
  /** What was logged. */
  readonly lines: readonly string[];
  readonly clock: { now: number };
}

export function client(options: { readonly allowLoopbackHttp?: boolean; readonly breakMs?: number } = {}): Client {
  const lines: string[] = [];
  const note = (message: string) => lines.push(message);
  const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
  const log = { info: note, warn: note, error: note };
  return { http: openHttp({ fetch, log, now: () => clock.now, allowLoopbackHttp: true, ...options }), lines, clock };
}

export const read = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  kind: 'read',
  signal: new AbortController().signal,
  explain: ({ status }) => ({ code: status >= 500 ? 'transient' : 'content_rejected' }),
  ...more,
});

export const write = (url: string, more: Partial<HttpRequest> = {}): HttpRequest =>
  read(url, { method: 'POST', kind: 'write', body: { json: { secret: 'words' } }, ...more });

/** What the call failed with; throws when it did not, or with something else. */
export async function failureOf(call: Promise<unknown>): Promise<NetworkFailure> {
  const thrown: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof NetworkFailure) return thrown;
  throw new Error(`Expected a NetworkFailure, got ${String(thrown)}.`);
}
