/** The three kinds of calls to LinkedIn, with one token. */
import type { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { type CallKind, explain, readError, revokedCode } from './errors.ts';
import { versionHeaders, withVersion } from './versions.ts';

export interface Caller {
  readonly accessToken: string;
  readonly issuedAt: number;
  /** Whose budget it is. */
  readonly account: string;
  readonly signal: AbortSignal;
}

export interface WriteRequest extends Pick<HttpRequest, 'method' | 'body'> {
  readonly path: string;
  readonly restliMethod?: 'PARTIAL_UPDATE' | 'DELETE';
  readonly kind?: CallKind;
}
export interface LinkedinCalls {
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
  /** The answer's body is empty more often than not: what LinkedIn made stands in a header. */
  readonly write: (request: WriteRequest) => Promise<HttpAnswer<string>>;
  readonly writeJson: <Schema extends z.ZodType>(schema: Schema, request: WriteRequest) => Promise<z.output<Schema>>;
  /** Bytes to an address that LinkedIn handed out. */
  readonly put: (url: string, bytes: Blob) => Promise<HttpAnswer<string>>;
}

const putTimeoutMs = 120_000;
/** A token can be unknown to some of LinkedIn's machines for its first seconds. */
const freshMs = 60_000;
const freshWaitMs = 1_500;

/** `renew` gives a caller with a new token, or null; it is asked once, for a read alone: no write is repeated. */
export function callsOf(caller: Caller, context: NetworkContext, renew: () => Promise<Caller | null>): LinkedinCalls {
  return {
    read: async (schema, path) => {
      try {
        return await readAs(caller, context, schema, path);
      } catch (error) {
        const next = await callerAfter(error, caller, context, renew);
        if (next === null) throw error;
        return readAs(next, context, schema, path);
      }
    },
    write: (request) =>
      withVersion(context, async (version) =>
        notAPage(await context.http.text(writeAs(caller, context, request, version))),
      ),
    writeJson: (schema, request) =>
      withVersion(
        context,
        async (version) => (await context.http.json(schema, writeAs(caller, context, request, version))).body,
      ),
    put: async (url, bytes) => notAPage(await context.http.text(putAs(caller, context, url, bytes))),
  };
}

async function readAs<Schema extends z.ZodType>(
  caller: Caller,
  context: NetworkContext,
  schema: Schema,
  path: string,
): Promise<z.output<Schema>> {
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const request = { ...requestOf(caller, context, 'read', headers), method: 'GET', kind: 'read' } as const;
    return (await context.http.json(schema, { ...request, url: `${context.addresses.linkedin.api}${path}` })).body;
  };
  return path.startsWith('/rest/') ? withVersion(context, (version) => ask(versionHeaders(version))) : ask({});
}

function writeAs(caller: Caller, context: NetworkContext, request: WriteRequest, version: string): HttpRequest {
  const { path, restliMethod, kind = 'write', ...rest } = request;
  const method = restliMethod === undefined ? {} : { 'x-restli-method': restliMethod };
  return {
    ...rest,
    ...requestOf(caller, context, kind, { ...versionHeaders(version), ...method }),
    url: `${context.addresses.linkedin.api}${path}`,
    kind: 'write',
  };
}

/**
 * The token goes along to LinkedIn's own hosts and to no other, whatever address is handed out: pictures are not taken
 * without it, and the parts of a video are taken with it too.
 */
function putAs(caller: Caller, context: NetworkContext, url: string, bytes: Blob): HttpRequest {
  const { headers, ...rest } = requestOf(caller, context, 'upload', {});
  return {
    ...rest,
    method: 'PUT',
    url,
    kind: 'write',
    ...(isAtLinkedin(url, context) && { headers }),
    body: { bytes, type: 'application/octet-stream' },
    timeoutMs: putTimeoutMs,
  };
}

function isAtLinkedin(url: string, { addresses }: NetworkContext): boolean {
  const { protocol, hostname, origin } = new URL(url);
  const { www, api } = addresses.linkedin;
  const isOwn = [www, api].some((base) => new URL(base).origin === origin);
  return isOwn || (protocol === 'https:' && hostname.endsWith('.linkedin.com'));
}

function requestOf(
  { accessToken, account, signal }: Caller,
  { now }: NetworkContext,
  kind: CallKind,
  headers: Readonly<Record<string, string>>,
) {
  return {
    headers: { ...headers, authorization: `Bearer ${accessToken}` },
    account,
    signal,
    explain: (answer: HttpAnswer<string>) => explain(answer, kind, now()),
  };
}

/** Most answers have no body to be checked, and a Wi-Fi's sign-in page answers 200 to everything. */
function notAPage(answer: HttpAnswer<string>): HttpAnswer<string> {
  if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) return answer;
  throw new NetworkFailure({ code: 'bad_answer', detail: 'A web page came back instead of an answer of LinkedIn.' });
}

/** Who may ask once more after a refused read: the same caller when the token is only too fresh, else a renewed one. */
async function callerAfter(
  error: unknown,
  caller: Caller,
  context: NetworkContext,
  renew: () => Promise<Caller | null>,
): Promise<Caller | null> {
  if (!(error instanceof StatusFailure) || error.answer.status !== 401) return null;
  const { serviceErrorCode, code } = readError(error.answer.body);
  const isRevoked = serviceErrorCode === revokedCode || code === 'REVOKED_ACCESS_TOKEN';
  if (!isRevoked || context.now() - caller.issuedAt > freshMs) return orNull(renew);
  await context.wait(freshWaitMs, caller.signal);
  return caller;
}

/** A refresh token that LinkedIn does not take either leaves it at the first refusal. */
async function orNull(renew: () => Promise<Caller | null>): Promise<Caller | null> {
  try {
    return await renew();
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'auth_expired') return null;
    throw error;
  }
}
