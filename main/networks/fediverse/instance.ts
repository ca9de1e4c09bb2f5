/** Finding the server behind what a person typed. */
import { isIPv4, isIPv6 } from 'node:net';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { type InstanceAnswer, instanceSchema } from './limits.ts';

export interface Instance {
  /** `https://mastodon.example`, the port with it where it has one. */
  readonly origin: string;
  /** What stands behind the second @ of its people's handles; not always the host. */
  readonly domain: string;
  readonly answer: InstanceAnswer;
}

/**
 * The origin meant by a server name, an address or a handle (`@ada@one.example`). Everything is https except this very
 * machine, which the HTTP client refuses outside rehearsal. Throws `not_a_server` for what cannot be a server's name.
 */
export function serverOrigin(typed: string): string {
  const withoutScheme = typed.replace(/[\s\u200b-\u200d\ufeff]/g, '').replace(/^[a-z][a-z\d+.-]*:\/\//i, '');
  const host = (withoutScheme.split(/[/?#\\]/)[0] ?? '').split('@').at(-1) ?? '';
  const url = URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : null;
  if (url === null || host === '' || !canBeServer(url.hostname)) throw notAServer(typed.trim().slice(0, 100));
  return isThisMachine(url.hostname) ? `http://${url.host}` : url.origin;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

/** No server that people have accounts on is a bare number in somebody's home network. */
function canBeServer(hostname: string): boolean {
  if (isThisMachine(hostname)) return true;
  const isNumber = isIPv4(hostname) || isIPv6(hostname.replace(/^\[|\]$/g, ''));
  return !isNumber && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(hostname);
}

/**
 * Asks the server who it is: `/api/v2/instance`, then v1 for those without it. Throws `not_a_server` when what answers
 * does not speak the dialect, and what the HTTP client throws when nothing good answers at all.
 */
export async function findInstance(
  typed: string,
  dialect: Dialect,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<Instance> {
  const origin = serverOrigin(typed);
  const answer = await askInstance(origin, context, signal);
  if (!dialect.speaks(answer.version)) {
    throw notAServer(new URL(origin).host, `It is no ${dialect.name} server but says of itself: ${answer.version}.`);
  }
  const domain = (answer.domain ?? answer.uri ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return { origin, domain: domain === '' ? new URL(origin).host : domain, answer };
}

/** The instance document of a server that is known already. */
export async function askInstance(
  origin: string,
  context: NetworkContext,
  signal: AbortSignal,
): Promise<InstanceAnswer> {
  const ask = async (path: string) => {
    const request = {
      method: 'GET',
      url: new URL(path, origin),
      kind: 'read',
      signal,
      explain: explainInstance,
    } as const;
    return (await context.http.json(instanceSchema, request)).body;
  };
  try {
    return await ask('/api/v2/instance');
  } catch (error) {
    if (!isNoInstance(error)) throw error;
  }
  try {
    return await ask('/api/v1/instance');
  } catch (error) {
    throw isNoInstance(error) ? notAServer(new URL(origin).host) : error;
  }
}

function isNoInstance(error: unknown): boolean {
  return error instanceof NetworkFailure && ['bad_answer', 'not_a_server'].includes(error.problem.code);
}

function explainInstance({ status }: HttpAnswer<string>) {
  return { code: status >= 500 ? 'transient' : status === 429 ? 'rate_limited' : 'not_a_server' } as const;
}

function notAServer(name: string, detail = `${name} did not answer as one.`): NetworkFailure {
  return new NetworkFailure({ code: 'not_a_server', detail });
}
