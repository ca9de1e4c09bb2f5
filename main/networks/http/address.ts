import { NetworkFailure } from '../../core/ports/network.ts';

const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws unless the address is https, or plain http to this machine where that is allowed. */
export function checkAddress(url: URL, allowLoopbackHttp: boolean): void {
  const isLoopback = url.protocol === 'http:' && loopbackHosts.has(url.hostname) && allowLoopbackHttp;
  if (url.protocol === 'https:' || isLoopback) return;
  const detail = `${url.protocol}//${url.host} is not a secure address.`;
  throw new NetworkFailure({ code: 'unreachable', detail }, { notSent: true });
}

/** Where a 3xx answer points; null for every other answer. */
export function redirectTarget(response: Response, from: string): URL | null {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return null;
  return URL.canParse(location, from) ? new URL(location, from) : null;
}
