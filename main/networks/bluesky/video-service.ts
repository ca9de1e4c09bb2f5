/**
 * Calls of Bluesky's video service (app.bsky.video.*). It knows nobody's sign-in: the account's own server gives a token that
 * names the server it is for and the one method that it is good for.
 */
import { ownerOf } from '../../core/ports/budgets.ts';
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import type { HttpAnswer, HttpBody } from '../http.ts';
import { explainXrpc } from './errors.ts';
import type { Publishing } from './publishing.ts';
import { blobSchema } from './record.ts';
import { callAs } from './xrpc.ts';

/** A part over a slow line. */
const partTimeoutMs = 10 * 60_000;
const tokenLivesSeconds = 30 * 60;

export const jobSchema = z.object({
  jobId: z.string(),
  state: z.string(),
  blob: blobSchema.optional(),
  failureCode: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
export type VideoJob = z.infer<typeof jobSchema>;

/** `did:web` of a server; the colon before its port is written as %3A. */
const didOf = (address: string): string => `did:web:${new URL(address).host.replace(':', '%3A')}`;

async function serviceToken(aud: string, lxm: string, { session, call, context }: Publishing): Promise<string> {
  const exp = String(Math.floor(context.now() / 1000) + tokenLivesSeconds);
  const query = new URLSearchParams({ aud, lxm, exp }).toString();
  const method = `com.atproto.server.getServiceAuth?${query}`;
  return (await callAs(session, z.object({ token: z.string() }), { method, signal: call.signal }, context)).token;
}

/** For asking what the account may upload. */
export const limitsToken = async (publishing: Publishing): Promise<string> =>
  await serviceToken(didOf(publishing.context.addresses.bluesky.video), 'app.bsky.video.getUploadLimits', publishing);

/** For everything else: the service will put the finished video onto the account's own server with it. */
export const uploadToken = async (publishing: Publishing): Promise<string> =>
  await serviceToken(didOf(publishing.session.service), 'com.atproto.repo.uploadBlob', publishing);

export interface VideoCall {
  readonly method: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A query has none. */
  readonly body?: HttpBody;
  readonly token: string;
  readonly accepts?: readonly number[];
}

/** A refused token is one of this call, made a moment ago: the account's own sign-in is as good as before. */
function explainVideo(answer: HttpAnswer<string>, nowMs: number): Problem {
  const problem = explainXrpc(answer, nowMs);
  return answer.status === 401 ? { ...problem, code: 'transient' } : problem;
}

/** Throws StatusFailure for an answer outside 2xx, NetworkFailure for the way there. */
export async function askVideoService<Schema extends z.ZodType>(
  schema: Schema,
  { method, query = {}, body, token, accepts }: VideoCall,
  { call, context }: Publishing,
): Promise<HttpAnswer<z.output<Schema>>> {
  const url = new URL(`/xrpc/app.bsky.video.${method}`, context.addresses.bluesky.video);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return await context.http.json(schema, {
    ...(body === undefined ? { method: 'GET', kind: 'read' } : { method: 'POST', kind: 'write', body }),
    url,
    account: ownerOf(call.account),
    headers: { authorization: `Bearer ${token}` },
    timeoutMs: partTimeoutMs,
    signal: call.signal,
    ...(accepts && { accepts }),
    explain: (answer) => explainVideo(answer, context.now()),
  });
}
