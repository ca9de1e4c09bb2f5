/** Calls of XRPC methods: with an account's session where the method wants one, in the open where it does not. */
import type { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer } from '../http.ts';
import { classify, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { explainXrpc } from './errors.ts';
import type { Session } from './session.ts';

async function answerOf(response: Response): Promise<HttpAnswer<string>> {
  try {
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    throw classify(error, { started: true });
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, method: string, body: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    throw new NetworkFailure(
      { code: 'bad_answer', detail: `${method} has an answer that makes no sense.` },
      { cause: error },
    );
  }
}

export interface XrpcCall {
  /** The method's name with its query: `com.atproto.repo.createRecord`. */
  readonly method: string;
  readonly signal: AbortSignal;
  /** A procedure sends a body, JSON or a file with its type; a query has none. */
  readonly json?: unknown;
  readonly file?: Blob;
}

function requestOf({ json, file, signal }: XrpcCall): RequestInit {
  if (file !== undefined) return { method: 'POST', body: file, headers: { 'content-type': file.type }, signal };
  if (json === undefined) return { signal };
  return { method: 'POST', body: JSON.stringify(json), headers: { 'content-type': 'application/json' }, signal };
}

/** With the account's token. Throws StatusFailure for an answer outside 2xx, NetworkFailure for the way there. */
export async function callAs<Schema extends z.ZodType>(
  session: Session,
  schema: Schema,
  call: XrpcCall,
  context: NetworkContext,
): Promise<z.output<Schema>> {
  const response = await session.fetch(`/xrpc/${call.method}`, requestOf(call));
  const answer = await answerOf(response);
  if (!response.ok) throw new StatusFailure(explainXrpc(answer, context.now()), answer);
  return parsed(schema, call.method, answer.body);
}

/** Without a token: what everyone can read. Tried again when the server stumbles. */
export async function callOpenly<Schema extends z.ZodType>(
  service: string,
  schema: Schema,
  method: string,
  query: Readonly<Record<string, string>>,
  call: { readonly signal: AbortSignal; readonly context: NetworkContext },
): Promise<HttpAnswer<z.output<Schema>>> {
  return call.context.http.json(schema, {
    method: 'GET',
    kind: 'read',
    url: `${service}/xrpc/${method}?${new URLSearchParams(query).toString()}`,
    signal: call.signal,
    explain: (answer) => explainXrpc(answer, call.context.now()),
  });
}
