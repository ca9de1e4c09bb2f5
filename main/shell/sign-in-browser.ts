/** Signing in with the system browser, which comes back to a listener on this machine (RFC 8252, 7.3). */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toError } from '../../contract/errors.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import { callbackPath, registeredPort } from '../core/ports/sign-in.ts';
import type { SignInSurface } from '../core/ports/system.ts';
import { closingPage, type ClosingWords } from './closing-page.ts';
import { isRedirectTo } from './sign-in-address.ts';
import { onAbort, signInClosed } from './sign-in-closed.ts';

export interface SignInBrowserOptions {
  /** Hands an address to the system browser; answers whether it was one that may be handed over. */
  readonly openExternal: (url: string) => Promise<boolean>;
  /** What the tab says in the end. */
  readonly page: () => ClosingWords;
  /** How long the person has, in milliseconds. */
  readonly patienceMs?: number;
}

const tenMinutesMs = 600_000;

export function createSignInBrowser(options: SignInBrowserOptions): SignInSurface {
  return {
    open: async (signal, redirect) => {
      if (signal.aborted) throw signInClosed();
      const server = createServer();
      const port = await listen(server, redirect.port === 'registered' ? registeredPort : 0);
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      return {
        redirectUri: `http://${redirect.host}:${port}${callbackPath}`,
        close,
        show: (url, _network, redirectUri) => redirected(server, url, redirectUri, options, signal).finally(close),
      };
    },
  };
}

/** Bound before the network is told the address. Throws `port_in_use` when another program has the one that must be. */
async function listen(server: Server, wanted: number): Promise<number> {
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'port_in_use', detail: String(wanted) }, { notSent: true, cause });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no port.');
  return address.port;
}

async function redirected(
  server: Server,
  url: string,
  redirectUri: string,
  options: SignInBrowserOptions,
  signal: AbortSignal,
): Promise<URL> {
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  const giveUp = (): void => reject(signInClosed());
  const timer = setTimeout(giveUp, options.patienceMs ?? tenMinutesMs);
  const stopListening = onAbort(signal, giveUp);
  server.on('close', giveUp);
  server.on('request', (request, response) => {
    const answer = judge(request, new URL(redirectUri));
    if (typeof answer === 'number') refuse(response, answer);
    else sayGoodbye(response, options.page(), () => resolve(answer));
  });
  openBrowser(url, options).catch(reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stopListening();
  }
}

async function openBrowser(url: string, { openExternal }: SignInBrowserOptions): Promise<void> {
  const isOpen = await openExternal(url).catch((thrown: unknown) => {
    throw new NetworkFailure({ code: 'sign_in_failed', detail: toError(thrown).message }, { cause: thrown });
  });
  if (!isOpen) throw new NetworkFailure({ code: 'sign_in_failed', detail: 'The address may not be opened.' });
}

/**
 * The address that the browser came back to, or the status to refuse with. Any program of this machine can knock here;
 * what is not an answer is refused and waited on, and the answer itself is checked by its `state` afterwards. The Host
 * header keeps a page of the web, which may have pointed its own name at this machine, from knocking.
 */
function judge({ method, url, headers }: IncomingMessage, expected: URL): URL | 400 | 403 | 404 | 405 {
  if (headers.host !== expected.host) return 403;
  const address = URL.parse(url ?? '', expected.origin);
  if (address === null || !isRedirectTo(address.href, expected.href)) return 404;
  if (method !== 'GET') return 405;
  return address.searchParams.has('code') || address.searchParams.has('error') ? address : 400;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { Connection: 'close' }).end();
}

function sayGoodbye(response: ServerResponse, words: ClosingWords, onSaid: () => void): void {
  const { html, headers } = closingPage(words);
  response.on('close', onSaid);
  response.writeHead(200, { ...headers, Connection: 'close' }).end(html);
}
