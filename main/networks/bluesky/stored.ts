/** The sealed document of a Bluesky account. */
import { z } from 'zod';
import type { NodeSavedSession } from '@atproto/oauth-client-node';
import type { Json } from '../../../contract/json.ts';
import { NetworkFailure, type Credentials } from '../../core/ports/network.ts';

const savedSessionSchema = z.looseObject({
  dpopJwk: z.looseObject({ kty: z.string() }),
  tokenSet: z.looseObject({ sub: z.string(), iss: z.string(), aud: z.url(), access_token: z.string() }),
});

const oauthSchema = z.object({
  kind: z.literal('oauth'),
  /** The client that the tokens were given to: refreshing as another one is refused. */
  clientId: z.string(),
  /** The library's own document, with the DPoP key. */
  session: z.custom<NodeSavedSession>((value) => savedSessionSchema.safeParse(value).success),
});
const appPasswordSchema = z.object({
  kind: z.literal('app_password'),
  did: z.string(),
  /** Origin of the server that the account lives on. */
  service: z.url(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
});
const storedSchema = z.discriminatedUnion('kind', [oauthSchema, appPasswordSchema]);

export type Stored = z.infer<typeof storedSchema>;
export type StoredOAuth = z.infer<typeof oauthSchema>;
export type StoredAppPassword = z.infer<typeof appPasswordSchema>;

/** Plain data: what JSON does not know, such as an undefined property, is left out. */
export const toJson = (document: Stored): Json => JSON.parse(JSON.stringify(document)) as Json;

/** Throws `auth_revoked` when there is no sign-in: only a new one helps. */
export async function loadStored(credentials: Credentials): Promise<Stored> {
  const read = storedSchema.safeParse(await credentials.load());
  if (read.success) return read.data;
  throw new NetworkFailure(
    { code: 'auth_revoked', detail: 'There is no sign-in for this account.' },
    { notSent: true },
  );
}
