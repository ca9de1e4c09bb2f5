/** The JWTs of app-password sign-ins. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { person } from '../people.ts';
import type { Incoming } from '../server.ts';
import { serviceDid, stateOf, type PdsContext } from './pds-context.ts';
import { refused } from './xrpc.ts';

const keyOf = (context: PdsContext) => new TextEncoder().encode(stateOf(context).secret);

export function signToken(
  context: PdsContext,
  typ: string,
  scope: string,
  id: string,
  endsAt: number,
): Promise<string> {
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256', typ })
    .setSubject(person.bluesky.did)
    .setAudience(serviceDid(context))
    .setJti(id)
    .setIssuedAt(Math.floor(context.world.now() / 1000))
    .setExpirationTime(Math.floor(endsAt / 1000))
    .sign(keyOf(context));
}

/** The id inside a Bearer token. Throws a Refusal: missing is 401, expired and forged are 400, as on a real PDS. */
export async function readBearer(
  context: PdsContext,
  incoming: Incoming,
  typ: 'at+jwt' | 'refresh+jwt',
): Promise<string> {
  const token = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  if (token === undefined) throw refused(401, 'AuthMissing', 'Authentication Required');
  try {
    const { payload } = await jwtVerify(token, keyOf(context), { typ, currentDate: new Date(context.world.now()) });
    return payload.jti ?? '';
  } catch (thrown) {
    if (thrown instanceof errors.JWTExpired) throw refused(400, 'ExpiredToken', 'Token has expired');
    throw refused(400, 'InvalidToken', 'Token could not be verified');
  }
}
