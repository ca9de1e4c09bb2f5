import { z } from 'zod';
import { randomToken } from '../oauth-codes.ts';

const oauthSessionSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  scope: z.string(),
  /** The SHA-256 thumbprint of the DPoP key that both tokens are bound to (RFC 9449, section 6.1). */
  keyThumbprint: z.string(),
  accessToken: z.string(),
  accessExpiresAt: z.number(),
  refreshToken: z.string(),
  usedRefreshTokens: z.array(z.string()),
  endsAt: z.number(),
});
const passwordSessionSchema = z.object({
  id: z.string(),
  accessId: z.string(),
  accessExpiresAt: z.number(),
  /** Null once the session was deleted: its access token lives on until it expires, as on a real PDS. */
  refreshId: z.string().nullable(),
  refreshExpiresAt: z.number(),
});
const recordSchema = z.object({
  collection: z.string(),
  rkey: z.string(),
  cid: z.string(),
  value: z.record(z.string(), z.unknown()),
  indexedAt: z.number(),
});
const blobSchema = z.object({ cid: z.string(), sha256: z.string(), mimeType: z.string(), sizeBytes: z.number() });

export const blueskyStateSchema = z.object({
  secret: z.string(),
  oauthSessions: z.array(oauthSessionSchema),
  passwordSessions: z.array(passwordSessionSchema),
  records: z.array(recordSchema),
  blobs: z.array(blobSchema),
});
export type BlueskyState = z.infer<typeof blueskyStateSchema>;
export type OAuthSession = z.infer<typeof oauthSessionSchema>;
export type PasswordSession = z.infer<typeof passwordSessionSchema>;
export type StoredRecord = z.infer<typeof recordSchema>;
export type StoredBlob = z.infer<typeof blobSchema>;

export const initialBluesky = (_now: number): BlueskyState => ({
  secret: randomToken(),
  oauthSessions: [],
  passwordSessions: [],
  records: [],
  blobs: [],
});
