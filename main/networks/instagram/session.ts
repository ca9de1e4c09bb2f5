/** Calls to graph.instagram.com with the account's long-lived token, renewed in good time. */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { explain } from '../meta/errors.ts';

const hourMs = 3_600_000;
/** Meta refuses to renew a token that is younger than a day, and cannot renew one that has ended (60 days). */
const youngestMs = 24 * hourMs;
const renewBeforeMs = 10 * 24 * hourMs;
export const graphVersion = 'v26.0';

const documentSchema = z.object({
  accessToken: z.string().min(1),
  scope: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
});
export type InstagramDocument = z.infer<typeof documentSchema>;

const longTokenSchema = z.object({ access_token: z.string().nullish(), expires_in: z.coerce.number().positive() });

export interface InstagramSession {
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
}

export async function openSession(call: AccountCall, context: NetworkContext): Promise<InstagramSession> {
  const document = await liveDocument(call, context);
  return sessionWith(document.accessToken, context, call.signal);
}

export function sessionWith(accessToken: string, context: NetworkContext, signal: AbortSignal): InstagramSession {
  return {
    read: async (schema, path) => {
      const { body } = await context.http.json(schema, {
        method: 'GET',
        url: `${context.addresses.instagram.graph}/${graphVersion}${path}`,
        kind: 'read',
        headers: { authorization: `Bearer ${accessToken}` },
        signal,
        explain: (answer) => explain(answer, context.now),
      });
      return body;
    },
  };
}

/** `ig_exchange_token` makes a long-lived token of a short one, `ig_refresh_token` a new one of a long one. */
export async function longToken(
  query: Readonly<Record<string, string>> & { readonly grant_type: 'ig_exchange_token' | 'ig_refresh_token' },
  context: NetworkContext,
  signal: AbortSignal,
): Promise<{ readonly accessToken: string | null; readonly expiresAt: number }> {
  const path = query.grant_type === 'ig_exchange_token' ? '/access_token' : '/refresh_access_token';
  const { body } = await context.http.json(longTokenSchema, {
    method: 'GET',
    url: `${context.addresses.instagram.graph}${path}?${new URLSearchParams(query).toString()}`,
    kind: 'write',
    signal,
    explain: (answer) => explain(answer, context.now),
  });
  return { accessToken: body.access_token || null, expiresAt: context.now() + body.expires_in * 1000 };
}

async function liveDocument(call: AccountCall, context: NetworkContext): Promise<InstagramDocument> {
  const parsed = documentSchema.safeParse(await call.credentials.load());
  if (!parsed.success) throw new NetworkFailure({ code: 'auth_expired' }, { notSent: true, cause: parsed.error });
  const document = parsed.data;
  const now = context.now();
  const isDue = document.expiresAt - now < renewBeforeMs && now - document.issuedAt >= youngestMs;
  if (!isDue || document.expiresAt <= now) return document;
  const query = { grant_type: 'ig_refresh_token', access_token: document.accessToken } as const;
  const { accessToken, expiresAt } = await longToken(query, context, call.signal);
  if (accessToken === null) return document;
  const renewed = { ...document, accessToken, expiresAt, issuedAt: now };
  await call.credentials.save(renewed);
  return renewed;
}
