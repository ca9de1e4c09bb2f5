/**
 * A fetch on whose way requests meet with misfortunes: for real servers, which make none of their own. It stands in front of
 * the line and not between two lines, so addresses stay as they are: tokens are bound to them.
 */
import { setTimeout } from 'node:timers/promises';
import { createFaultBoard, type FaultEffect, type RehearsedNetwork } from '../../main/rehearsal/faults.ts';

/** `after` lets so many requests pass first, `times` counts down to nothing. */
export interface FaultOnTheWay {
  readonly effect: FaultEffect;
  readonly after?: number;
  readonly times?: number;
}

export interface FaultyFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly fault: (fault: FaultOnTheWay) => void;
  /** Ends every fault. */
  readonly calm: () => void;
  /** How often the server was asked since the count was forgotten, or would have been without a fault. */
  readonly requests: () => number;
  readonly forgetRequests: () => void;
}

/** Faults befall what goes to `origins` alone. */
export function faultyFetch(network: RehearsedNetwork, origins: readonly string[]): FaultyFetch {
  const board = createFaultBoard();
  let count = 0;
  return {
    fault: (fault) => board.set({ network, ...fault }),
    calm: () => board.clear(),
    requests: () => count,
    forgetRequests: () => {
      count = 0;
    },
    fetch: async (input, init) => {
      const request = input instanceof Request ? input : null;
      const url = new URL(input instanceof Request ? input.url : input);
      if (!origins.includes(url.origin)) return await fetch(input, init);
      count += 1;
      const method = init?.method ?? request?.method ?? 'GET';
      const effects = board.take(network, method, url.pathname);
      for (const effect of effects) {
        const instead = await before(effect, init?.signal ?? request?.signal);
        if (instead !== null) return asFrom(url, instead);
      }
      let response = await fetch(input, init);
      for (const effect of effects) response = asFrom(url, await after(effect, response));
      return response;
    },
  };
}

/** What befalls a request that the server never sees: a broken line throws, an answer of somebody else's is given back. */
async function before(effect: FaultEffect, signal: AbortSignal | undefined): Promise<Response | null> {
  switch (effect.kind) {
    case 'latency':
      await setTimeout(effect.latencyMs, undefined, { signal });
      return null;
    case 'dropBeforeAccept':
      throw brokenLine('fetch failed');
    case 'status429': {
      const headers = { 'retry-after': String(Math.ceil(effect.resetInMs / 1000)) };
      return Response.json({ error: 'RateLimitExceeded', message: 'Too many requests' }, { status: 429, headers });
    }
    case 'status5xx':
      return new Response('<html><h1>The server is not there</h1></html>', {
        status: effect.status,
        headers: { 'content-type': 'text/html' },
      });
    case 'htmlInsteadOfJson':
      return new Response('<!doctype html><title>Sign in</title><p>Please accept the terms of this Wi-Fi.</p>', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case 'dropAtByte':
      throw new Error('A fetch does not see how far a body has come.');
    default:
      return null;
  }
}

/** What befalls the answer to a request that the server took. */
async function after(effect: FaultEffect, response: Response): Promise<Response> {
  const isAfter = ['dropAfterAccept', 'malformedJson', 'truncated', 'wrongContentType', 'holdAnswer'];
  if (!isAfter.includes(effect.kind)) return response;
  const bytes = await response.bytes();
  const half = bytes.slice(0, Math.floor(bytes.length / 2));
  switch (effect.kind) {
    case 'dropAfterAccept':
      throw brokenLine('fetch failed');
    case 'malformedJson':
      return withBody(response, half);
    case 'truncated':
      return withBody(response, endingEarly(half));
    case 'wrongContentType':
      return withBody(response, bytes, { 'content-type': 'text/plain' });
    case 'holdAnswer':
      await setTimeout(effect.holdMs);
      return withBody(response, bytes);
    default:
      return response;
  }
}

/** As Node's fetch says it of a connection that stood: nobody can tell from it whether the request was taken. */
function brokenLine(message: 'fetch failed' | 'terminated'): TypeError {
  return new TypeError(message, {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  });
}

function endingEarly(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  const parts = [bytes];
  return new ReadableStream({
    pull: (controller) => {
      const part = parts.pop();
      if (part === undefined) controller.error(brokenLine('terminated'));
      else controller.enqueue(part);
    },
  });
}

const withoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

/** The same answer with another body, whose length and packing are no longer those of the header. */
function withBody(response: Response, body: BodyInit, changed: Readonly<Record<string, string>> = {}): Response {
  const headers = new Headers(response.headers);
  for (const name of ['content-length', 'content-encoding']) headers.delete(name);
  for (const [name, value] of Object.entries(changed)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(withoutBody.has(status) ? null : body, { status, statusText, headers });
}

function asFrom(url: URL, response: Response): Response {
  return response.url === '' ? Object.defineProperty(response, 'url', { value: url.href }) : response;
}
