/** Calls to the Data API with the account's token, which is renewed before it ends. */
import type { z } from 'zod';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import { classify, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { type OAuthClient, refreshedToken } from '../oauth.ts';
import { changeDocument, readDocument, type YoutubeDocument } from './document.ts';
import { explain } from './errors.ts';

/** Google's access tokens live for an hour. */
const usualLifeMs = 3_600_000;
const renewBeforeMs = 5 * 60_000;

export interface Session {
  readonly document: YoutubeDocument;
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
  /** A write is sent once. Its answer is text: only some of them have a body. */
  readonly write: (request: WriteRequest) => Promise<HttpAnswer<string>>;
}
type WriteRequest = Pick<HttpRequest, 'method' | 'body' | 'headers'> & { readonly path: string };

/** This program as the OAuth client that the person's own Google project knows. */
export function clientOf(
  { clientId, clientSecret }: Pick<YoutubeDocument, 'clientId' | 'clientSecret'>,
  { addresses }: NetworkContext,
): OAuthClient {
  const { accounts, oauth } = addresses.google;
  return {
    issuer: accounts,
    authorizeUrl: `${accounts}/o/oauth2/v2/auth`,
    tokenUrl: `${oauth}/token`,
    revokeUrl: `${oauth}/revoke`,
    clientId,
    clientSecret,
  };
}

/** Every failure in here is certainly unsent: the call that the session is for has not begun. */
export async function openSession(call: AccountCall, context: NetworkContext): Promise<Session> {
  return sessionWith(await liveDocument(call, context).catch(failUnsent), call, context);
}

function failUnsent(cause: unknown): never {
  throw new NetworkFailure(classify(cause, { started: false }).problem, { notSent: true, cause });
}

async function liveDocument(call: AccountCall, context: NetworkContext): Promise<YoutubeDocument> {
  const isFresh = ({ expiresAt, refreshToken }: YoutubeDocument) =>
    refreshToken === null || expiresAt - context.now() > renewBeforeMs;
  const document = await readDocument(call.credentials);
  if (isFresh(document)) return document;
  return changeDocument(call, context, async (latest) => (isFresh(latest) ? latest : renewed(latest, call, context)));
}

/** Throws `auth_expired` when Google takes the refresh token no more (`invalid_grant`), for whatever reason. */
async function renewed(
  document: YoutubeDocument,
  call: AccountCall,
  context: NetworkContext,
): Promise<YoutubeDocument> {
  if (document.refreshToken === null) throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true });
  const client = clientOf(document, context);
  const tokens = await refreshedToken(client, document.refreshToken, { http: context.http, signal: call.signal });
  return {
    ...document,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? document.refreshToken,
    expiresAt: context.now() + (tokens.expiresInMs ?? usualLifeMs),
  };
}

/** Google ended the token before its time: another one, unless a call beside this one has renewed it already. */
async function replaced(refused: string, call: AccountCall, context: NetworkContext): Promise<YoutubeDocument> {
  return changeDocument(call, context, async (latest) =>
    latest.accessToken === refused ? renewed(latest, call, context) : latest,
  );
}

function sessionWith(document: YoutubeDocument, call: AccountCall, context: NetworkContext): Session {
  const common = (path: string, accessToken: string, kind: HttpRequest['kind']) => ({
    url: `${context.addresses.google.api}${path}`,
    kind,
    account: ownerOf(call.account),
    headers: { authorization: `Bearer ${accessToken}` },
    signal: call.signal,
    explain: (answer: HttpAnswer<string>) => explain(kind, answer, context.now()),
  });
  const get = async <Schema extends z.ZodType>(schema: Schema, path: string, token: string) =>
    (await context.http.json(schema, { ...common(path, token, 'read'), method: 'GET' })).body;
  return {
    document,
    read: async (schema, path) => {
      try {
        return await get(schema, path, document.accessToken);
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        return get(schema, path, (await replaced(document.accessToken, call, context)).accessToken);
      }
    },
    write: async ({ path, headers, ...rest }) => {
      const { headers: own, ...request } = common(path, document.accessToken, 'write');
      try {
        return await context.http.text({ ...request, ...rest, headers: { ...headers, ...own } });
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        // Certainly not taken. With another token it may go out again, but not from here.
        await replaced(document.accessToken, call, context).catch(failUnsent);
        throw new StatusFailure({ code: 'transient' }, error.answer);
      }
    },
  };
}

function isTokenRefused(error: unknown): error is StatusFailure {
  return error instanceof StatusFailure && error.problem.code === 'auth_expired';
}
