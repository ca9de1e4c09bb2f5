/** Authorization codes: good once, for a while, and only for whoever can show the PKCE verifier. */
import { createHash, randomBytes } from 'node:crypto';

export interface CodeDesk<Grant> {
  readonly issue: (grant: Grant) => string;
  /** The grant behind a code; null when it is unknown, used before or too old. */
  readonly redeem: (code: string) => Grant | null;
}

export function createCodeDesk<Grant>(now: () => number, lifetimeMs: number): CodeDesk<Grant> {
  const grants = new Map<string, { readonly grant: Grant; readonly endsAt: number }>();
  return {
    issue: (grant) => {
      const code = randomToken();
      grants.set(code, { grant, endsAt: now() + lifetimeMs });
      return code;
    },
    redeem: (code) => {
      const found = grants.get(code);
      grants.delete(code);
      return found !== undefined && now() < found.endsAt ? found.grant : null;
    },
  };
}

/** 256 random bits, safe in an address. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** RFC 7636, section 4.6, method S256. */
export function verifierFits(challenge: string, verifier: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
