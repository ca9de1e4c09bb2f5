/**
 * The one door to the networks' servers. Reads are retried a little; a write is sent once and never again from here.
 * What goes wrong comes out as a NetworkFailure that says whether the request can have left this machine.
 */
import type { z } from 'zod';
import { isHTTPError } from 'ky';
import type { Problem } from '../../contract/errors.ts';
import { NetworkFailure } from '../core/ports/network.ts';
import type { BudgetBook } from '../core/ports/budgets.ts';
import type { Log } from '../core/ports/system.ts';
import { formBytes, parsedJson, readBytes, readText } from './http/body.ts';
import { classify, StatusFailure } from './http/failure.ts';
import { guard, type Guard, type GuardRules } from './http/guard.ts';
import type { CallLimits } from './http/call-limits.ts';
import { memoryBook } from './http/memory-book.ts';
import { type Init, retried, type Retrying } from './http/retry.ts';

export type HttpBody =
  | { readonly json: unknown }
  | { readonly form: Readonly<Record<string, string>> | URLSearchParams }
  | { readonly multipart: FormData }
  /** Exactly these bytes: a chunk of an upload. A Blob on disk is read into memory first, so it must be a slice. */
  | { readonly bytes: Blob; readonly type: string };

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string | URL;
  /** `read` changes nothing at the server: it may be repeated and may follow a redirect on the same host. */
  readonly kind: 'read' | 'write';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
  /** Whose budget the call spends: `ownerOf` the account. Never logged. */
  readonly account?: string;
  /** For the whole call: retries, waits and the answer's body. Default 30 s. */
  readonly timeoutMs?: number;
  /** Largest answer that is read, checked while it comes in. Default 2 MB. */
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
  /** Statuses outside 2xx that are answers here and no failures: 308 says how far a resumable upload has come. */
  readonly accepts?: readonly number[];
  /** What an answer outside 2xx means: the network's own table. */
  readonly explain: (answer: HttpAnswer<string>) => Problem;
}

export interface HttpAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** All three throw StatusFailure for an answer outside 2xx and NetworkFailure for the way there. */
export interface Http {
  /** Throws `bad_answer` when the answer is no JSON or lacks what `schema` wants. */
  readonly json: <Schema extends z.ZodType>(
    schema: Schema,
    request: HttpRequest,
  ) => Promise<HttpAnswer<z.output<Schema>>>;
  readonly text: (request: HttpRequest) => Promise<HttpAnswer<string>>;
  readonly bytes: (request: HttpRequest) => Promise<HttpAnswer<Uint8Array>>;
  /** The body while it comes in: for what is too large to hold. The time limit is for all of it. */
  readonly stream: (request: HttpRequest) => Promise<HttpAnswer<AsyncIterable<Uint8Array>>>;
  /**
   * For protocol libraries that want a `fetch`: the same rules on address, redirects, size, time, breaker and log, no
   * retries. Any status is an answer. Rejects with NetworkFailure.
   */
  readonly fetch: typeof globalThis.fetch;
  /** As `fetch`, on behalf of an account: `ownerOf` it. */
  readonly fetchAs: (account: string) => typeof globalThis.fetch;
}

export interface HttpOptions extends Retrying {
  /** Node's own fetch, or one that acts like it (`redirect: 'manual'` must give the 3xx answer). */
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
  /** Plain http to this machine, for rehearsal and tests; everything else is https. */
  readonly allowLoopbackHttp: boolean;
  /** How long a host that failed again and again is left alone. Default 30 s. */
  readonly breakMs?: number;
  /** Where budgets are remembered (as long as the program runs when absent), and how networks divide their calls. */
  readonly book?: BudgetBook;
  readonly limits?: CallLimits;
  /** Told what time it is at a host, in milliseconds since the epoch, with each of its answers that says it. */
  readonly hear?: ((host: string, at: number) => void) | undefined;
}

const defaultTimeoutMs = 30_000;
/** A library's write may be an upload over a slow line. */
const libraryWriteTimeoutMs = 120_000;
const defaultMaxBytes = 2_000_000;

export function openHttp(options: HttpOptions): Http {
  const guarded = guard({ breakMs: 30_000, book: memoryBook(), limits: {}, ...options });
  const send = (request: HttpRequest) => answerTo(request, guarded, options);
  return {
    json: async (schema, request) => parsed(schema, await send(request), request),
    text: async (request) => withBody(await send(request), request, readText),
    bytes: async (request) => withBody(await send(request), request, readBytes),
    stream: async (request) => {
      const response = await send(request);
      return { status: response.status, headers: response.headers, body: chunksOf(response, request) };
    },
    fetch: fetchAs(guarded, ''),
    fetchAs: (account) => fetchAs(guarded, account),
  };
}

function fetchAs(guarded: Guard, account: string): typeof globalThis.fetch {
  return (input, init) => {
    const sent = new Request(input, init);
    const kind = sent.method === 'GET' || sent.method === 'HEAD' ? 'read' : 'write';
    const timeout = AbortSignal.timeout(kind === 'read' ? defaultTimeoutMs : libraryWriteTimeoutMs);
    const signal = AbortSignal.any([sent.signal, timeout]);
    return guarded.send(sent, { kind, account, maxBytes: defaultMaxBytes, answersRedirect: false, signal });
  };
}

/** The 2xx answer, its body not read yet. */
async function answerTo(request: HttpRequest, guarded: Guard, options: Retrying): Promise<Response> {
  if (request.signal.aborted) throw classify(request.signal.reason, { started: false });
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs)]);
  const rules = {
    kind: request.kind,
    account: request.account ?? '',
    maxBytes: request.maxBytes ?? defaultMaxBytes,
    answersRedirect: request.accepts?.some((status) => status >= 300 && status < 400) ?? false,
    signal,
  };
  const { headers, body } = await encoded(request);
  const init = { method: request.method, headers, signal, ...(body !== undefined && { body }) };
  if (request.kind === 'read') return readWithRetries(request, init, rules, guarded, options);
  const response = await guarded.send(new Request(request.url, init), rules);
  const isAnswer = response.ok || request.accepts?.includes(response.status) === true;
  return isAnswer ? response : refuse(request, response, await readText(response).catch(() => ''), guarded);
}

async function readWithRetries(
  request: HttpRequest,
  init: Init,
  rules: GuardRules,
  guarded: Guard,
  options: Retrying,
): Promise<Response> {
  try {
    return await retried(request.url, init, (sent) => guarded.send(sent, rules), options);
  } catch (error) {
    if (isHTTPError(error))
      return refuse(request, error.response, typeof error.data === 'string' ? error.data : '', guarded);
    throw classify(error, { started: true });
  }
}

function refuse(request: HttpRequest, response: Response, body: string, guarded: Guard): never {
  const answer = { status: response.status, headers: response.headers, body };
  const problem = request.explain(answer);
  guarded.refused({ ...request, url: String(request.url) }, { account: '', ...request }, problem);
  throw new StatusFailure(problem, answer);
}

interface Encoded {
  readonly headers: Headers;
  readonly body?: string | URLSearchParams | ArrayBuffer;
}

/** Throws `media_unreachable` when a file of a form cannot be read. */
async function encoded(request: HttpRequest): Promise<Encoded> {
  const headers = new Headers({ accept: 'application/json', ...request.headers });
  if (request.body === undefined) return { headers };
  if ('multipart' in request.body) {
    const { type, bytes } = await formBytes(request.body.multipart).catch((cause: unknown) => {
      throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
    });
    headers.set('content-type', type);
    return { headers, body: bytes };
  }
  if ('form' in request.body) return { headers, body: new URLSearchParams(request.body.form) };
  if ('bytes' in request.body) {
    headers.set('content-type', request.body.type);
    return { headers, body: await inMemory(request.body.bytes) };
  }
  headers.set('content-type', 'application/json');
  return { headers, body: JSON.stringify(request.body.json) };
}

/** Throws `media_unreachable`, certainly unsent, when the file cannot be read any more. */
async function inMemory(bytes: Blob): Promise<ArrayBuffer> {
  return bytes.arrayBuffer().catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
}

async function* chunksOf(response: Response, request: HttpRequest): AsyncGenerator<Uint8Array> {
  try {
    if (response.body !== null) yield* response.body;
  } catch (error) {
    throw classify(request.signal.aborted ? request.signal.reason : error, { started: true });
  }
}

async function withBody<Body>(
  response: Response,
  request: HttpRequest,
  read: (response: Response) => Promise<Body>,
): Promise<HttpAnswer<Body>> {
  try {
    return { status: response.status, headers: response.headers, body: await read(response) };
  } catch (error) {
    throw classify(request.signal.aborted ? request.signal.reason : error, { started: true });
  }
}

async function parsed<Schema extends z.ZodType>(
  schema: Schema,
  response: Response,
  request: HttpRequest,
): Promise<HttpAnswer<z.output<Schema>>> {
  const answer = await withBody(response, request, readText);
  const result = schema.safeParse(parsedJson(answer.body));
  if (result.success) return { ...answer, body: result.data };
  const host = new URL(request.url).host;
  const missing = result.error.issues[0]?.path.join('.') ?? '';
  const detail =
    parsedJson(answer.body) === undefined ? `${host} did not answer with JSON.` : `${host} left out “${missing}”.`;
  throw new NetworkFailure({ code: 'bad_answer', detail }, { cause: result.error });
}
