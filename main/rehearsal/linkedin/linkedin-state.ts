import { z } from 'zod';

const tokenSchema = z.object({
  token: z.string(),
  /** Given to apps that LinkedIn approved; null for every other. */
  refreshToken: z.string().nullable(),
  scopes: z.array(z.string()),
  expiresAt: z.number(),
  /** Fixed when the person said yes: using the refresh token does not move it. */
  refreshEndsAt: z.number(),
  revoked: z.boolean(),
});
const imageSchema = z.object({
  urn: z.string(),
  /** The secret part of its upload address. */
  key: z.string(),
  addressEndsAt: z.number(),
  /** Null until its bytes have arrived. */
  file: z.object({ sha256: z.string(), mimeType: z.string(), usable: z.boolean() }).nullable(),
  uploadedAt: z.number(),
});
const partSchema = z.object({
  firstByte: z.number(),
  lastByte: z.number(),
  sha256: z.string().nullable(),
  etag: z.string().nullable(),
});
const videoSchema = z.object({
  urn: z.string(),
  key: z.string(),
  uploadToken: z.string(),
  addressEndsAt: z.number(),
  parts: z.array(partSchema),
  /** Null until the upload was finalized. */
  file: z.object({ sha256: z.string(), usable: z.boolean() }).nullable(),
  finalizedAt: z.number(),
});
const postSchema = z.object({
  urn: z.string(),
  /** As it came, in the little text format. */
  commentary: z.string(),
  shown: z.string(),
  visibility: z.string(),
  pictures: z.array(z.object({ sha256: z.string(), altText: z.string() })),
  createdAt: z.number(),
  deletedAt: z.number().nullable(),
});

export const linkedinStateSchema = z.object({
  tokens: z.array(tokenSchema),
  images: z.array(imageSchema),
  videos: z.array(videoSchema),
  posts: z.array(postSchema),
  /** How many calls each resource got on a day (UTC), by `posts 2026-11-22`. */
  calls: z.record(z.string(), z.number()),
  lastNumber: z.number(),
});
export type LinkedinState = z.infer<typeof linkedinStateSchema>;
export type LinkedinToken = z.infer<typeof tokenSchema>;
export type LinkedinImage = z.infer<typeof imageSchema>;
export type LinkedinVideo = z.infer<typeof videoSchema>;
export type LinkedinPost = z.infer<typeof postSchema>;

export const initialLinkedin = (_now: number): LinkedinState => ({
  tokens: [],
  images: [],
  videos: [],
  posts: [],
  calls: {},
  lastNumber: 0,
});

/** Nineteen digits that grow with time, as LinkedIn's numbers of posts are. */
export function nextNumber(state: LinkedinState, now: number): string {
  state.lastNumber += 1;
  return `7${String(now).padStart(13, '0')}${String(state.lastNumber).padStart(5, '0')}`;
}
