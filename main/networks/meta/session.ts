/** Calls to Meta's graph with an account's long-lived token, renewed in good time. */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import type { MetaDialect } from './dialect.ts';
import { explain, explainWrite } from './errors.ts';

const hourMs = 3_600_000;
/** Meta refuses to renew a token that is younger than a day, and cannot renew one that has ended (60 days). */
const youngestMs = 24 * hourMs;
const renewBeforeMs = 10 * 24 * hourMs;

const documentSchema = z.object({
  accessToken: z.string().min(1),
  scope: z.string(),
  /** When it was made; of a pasted token, when it was pasted. */
  issuedAt: z.number(),
  /** Null for a pasted token: nobody said when it was made, so it is renewed as soon as it is surely a day old. */
  expiresAt: z.number().nullable(),
});
/** The sealed document of an account. Renewing needs no secret of the app, so none is kept. */
export type MetaDocument = z.infer<typeof documentSchema>;

const longTokenSchema = z.object({ access_token: z.string().nullish(), expires_in: z.coerce.number().positive() });

type Query = Readonly<Record<string, string>>;
export interface MetaSession {
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string, query: Query) => Promise<z.output<Schema>>;
  readonly write: <Schema extends z.ZodType>(
    schema: Schema,
    request: { readonly method: 'POST' | 'DELETE'; readonly path: string; readonly form?: Query },
  ) => Promise<z.output<Schema>>;
}

/** Throws NetworkFailure, certainly unsent: whatever is to be done with the session has not begun. */
export async function openSession(
  dialect: MetaDialect,
  call: AccountCall,
  context: NetworkContext,
): Promise<MetaSession> {
  try {
    const { accessToken } = await liveDocument(dialect, call, context);
    return sessionWith(dialect, { accessToken, account: ownerOf(call.account), signal: call.signal }, context);
  } catch (error) {
    if (!(error instanceof NetworkFailure)) throw error;
    throw new NetworkFailure(error.problem, { notSent: true, cause: error });
  }
}

/** The token goes into a header and never into an address, which others write down. */
export function sessionWith(
  dialect: MetaDialect,
  as: { readonly accessToken: string; readonly account: string; readonly signal: AbortSignal },
  context: NetworkContext,
): MetaSession {
  const shared = (path: string) => ({
    url: `${dialect.hosts(context.addresses).graph}/${dialect.version}${path}`,
    headers: { authorization: `Bearer ${as.accessToken}` },
    account: as.account,
    signal: as.signal,
  });
  return {
    read: async (schema, path, query) => {
      const { body } = await context.http.json(schema, {
        ...shared(`${path}?${new URLSearchParams(query).toString()}`),
        method: 'GET',
        kind: 'read',
        explain: (answer) => explain(answer, context.now),
      });
      return body;
    },
    write: async (schema, { method, path, form }) => {
      const { body } = await context.http.json(schema, {
        ...shared(path),
        method,
        kind: 'write',
        ...(form !== undefined && { body: { form } }),
        explain: (answer) => explainWrite(answer, context.now),
      });
      return body;
    },
  };
}

export interface LongToken {
  /** Null when the answer held none: then the one that was sent stays in force. */
  readonly accessToken: string | null;
  readonly expiresAt: number;
}

/** Makes a long-lived token of a short one (`access_token`), or a new one of a long one. Throws NetworkFailure. */
export async function longToken(
  path: '/access_token' | '/refresh_access_token',
  query: Query,
  dialect: MetaDialect,
  { context, signal }: { readonly context: NetworkContext; readonly signal: AbortSignal },
): Promise<LongToken> {
  const { body } = await context.http.json(longTokenSchema, {
    method: 'GET',
    url: `${dialect.hosts(context.addresses).graph}${path}?${new URLSearchParams(query).toString()}`,
    kind: 'write',
    signal,
    explain: (answer) => explain(answer, context.now),
  });
  return { accessToken: body.access_token || null, expiresAt: context.now() + body.expires_in * 1000 };
}

/** Renewals under way, by account: a second call waits for the first one's instead of renewing once more. */
const renewals = new WeakMap<NetworkContext, Map<string, Promise<MetaDocument>>>();
const longestWaitMs = 30_000;

async function liveDocument(dialect: MetaDialect, call: AccountCall, context: NetworkContext): Promise<MetaDocument> {
  const document = readDocument(await call.credentials.load());
  if (!isDue(document, context.now())) return document;
  const ofContext = renewals.get(context) ?? new Map<string, Promise<MetaDocument>>();
  renewals.set(context, ofContext);
  const key = `${dialect.id} ${call.account.remoteId}`;
  const underWay = ofContext.get(key);
  if (underWay !== undefined) {
    const stop = delay(longestWaitMs, undefined, { signal: call.signal, ref: false });
    await Promise.race([underWay.catch(() => undefined), stop]);
    return readDocument(await call.credentials.load());
  }
  const renewal = renewed(dialect, document, call, context).finally(() => ofContext.delete(key));
  ofContext.set(key, renewal);
  return renewal;
}

/** A token that has ended is not renewed: Graph itself is to say so. */
function isDue({ issuedAt, expiresAt }: MetaDocument, now: number): boolean {
  if (now - issuedAt < youngestMs) return false;
  return expiresAt === null || (expiresAt > now && expiresAt - now < renewBeforeMs);
}

/** Saved before it is used. While the old token lives, a renewal that fails is made up for by a later one. */
async function renewed(
  dialect: MetaDialect,
  document: MetaDocument,
  call: AccountCall,
  context: NetworkContext,
): Promise<MetaDocument> {
  const query = { grant_type: dialect.grants.refresh, access_token: document.accessToken };
  const { signal } = call;
  const token = await longToken('/refresh_access_token', query, dialect, { context, signal }).catch(
    (error: unknown) => {
      if (!(error instanceof NetworkFailure) || isOver(error) || signal.aborted) throw error;
      context.log.warn(`The ${dialect.name} token could not be renewed yet: ${error.problem.code}.`);
      return null;
    },
  );
  if (token === null || token.accessToken === null) return document;
  const next = { ...document, accessToken: token.accessToken, expiresAt: token.expiresAt, issuedAt: context.now() };
  await call.credentials.save(next);
  return next;
}

const isOver = ({ problem }: NetworkFailure) => problem.code === 'auth_expired' || problem.code === 'auth_revoked';

/** Throws `auth_expired` when the document is not one of ours: only a new sign-in helps. */
function readDocument(sealed: Json): MetaDocument {
  const document = documentSchema.safeParse(sealed);
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}
