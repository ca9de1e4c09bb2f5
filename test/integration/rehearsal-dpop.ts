/** DPoP proofs made by hand (RFC 9449), to do what a real client never does. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** A client's key. */
export interface Hand {
  readonly key: CryptoKey;
  readonly jwk: object;
}
export async function newHand(): Promise<Hand> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { key: privateKey, jwk: await exportJWK(publicKey) };
}
export interface ProofParts {
  readonly method: string;
  readonly url: string;
  readonly nonce?: string;
  readonly token?: string;
  readonly jti?: string;
  readonly typ?: string;
  readonly iat?: number;
}
export function proof(
  hand: Hand,
  { method, url, nonce, token, jti = randomUUID(), typ = 'dpop+jwt', iat = Math.floor(Date.now() / 1000) }: ProofParts,
): Promise<string> {
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  return new SignJWT({ jti, htm: method, htu: url, iat, ...(nonce === undefined ? {} : { nonce }), ...ath })
    .setProtectedHeader({ alg: 'ES256', typ, jwk: hand.jwk })
    .sign(hand.key);
}
