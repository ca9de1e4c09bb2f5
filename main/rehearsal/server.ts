/** A loopback HTTP server from a table of routes: what every pretend network is made of. */
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { FaultEffect } from './faults.ts';

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  /** What the `:names` of the route's path stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
  /** True when the connection broke before the whole body had arrived: nobody hears the answer. */
  readonly isCut: boolean;
}
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}
export interface Route {
  readonly method: string;
  /** Segments that begin with `:` match any one segment. */
  readonly path: string;
  /** An upload that can be resumed: what arrived before the connection broke counts. */
  readonly takesPart?: true;
  readonly handle: (incoming: Incoming) => Answer | Promise<Answer>;
}
/** How a network says what its framework says for it. */
export interface ServerAnswers {
  readonly notFound: () => Answer;
  readonly tooLarge: () => Answer;
  readonly badRequest: () => Answer;
  readonly rateLimited: (resetInMs: number) => Answer;
  readonly serverError: (status: number) => Answer;
}
export interface ServerOptions {
  /** Tried first, so that addresses survive a restart; any free port is taken when it is in use. */
  readonly preferredPort: number | undefined;
  readonly bodyLimitBytes: number;
  readonly routes: readonly Route[];
  readonly answers: ServerAnswers;
  readonly faultsFor: (method: string, path: string) => readonly FaultEffect[];
  /** The network's clock, for the Date header. */
  readonly now: () => number;
  /** Changes a path before a route is looked for (Graph's version prefix). */
  readonly rewrite?: (path: string) => string;
}
export interface Listening {
  readonly base: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Thrown by a handler to answer at once with what the network says of a bad request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`Refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** What the work answers, or what it refused with. */
export async function answerOrRefusal(work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
}
class BodyTooLarge extends Error {}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});
export const redirect = (to: string): Answer => ({ status: 302, headers: { location: to }, body: '' });
export const bytes = (contentType: string, body: Uint8Array): Answer => ({
  status: 200,
  headers: { 'content-type': contentType, 'cache-control': 'private, max-age=3600' },
  body,
});

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment.startsWith(':') && value !== '') params[segment.slice(1)] = decodeURIComponent(value);
    else if (segment !== value) return null;
  }
  return params;
}

function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : null;
    if (params !== null) return { route, params };
  }
  return null;
}

interface Body {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly isCut: boolean;
}

/** Stops at `cutAt` as if the line had broken there; a client that goes away breaks it too. */
async function readBody(request: IncomingMessage, limitBytes: number, cutAt: number | null): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      if (cutAt !== null && size >= cutAt) break;
    }
  } catch {
    return { bytes: Buffer.concat(chunks), isCut: true };
  }
  if (size > limitBytes) throw new BodyTooLarge();
  const bytes = Buffer.concat(chunks);
  return cutAt === null ? { bytes, isCut: false } : { bytes: bytes.subarray(0, cutAt), isCut: true };
}

/** Null when the connection broke and nothing was taken. */
async function answerRequest(
  options: ServerOptions,
  request: IncomingMessage,
  url: URL,
  cutAt: number | null,
): Promise<Answer | null> {
  const method = request.method ?? 'GET';
  try {
    const { bytes: body, isCut } = await readBody(request, options.bodyLimitBytes, cutAt);
    const path = options.rewrite?.(url.pathname) ?? url.pathname;
    const found = findRoute(options.routes, method === 'HEAD' ? 'GET' : method, path);
    if (isCut && found?.route.takesPart !== true) return null;
    if (found === null) return options.answers.notFound();
    return await found.route.handle({ method, url, params: found.params, headers: request.headers, body, isCut });
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    if (thrown instanceof BodyTooLarge) return options.answers.tooLarge();
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError || thrown instanceof URIError)
      return options.answers.badRequest();
    if (thrown instanceof TypeError && thrown.message.includes('FormData')) return options.answers.badRequest();
    return options.answers.serverError(500);
  }
}

const portalPage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Sign in to the network</title><p>Please accept the terms of this Wi-Fi.</p>',
};

/** What a fault answers in place of the network, before the request is accepted; null lets it through. */
function answerInstead(effects: readonly FaultEffect[], answers: ServerAnswers): Answer | null {
  for (const effect of effects) {
    if (effect.kind === 'status429') return answers.rateLimited(effect.resetInMs);
    if (effect.kind === 'status5xx') return answers.serverError(effect.status);
    if (effect.kind === 'htmlInsteadOfJson') return portalPage;
  }
  return null;
}

const isJson = ({ headers }: Answer): boolean => headers?.['content-type']?.startsWith('application/json') === true;

function cutInHalf(answer: Answer): Answer {
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}

/** Unless the program ends before. */
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());

async function serve(options: ServerOptions, base: string, request: IncomingMessage, response: ServerResponse) {
  // Held on to: a request whose body was not read to its end lets go of it.
  const { socket } = request;
  const url = new URL(request.url ?? '/', base);
  const effects = options.faultsFor(request.method ?? 'GET', url.pathname);
  const has = (kind: FaultEffect['kind']) => effects.some((effect) => effect.kind === kind);
  for (const effect of effects) if (effect.kind === 'latency') await pause(effect.latencyMs);
  if (has('dropBeforeAccept')) return socket.destroy();
  const cutAt = effects.find((effect) => effect.kind === 'dropAtByte')?.atByte ?? null;
  const answer = answerInstead(effects, options.answers) ?? (await answerRequest(options, request, url, cutAt));
  if (answer === null || cutAt !== null) return socket.destroy();
  for (const effect of effects) if (effect.kind === 'holdAnswer') await pause(effect.holdMs);
  if (has('dropAfterAccept')) return socket.destroy();
  response.setHeader('date', new Date(options.now()).toUTCString());
  return send(request, response, has('malformedJson') && isJson(answer) ? cutInHalf(answer) : answer, has);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  has: (kind: FaultEffect['kind']) => boolean,
) {
  const type = has('wrongContentType') ? { 'content-type': 'text/plain' } : {};
  response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body), ...answer.headers, ...type });
  if (!has('truncated')) return response.end(request.method === 'HEAD' ? undefined : answer.body);
  return response.write(cutInHalf(answer).body, () => request.socket.destroy());
}

async function bind(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** Starts a server on 127.0.0.1. A request that names another host is refused (DNS rebinding). */
export async function startServer(options: ServerOptions): Promise<Listening> {
  let base = '';
  const server = createServer((request, response) => {
    if (`http://${request.headers.host}` !== base) {
      response.writeHead(421).end();
      return;
    }
    const { socket } = request;
    serve(options, base, request, response).catch(() => socket.destroy());
  });
  await bind(server, options.preferredPort ?? 0).catch(() => bind(server, 0));
  const { port } = server.address() as AddressInfo;
  base = `http://127.0.0.1:${port}`;
  return { base, port, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
