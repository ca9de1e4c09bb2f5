/** One call to a server, repeated where that is of use. Every call of this room may be repeated: it names what it means. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../contract/errors.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import { type Answer, readAnswer } from './answer.ts';
import { failureOf, stoppedBy } from './failure.ts';

export interface Exchange {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: URL;
  /** Made anew for each try: a signature holds for a quarter of an hour, an upload may take longer. */
  readonly headers: () => Promise<Headers>;
  readonly body?: Blob;
  /** For the whole call: tries, waits and answers. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Null when the answer is the one that was wanted; else what is wrong. `transient` is tried again. */
  readonly judge: (answer: Answer) => Problem | null;
}
export interface ExchangeOptions {
  /** Node's own fetch, or one that acts like it. */
  readonly fetch: typeof globalThis.fetch;
  /** The wait before the second try; it doubles. */
  readonly backoffMs: number;
}

const mostTries = 3;

/** Resolves when the answer was the wanted one. Throws NetworkFailure. */
export async function exchange(asked: Exchange, options: ExchangeOptions): Promise<void> {
  if (asked.signal.aborted) throw stoppedBy(asked.signal, { notSent: true });
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(asked.timeoutMs)]);
  for (let tries = 1; ; tries += 1) {
    const failure = await tryOnce(asked, signal, options);
    if (failure === null) return;
    if (signal.aborted || tries === mostTries || !isWorthRepeating(failure)) throw failure;
    await delay(options.backoffMs * 2 ** (tries - 1), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw stoppedBy(signal, { notSent: false });
  }
}

/** Redirects are an error: Node then streams a body without keeping a copy of it for the next address. */
async function tryOnce(
  { method, url, headers, body, judge }: Exchange,
  signal: AbortSignal,
  { fetch }: ExchangeOptions,
): Promise<NetworkFailure | null> {
  const init: RequestInit = { method, headers: await headers(), signal, redirect: 'error' };
  try {
    const response = await fetch(url, { ...init, ...(body !== undefined && { body }) });
    const problem = judge(await readAnswer(response, url.host));
    return problem === null ? null : new NetworkFailure(problem);
  } catch (thrown) {
    return signal.aborted ? stoppedBy(signal, { notSent: false }) : failureOf(thrown, url.host);
  }
}

/** A server that is busy, or a connection that stood and broke. */
function isWorthRepeating({ problem, notSent }: NetworkFailure): boolean {
  return problem.code === 'transient' || (problem.code === 'unreachable' && !notSent);
}
