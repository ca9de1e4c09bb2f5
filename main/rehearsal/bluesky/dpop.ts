/** Proofs that a token is used by who it was given to (RFC 9449), with nonces that the server hands out. */
import { createHash, createHmac } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWK } from 'jose';

const nonceStepMs = 180_000;
const proofAgeSeconds = 60;
const clockToleranceSeconds = 10;

export type ProofVerdict =
  | { readonly kind: 'good'; readonly keyThumbprint: string }
  | { readonly kind: 'nonce_needed' }
  | { readonly kind: 'bad'; readonly message: string };

export interface ProofExpectation {
  readonly proof: string | undefined;
  readonly method: string;
  /** The address that was called; query and fragment do not count. */
  readonly url: URL;
  /** The token that came along: the proof must carry its hash. Null at the authorization server. */
  readonly accessToken: string | null;
}
export interface ProofChecker {
  readonly check: (expected: ProofExpectation) => Promise<ProofVerdict>;
  /** The nonce to use from now on, for the `DPoP-Nonce` header of every answer. */
  readonly nonce: () => string;
}

/**
 * `secret` makes the nonces; one is good for its three minutes and the next three. Proofs are stamped by the client's
 * own clock, so their age is taken by the machine's clock and not by the rehearsal's.
 */
export function createProofChecker(secret: () => string): ProofChecker {
  const seen = new Map<string, number>();
  const nonceAt = (step: number) => createHmac('sha256', secret()).update(`dpop ${step}`).digest('base64url');
  const step = () => Math.floor(Date.now() / nonceStepMs);
  const isFresh = (nonce: unknown) => nonce === nonceAt(step()) || nonce === nonceAt(step() - 1);
  return {
    nonce: () => nonceAt(step()),
    check: async (expected) => {
      if (expected.proof === undefined) return { kind: 'bad', message: 'DPoP proof required' };
      const verified = await verify(expected.proof);
      if (verified === null) return { kind: 'bad', message: 'Failed to verify DPoP proof' };
      const { payload, keyThumbprint } = verified;
      if (payload['htm'] !== expected.method) return { kind: 'bad', message: 'DPoP "htm" mismatch' };
      if (payload['htu'] !== expected.url.origin + expected.url.pathname)
        return { kind: 'bad', message: 'DPoP "htu" mismatch' };
      if (payload['nonce'] === undefined || !isFresh(payload['nonce'])) return { kind: 'nonce_needed' };
      if (expected.accessToken !== null && payload['ath'] !== hashOf(expected.accessToken))
        return { kind: 'bad', message: 'DPoP "ath" mismatch' };
      if (typeof payload.jti !== 'string' || isReplay(seen, payload.jti))
        return { kind: 'bad', message: 'DPoP proof replayed' };
      return { kind: 'good', keyThumbprint };
    },
  };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

async function verify(proof: string) {
  try {
    const options = {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
      maxTokenAge: proofAgeSeconds,
      clockTolerance: clockToleranceSeconds,
    };
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, options);
    const jwk: JWK | undefined = protectedHeader.jwk;
    return jwk === undefined || 'd' in jwk ? null : { payload, keyThumbprint: await calculateJwkThumbprint(jwk) };
  } catch {
    return null;
  }
}

function isReplay(seen: Map<string, number>, jti: string): boolean {
  const now = Date.now();
  for (const [old, at] of seen) if (now - at > 2 * proofAgeSeconds * 1000) seen.delete(old);
  if (seen.has(jti)) return true;
  seen.set(jti, now);
  return false;
}
