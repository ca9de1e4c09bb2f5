/** Calls to X with the account's token, renewed before it ends: docs.x.com/fundamentals/authentication/oauth-2-0. */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import type { Json } from '../../../contract/json.ts';
import { ownerOf } from '../../core/ports/budgets.ts';
import { type AccountCall, type Credentials, NetworkFailure } from '../../core/ports/network.ts';
import { classify, StatusFailure } from '../http/failure.ts';
import type { HttpRequest } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { type OAuthClient, refreshedToken } from '../oauth.ts';
import { type CallKind, explain } from './errors.ts';
import { chargeOnce } from './spending.ts';

const documentSchema = z.object({
  clientId: z.string().min(1),
  accessToken: z.string().min(1),
  /** Null where `offline.access` was not given. */
  refreshToken: z.string().min(1).nullable(),
  scope: z.string(),
  expiresAt: z.number(),
});
/** The sealed document of an account. */
export type XDocument = z.infer<typeof documentSchema>;

export interface Session {
  /** Repeated once with a renewed token when X does not take the first. */
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
  /** Writes down what X charges for what it handed out, each once in a day. */
  readonly charge: (price: number, resources: readonly string[]) => void;
  /** Sent once. */
  readonly write: <Schema extends z.ZodType>(
    schema: Schema,
    request: Sent & { readonly kind: 'write' | 'media' },
  ) => Promise<z.output<Schema>>;
}

/** Tokens live two hours; one with less left than this is renewed before it is used. */
const renewBeforeMs = 10 * 60_000;
const renewalTimeoutMs = 60_000;

/** A session for as long as a step takes: every call looks anew whether its token is still good. */
export function openSession(call: AccountCall, context: NetworkContext): Session {
  return {
    charge: (price, resources) => chargeOnce(price, resources, call, context),
    read: async (schema, path) => {
      const request = { method: 'GET', path, kind: 'read' } as const;
      const document = await liveDocument(call, context);
      return send(schema, request, document, call, context).catch(async (thrown: unknown) => {
        if (!isUnauthorized(thrown)) throw thrown;
        return send(schema, request, await revived(document, call, context), call, context);
      });
    },
    write: async (schema, request) => {
      const document = await liveDocument(call, context);
      return send(schema, request, document, call, context).catch(async (thrown: unknown): Promise<never> => {
        if (!isUnauthorized(thrown)) throw thrown;
        // Certainly refused. The next try has a token that is good: time heals it, not the person.
        const problem = await revived(document, call, context).then(
          (): Problem => ({ code: 'transient', detail: 'X wanted a renewed sign-in.' }),
          (error: unknown) => classify(error, { started: false }).problem,
        );
        throw new StatusFailure(problem, thrown.answer);
      });
    },
  };
}

/** Throws `auth_expired` when there is no usable sign-in. Whatever goes wrong in here, the call itself was not sent. */
async function liveDocument(call: AccountCall, context: NetworkContext): Promise<XDocument> {
  try {
    const stored = readDocument(await call.credentials.load());
    const leftMs = stored.expiresAt - context.now();
    const isDue = leftMs <= 0 || (leftMs < renewBeforeMs && stored.refreshToken !== null);
    return isDue ? await renewed(stored, call, context) : stored;
  } catch (error) {
    throw new NetworkFailure(classify(error, { started: false }).problem, { notSent: true, cause: error });
  }
}

type Sent = Pick<HttpRequest, 'method' | 'body' | 'timeoutMs'> & { readonly path: string; readonly kind: CallKind };

async function send<Schema extends z.ZodType>(
  schema: Schema,
  { path, kind, ...request }: Sent,
  { accessToken }: XDocument,
  call: AccountCall,
  { http, addresses, now }: NetworkContext,
): Promise<z.output<Schema>> {
  const { body } = await http.json(schema, {
    ...request,
    url: `${addresses.x.api}${path}`,
    kind: kind === 'read' ? 'read' : 'write',
    account: ownerOf(call.account),
    headers: { authorization: `Bearer ${accessToken}` },
    signal: call.signal,
    explain: (answer) => explain(answer, now, kind),
  });
  return body;
}

const isUnauthorized = (thrown: unknown): thrown is StatusFailure =>
  thrown instanceof StatusFailure && thrown.answer.status === 401;

/** A new token for one that X refuses though it should be good still. Throws `auth_revoked` when there is none. */
async function revived(used: XDocument, call: AccountCall, context: NetworkContext): Promise<XDocument> {
  return renewed(used, call, context).catch((thrown: unknown) => {
    const hasEnded = thrown instanceof NetworkFailure && thrown.problem.code === 'auth_expired';
    throw hasEnded ? new NetworkFailure({ code: 'auth_revoked' }, { notSent: true, cause: thrown }) : thrown;
  });
}

interface Renewals {
  /** The one renewal under way for an account: two would both spend the same refresh token. */
  readonly underWay: Map<string, Promise<XDocument>>;
  /** New tokens that could not be written down yet, by the refresh token that was spent on them. */
  readonly unsaved: Map<string, XDocument>;
}
const renewals = new WeakMap<NetworkContext, Renewals>();

/** Not stopped by the caller's signal, who only stops waiting: a new token that nobody keeps is a lost sign-in. */
async function renewed(used: XDocument, call: AccountCall, context: NetworkContext): Promise<XDocument> {
  const known = renewals.get(context) ?? { underWay: new Map(), unsaved: new Map() };
  renewals.set(context, known);
  const account = call.account.remoteId;
  const started =
    known.underWay.get(account) ??
    renew(used, call.credentials, known.unsaved, context).finally(() => known.underWay.delete(account));
  known.underWay.set(account, started);
  return unlessStopped(started, call.signal);
}

async function renew(
  used: XDocument,
  credentials: Credentials,
  unsaved: Map<string, XDocument>,
  context: NetworkContext,
): Promise<XDocument> {
  const stored = readDocument(await credentials.load());
  if (stored.accessToken !== used.accessToken) return stored;
  if (stored.refreshToken === null) throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true });
  const next = unsaved.get(stored.refreshToken) ?? (await traded(stored, stored.refreshToken, context));
  unsaved.set(stored.refreshToken, next);
  await credentials.save(next);
  unsaved.delete(stored.refreshToken);
  return next;
}

/** X does not say whether a refresh token works twice, so one that was used counts as dead and the new one as the only. */
async function traded(stored: XDocument, refreshToken: string, context: NetworkContext): Promise<XDocument> {
  const call = { http: context.http, signal: AbortSignal.timeout(renewalTimeoutMs) };
  const tokens = await refreshedToken(clientOf(stored.clientId, context), refreshToken, call);
  return {
    ...stored,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? refreshToken,
    expiresAt: context.now() + (tokens.expiresInMs ?? usualLifeMs),
  };
}
/** Where an answer names no time. */
export const usualLifeMs = 2 * 3_600_000;

async function unlessStopped<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const done = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = () => reject(new NetworkFailure({ code: 'transient', detail: 'The call was stopped.' }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: done.signal });
  });
  work.catch(() => undefined);
  return Promise.race([work, stopped]).finally(() => done.abort());
}

/** The person's own app at X: a public client (“Native App”), which has no secret. */
export function clientOf(clientId: string, { addresses }: Pick<NetworkContext, 'addresses'>): OAuthClient {
  const { www, api } = addresses.x;
  return {
    issuer: www,
    authorizeUrl: `${www}/i/oauth2/authorize`,
    tokenUrl: `${api}/2/oauth2/token`,
    revokeUrl: `${api}/2/oauth2/revoke`,
    clientId,
    clientSecret: null,
  };
}

/** Throws `auth_expired`, certainly unsent, when the document is not one of ours. */
export function readDocument(sealed: Json): XDocument {
  const document = documentSchema.safeParse(sealed);
  if (document.success) return document.data;
  throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: document.error });
}
