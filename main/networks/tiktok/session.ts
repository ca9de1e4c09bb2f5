/** Calls to open.tiktokapis.com with the account's token, renewed in good time. */
import { z } from 'zod';
import { ownerOf } from '../../core/ports/budgets.ts';
import type { AccountCall } from '../../core/ports/network.ts';
import type { HttpRequest } from '../http.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { changeDocument, loadDocument, type TiktokDocument } from './document.ts';
import { errorSchema, explain, statusOf } from './errors.ts';
import { shaped } from './parse.ts';
import { askTokens } from './tokens.ts';
import { unsent } from './unsent.ts';

/** An access token lives a day. */
const renewBeforeMs = 10 * 60_000;

export interface Question {
  readonly method: 'GET' | 'POST';
  /** With its query: `/v2/user/info/?fields=open_id`. */
  readonly path: string;
  readonly json?: unknown;
}
/** Both answer `data` of the envelope and throw NetworkFailure. */
export interface TiktokSession {
  readonly read: <Schema extends z.ZodType>(schema: Schema, question: Question) => Promise<z.output<Schema>>;
  readonly write: <Schema extends z.ZodType>(schema: Schema, question: Question) => Promise<z.output<Schema>>;
}

const envelopeSchema = z.object({ error: errorSchema, data: z.unknown().optional() });

/** Throws `auth_revoked` or `auth_expired`, certainly unsent, when the sign-in has ended. */
export async function openSession(call: AccountCall, context: NetworkContext): Promise<TiktokSession> {
  let current = await liveDocument(call, context);
  const ask = <Schema extends z.ZodType>(kind: HttpRequest['kind'], schema: Schema, question: Question) =>
    sessionWith(current.accessToken, context, call.signal, ownerOf(call.account))[kind](schema, question);
  const renewRefused = async () => {
    const refused = current.accessToken;
    current = await renewed(({ accessToken }) => accessToken === refused, call, context);
  };
  return {
    read: async (schema, question) => {
      try {
        return await ask('read', schema, question);
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        await renewRefused();
        return ask('read', schema, question);
      }
    },
    write: async (schema, question) => {
      try {
        return await ask('write', schema, question);
      } catch (error) {
        if (!isTokenRefused(error)) throw error;
        // Not repeated from here: with the new token the next try of the step will go.
        await renewRefused();
        throw new StatusFailure({ ...error.problem, code: 'transient' }, error.answer);
      }
    },
  };
}

/** The document, its access token good for a while. Throws as `openSession` does. */
export async function liveDocument(call: AccountCall, context: NetworkContext): Promise<TiktokDocument> {
  const document = await loadDocument(call);
  const isDue = ({ accessEndsAt }: TiktokDocument): boolean => accessEndsAt - context.now() < renewBeforeMs;
  return isDue(document) ? renewed(isDue, call, context) : document;
}

function isTokenRefused(error: unknown): error is StatusFailure {
  return error instanceof StatusFailure && error.problem.code === 'auth_revoked';
}

/** Calls with just this token; `account` is whose budget they spend, where that is known. */
export function sessionWith(
  accessToken: string,
  context: NetworkContext,
  signal: AbortSignal,
  account = '',
): TiktokSession {
  const ask =
    (kind: HttpRequest['kind']) =>
    async <Schema extends z.ZodType>(schema: Schema, { method, path, json }: Question): Promise<z.output<Schema>> => {
      const { status: _, ...answer } = await context.http.json(envelopeSchema, {
        method,
        url: `${context.addresses.tiktok.api}${path}`,
        kind,
        account,
        headers: { authorization: `Bearer ${accessToken}` },
        ...(json !== undefined && { body: { json } }),
        signal,
        explain: (refused) => explain(refused, kind, context.now()),
      });
      const { error, data } = answer.body;
      if (error.code === 'ok') return shaped(schema, data);
      const refused = { ...answer, status: statusOf(error.code), body: JSON.stringify({ error }) };
      throw new StatusFailure(explain(refused, kind, context.now()), refused);
    };
  return { read: ask('read'), write: ask('write') };
}

/**
 * The document with fresh tokens; as it is when another call has renewed them meanwhile. What goes wrong here happens
 * before the call itself.
 */
async function renewed(
  isDue: (document: TiktokDocument) => boolean,
  call: AccountCall,
  context: NetworkContext,
): Promise<TiktokDocument> {
  const renewal = changeDocument(call, context, async (document) => {
    if (!isDue(document)) return document;
    const tokens = await askTokens(refreshQuestion(document, context.now()), context);
    return {
      ...document,
      accessToken: tokens.accessToken,
      accessEndsAt: tokens.accessEndsAt,
      refreshToken: tokens.refreshToken ?? document.refreshToken,
      refreshEndsAt: tokens.refreshEndsAt ?? document.refreshEndsAt,
      scope: tokens.scopes.length > 0 ? tokens.scopes.join(',') : document.scope,
    };
  });
  return unsent(() => unlessStopped(renewal, call.signal));
}

/** Not with the call's signal: an answer that nobody waits for any more holds the only refresh token that still works. */
function refreshQuestion({ clientKey, clientSecret, refreshToken, refreshEndsAt }: TiktokDocument, nowMs: number) {
  const hasEnded = refreshEndsAt !== null && refreshEndsAt <= nowMs;
  return {
    app: { clientKey, clientSecret },
    form: { grant_type: 'refresh_token' as const, refresh_token: refreshToken },
    refusal: () => (hasEnded ? ('auth_expired' as const) : ('auth_revoked' as const)),
    signal: new AbortController().signal,
  };
}

function unlessStopped<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
