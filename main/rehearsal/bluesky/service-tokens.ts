/** Tokens that the PDS gives for other servers (com.atproto.server.getServiceAuth). The real ones are signed with the account's own key. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { person } from '../people.ts';
import type { Incoming } from '../server.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { refused } from './xrpc.ts';

const keyOf = (context: PdsContext) => new TextEncoder().encode(`service ${stateOf(context).secret}`);

export interface ServiceClaims {
  readonly aud: string;
  /** The one method that it is good for. */
  readonly lxm: string;
  readonly endsAt: number;
}

export async function signServiceToken(context: PdsContext, { aud, lxm, endsAt }: ServiceClaims): Promise<string> {
  return await new SignJWT({ lxm })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(person.bluesky.did)
    .setAudience(aud)
    .setExpirationTime(Math.floor(endsAt / 1000))
    .sign(keyOf(context));
}

/** Throws a Refusal unless the request carries a token for this server and method. */
export async function requireServiceToken(
  context: PdsContext,
  incoming: Incoming,
  { aud, lxm }: Pick<ServiceClaims, 'aud' | 'lxm'>,
): Promise<void> {
  const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  if (token === undefined) throw refused(401, 'AuthMissing', 'Authentication Required');
  const { payload } = await jwtVerify(token, keyOf(context), { currentDate: new Date(context.world.now()) }).catch(
    (thrown: unknown) => {
      if (thrown instanceof errors.JWTExpired) throw refused(401, 'JwtExpired', 'jwt expired');
      throw refused(401, 'BadJwtSignature', 'jwt signature does not match jwt issuer');
    },
  );
  if (payload.aud !== aud) throw refused(401, 'BadJwtAudience', 'jwt audience does not match service did');
  if (payload['lxm'] !== lxm)
    throw refused(401, 'BadJwtLexiconMethod', `bad jwt lexicon method ("lxm"). must match: ${lxm}`);
}
