/** The token endpoint: learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import type { AppKeys } from '../../core/ports/sign-in.ts';
import { parsedJson } from '../http/body.ts';
import { StatusFailure } from '../http/failure.ts';
import type { HttpAnswer } from '../http.ts';
import { type FullKeys, requiredKeys } from '../keys.ts';
import type { NetworkContext } from '../network.ts';
import { type TokenAnswer, tokenSchema } from './parse.ts';
import { clientOf } from './session.ts';

export type App = Pick<FullKeys, 'clientId' | 'clientSecret'>;

/** Read here and not by the OAuth library, which wants a `token_type` that LinkedIn does not always send. */
export async function exchange(
  app: App,
  { code, redirectUri }: { readonly code: string; readonly redirectUri: string },
  context: NetworkContext,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const { body } = await context.http.json(tokenSchema, {
    method: 'POST',
    url: clientOf(app, context).tokenUrl,
    kind: 'write',
    body: {
      form: {
        grant_type: 'authorization_code',
        code,
        client_id: app.clientId,
        client_secret: app.clientSecret,
        redirect_uri: redirectUri,
      },
    },
    signal,
    explain: explainOAuth,
  });
  return body;
}

const oauthErrorSchema = z.object({ error: z.string(), error_description: z.string().nullish() });

function explainOAuth({ status, body }: HttpAnswer<string>): Problem {
  const parsed = oauthErrorSchema.safeParse(parsedJson(body));
  if (!parsed.success) return { code: status >= 500 || status === 429 ? 'transient' : 'bad_answer' };
  const { error, error_description: said } = parsed.data;
  const detail = (said ?? error).slice(0, 300);
  if (status >= 500) return { code: 'transient', detail };
  const isAboutKeys = error === 'invalid_client' || /client_?(?:id|secret)|client authentication/i.test(detail);
  return { code: isAboutKeys ? 'keys_refused' : 'sign_in_failed', detail };
}

/**
 * Asks with a code that was never given out. It rests on RFC 6749, 5.2: a server that does not know the client or its
 * secret says `invalid_client`; one that complains about the code has let the keys pass. A redirect that is not
 * registered is not found out this way: LinkedIn says so on the sign-in page.
 */
export async function testKeys(keys: AppKeys, signal: AbortSignal, context: NetworkContext): Promise<void> {
  const app = requiredKeys(keys, ['clientId', 'clientSecret']);
  try {
    await exchange(app, { code: 'made-up-by-crosstie', redirectUri: 'http://localhost/' }, context, signal);
  } catch (error) {
    const isAboutTheCode = error instanceof StatusFailure && error.problem.code === 'sign_in_failed';
    if (!isAboutTheCode) throw error;
  }
}
