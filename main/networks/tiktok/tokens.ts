/**
 * TikTok's token endpoint. It is OAuth with other names (`client_key`), so it is written out here:
 * developers.tiktok.com/docs/en/oauth-user-access-token-management
 */
import { z } from 'zod';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import type { HttpAnswer } from '../http.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import { shaped } from './parse.ts';

export interface TiktokApp {
  readonly clientKey: string;
  readonly clientSecret: string;
}
export interface Tokens {
  readonly accessToken: string;
  readonly accessEndsAt: number;
  /** Null when the answer has none, or an empty one: then the old one stays in force. */
  readonly refreshToken: string | null;
  readonly refreshEndsAt: number | null;
  readonly scopes: readonly string[];
}

const seconds = z.coerce.number().positive();
const tokensSchema = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  refresh_token: z.string().nullish(),
  refresh_expires_in: seconds.nullish().catch(null),
  scope: z.string().nullish(),
});
/** Also an answer of 200 may be a refusal. */
const refusalSchema = z.object({ error: z.string().min(1), error_description: z.string().nullish() });

export interface TokenQuestion {
  readonly app: TiktokApp;
  readonly form: Readonly<Record<string, string>> & { readonly grant_type: 'authorization_code' | 'refresh_token' };
  /** What a refusal means, by its error (RFC 6749, 5.2) and sentence; both empty where the answer has none. */
  readonly refusal: (error: string, sentence: string) => ErrorCode;
  readonly signal: AbortSignal;
}

/** Throws NetworkFailure. */
export async function askTokens(
  { app, form, refusal, signal }: TokenQuestion,
  { http, now, addresses }: NetworkContext,
): Promise<Tokens> {
  const explain = ({ status, body }: Pick<HttpAnswer<string>, 'status' | 'body'>) => problemOf(status, body, refusal);
  const answer = await http.text({
    method: 'POST',
    url: `${addresses.tiktok.api}/v2/oauth/token/`,
    kind: 'write',
    body: { form: { client_key: app.clientKey, client_secret: app.clientSecret, ...form } },
    signal,
    explain,
  });
  const body = parsedJson(answer.body);
  if (refusalSchema.safeParse(body).success) throw new NetworkFailure(explain({ ...answer, status: 400 }));
  const tokens = shaped(tokensSchema, body);
  const endsIn = (lifeSeconds: number): number => now() + lifeSeconds * 1000;
  return {
    accessToken: tokens.access_token,
    accessEndsAt: endsIn(tokens.expires_in),
    refreshToken: tokens.refresh_token || null,
    refreshEndsAt: tokens.refresh_expires_in ? endsIn(tokens.refresh_expires_in) : null,
    scopes: tokens.scope?.split(',').filter((scope) => scope !== '') ?? [],
  };
}

function problemOf(status: number, body: string, refusal: TokenQuestion['refusal']): Problem {
  const parsed = refusalSchema.safeParse(parsedJson(body));
  const { error, error_description: sentence } = parsed.success ? parsed.data : { error: '' };
  const said = (sentence || error).slice(0, 300);
  const detail = said === '' ? {} : { detail: said };
  if (status === 429) return { code: 'rate_limited', ...detail };
  if (status >= 500) return { code: 'transient', ...detail };
  return { code: refusal(error, sentence ?? ''), ...detail };
}

/** Takes an access token back. Answers the status; throws NetworkFailure, `content_rejected` when TikTok did not do it. */
export async function revokeToken(
  app: TiktokApp,
  token: string,
  { http, addresses }: NetworkContext,
  signal: AbortSignal,
): Promise<void> {
  const answer = await http.text({
    method: 'POST',
    url: `${addresses.tiktok.api}/v2/oauth/revoke/`,
    kind: 'write',
    body: { form: { client_key: app.clientKey, client_secret: app.clientSecret, token } },
    signal,
    explain: ({ status, body }) => problemOf(status, body, () => 'content_rejected'),
  });
  if (!refusalSchema.safeParse(parsedJson(answer.body)).success) return;
  throw new NetworkFailure(problemOf(400, answer.body, () => 'content_rejected'));
}
