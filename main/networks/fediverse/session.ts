/** Calls to one account's server, with its token. */
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { type OAuthClient, refreshedToken } from '../oauth.ts';
import type { Dialect } from './dialect.ts';
import { explain } from './errors.ts';

const documentSchema = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  accessToken: z.string(),
  scope: z.string(),
  refreshToken: z.string().nullable(),
  /** When the access token ends; null where it never does. */
  expiresAt: z.number().nullable(),
});
/** The sealed document of an account. */
export type SessionDocument = z.infer<typeof documentSchema>;

export interface Session {
  readonly document: SessionDocument;
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<HttpAnswer<z.output<Schema>>>;
  readonly write: <Schema extends z.ZodType>(
    schema: Schema,
    request: Pick<HttpRequest, 'method' | 'body' | 'headers' | 'timeoutMs'> & { readonly path: string },
  ) => Promise<HttpAnswer<z.output<Schema>>>;
}

/** Pixelfed's tokens live a year; one that has less than this left is renewed before it is used. */
const renewBeforeMs = 30 * 24 * 3_600_000;

export async function openSession(dialect: Dialect, call: AccountCall, context: NetworkContext): Promise<Session> {
  const document = await liveDocument(dialect, call, context);
  const { instance } = call.account;
  const common = (path: string) => ({
    url: new URL(path, instance),
    account: ownerOf(call.account),
    signal: call.signal,
    explain: (answer: HttpAnswer<string>) => explain(dialect, answer, context.now),
  });
  const authorization = `Bearer ${document.accessToken}`;
  return {
    document,
    read: (schema, path) =>
      context.http.json(schema, { ...common(path), method: 'GET', kind: 'read', headers: { authorization } }),
    write: (schema, { path, headers, ...rest }) =>
      context.http.json(schema, { ...common(path), ...rest, kind: 'write', headers: { ...headers, authorization } }),
  };
}

/** This program as the OAuth client that registered at the account's server. */
export function clientOf(origin: string, document: Pick<SessionDocument, 'clientId' | 'clientSecret'>): OAuthClient {
  return {
    issuer: origin,
    authorizeUrl: `${origin}/oauth/authorize`,
    tokenUrl: `${origin}/oauth/token`,
    revokeUrl: `${origin}/oauth/revoke`,
    clientId: document.clientId,
    clientSecret: document.clientSecret,
  };
}

async function liveDocument(dialect: Dialect, call: AccountCall, context: NetworkContext): Promise<SessionDocument> {
  const document = readDocument(await call.credentials.load(), dialect);
  const { expiresAt, refreshToken } = document;
  if (expiresAt === null || refreshToken === null || expiresAt - context.now() > renewBeforeMs) return document;
  const client = clientOf(call.account.instance, document);
  const tokens = await refreshedToken(client, refreshToken, { http: context.http, signal: call.signal });
  const renewed = {
    ...document,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? refreshToken,
    expiresAt: tokens.expiresInMs === null ? null : context.now() + tokens.expiresInMs,
  };
  await call.credentials.save(renewed);
  return renewed;
}

/** Throws the dialect's `tokenRefused` when the document is not one of ours: only a new sign-in helps. */
export function readDocument(sealed: Json, dialect: Dialect): SessionDocument {
  const document = documentSchema.safeParse(sealed);
  if (document.success) return document.data;
  throw new NetworkFailure({ code: dialect.tokenRefused }, { notSent: true, cause: document.error });
}
