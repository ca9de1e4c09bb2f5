import { z } from 'zod';
import { randomToken } from '../oauth-codes.ts';
import { blueskyPosts } from './sample-bluesky.ts';
import { addSample } from './sample-records.ts';

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
const blobSchema = z.object({
  cid: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number(),
  /** Where the bytes are: an uploaded file's hash, or a sample of ours. */
  sha256: z.string().nullable(),
  scene: z.string().nullable(),
  video: z.string().nullable(),
  /** What the video service made it from: the hash of the very bytes that an app uploaded. */
  madeFrom: z.string().nullable(),
});
const videoUploadSchema = z.object({
  jobId: z.string(),
  sizeBytes: z.number(),
  partCount: z.number(),
  expiresAt: z.number(),
  /** The hash of each part that arrived, by its number. */
  parts: z.record(z.string(), z.string()),
  state: z.enum(['created', 'completed', 'aborted']),
  completedJobId: z.string().nullable(),
});
const videoJobSchema = z.object({
  jobId: z.string(),
  sha256: z.string(),
  readyAt: z.number(),
  /** It is seen at work at least once. */
  looks: z.number(),
  failureCode: z.string().nullable(),
  cid: z.string().nullable(),
});

export const blueskyStateSchema = z.object({
  secret: z.string(),
  oauthSessions: z.array(oauthSessionSchema),
  passwordSessions: z.array(passwordSessionSchema),
  records: z.array(recordSchema),
  blobs: z.array(blobSchema),
  videoUploads: z.array(videoUploadSchema),
  videoJobs: z.array(videoJobSchema),
});
export type BlueskyState = z.infer<typeof blueskyStateSchema>;
export type OAuthSession = z.infer<typeof oauthSessionSchema>;
export type PasswordSession = z.infer<typeof passwordSessionSchema>;
export type StoredRecord = z.infer<typeof recordSchema>;
export type StoredBlob = z.infer<typeof blobSchema>;
export type VideoUpload = z.infer<typeof videoUploadSchema>;
export type VideoJob = z.infer<typeof videoJobSchema>;

export function initialBluesky(now: number): BlueskyState {
  const state: BlueskyState = {
    secret: randomToken(),
    oauthSessions: [],
    passwordSessions: [],
    records: [],
    blobs: [],
    videoUploads: [],
    videoJobs: [],
  };
  for (const sample of blueskyPosts.published) addSample(state, sample, now - sample.ageMs);
  return state;
}
