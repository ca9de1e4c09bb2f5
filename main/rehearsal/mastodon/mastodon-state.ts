import { z } from 'zod';
import { pictureSize } from '../pictures.ts';
import type { SamplePost } from '../sample-post.ts';
import { sampleVideos } from '../videos.ts';

export const visibilities = ['public', 'unlisted', 'private', 'direct'] as const;

const appSchema = z.object({
  id: z.string(),
  name: z.string(),
  website: z.string().nullable(),
  redirectUris: z.array(z.string()),
  scopes: z.array(z.string()),
  clientId: z.string(),
  clientSecret: z.string(),
});
const tokenSchema = z.object({
  token: z.string(),
  refreshToken: z.string().nullable(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
});
const mediaSchema = z.object({
  id: z.string(),
  /** Where the bytes are: an uploaded file's hash, or a scene of ours. */
  sha256: z.string().nullable(),
  scene: z.string().nullable(),
  video: z.string().nullable(),
  mimeType: z.string(),
  width: z.number(),
  height: z.number(),
  description: z.string().nullable(),
  processing: z.enum(['waiting', 'ready', 'failed']),
  /** Before this time it is still being worked on. */
  readyAt: z.number(),
  statusId: z.string().nullable(),
});
const statusSchema = z.object({
  id: z.string(),
  text: z.string(),
  spoilerText: z.string(),
  sensitive: z.boolean(),
  visibility: z.enum(visibilities),
  language: z.string().nullable(),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  inReplyToId: z.string().nullable(),
  isBoost: z.boolean(),
  likes: z.number(),
  application: z.string().nullable(),
  mediaIds: z.array(z.string()),
  /** Pixelfed's own: where it was, and who is in the picture. */
  place: z.object({ name: z.string(), country: z.string() }).nullable().default(null),
  taggedPeople: z.array(z.string()).default([]),
  /** What it said before, oldest first. */
  history: z.array(z.object({ text: z.string(), spoilerText: z.string(), sensitive: z.boolean(), at: z.number() })),
});
export const mastodonStateSchema = z.object({
  apps: z.array(appSchema),
  tokens: z.array(tokenSchema),
  media: z.array(mediaSchema),
  statuses: z.array(statusSchema),
  idempotency: z.array(z.object({ key: z.string(), statusId: z.string().nullable(), at: z.number() })),
});
export type MastodonState = z.infer<typeof mastodonStateSchema>;
export type MastodonApp = z.infer<typeof appSchema>;
export type MastodonToken = z.infer<typeof tokenSchema>;
export type MastodonMedia = z.infer<typeof mediaSchema>;
export type MastodonStatus = z.infer<typeof statusSchema>;

export function initialMastodon(samples: readonly SamplePost[], now: number): MastodonState {
  const state: MastodonState = { apps: [], tokens: [], media: [], statuses: [], idempotency: [] };
  for (const sample of samples) addSample(state, sample, now - sample.ageMs);
  return state;
}

/** Puts a post of the sample person on the server, as if she had made it there. */
export function addSample(state: MastodonState, sample: SamplePost, createdAt: number): MastodonStatus {
  const id = nextId(state, createdAt);
  const media = sampleMedia(sample, id);
  const status: MastodonStatus = {
    id,
    text: sample.text,
    spoilerText: sample.warning ?? '',
    sensitive: sample.warning !== undefined,
    visibility: sample.visibility ?? 'public',
    language: sample.language,
    createdAt,
    editedAt: null,
    inReplyToId: sample.kind === 'reply' ? '109000000000000000' : null,
    isBoost: sample.kind === 'boost',
    likes: sample.likes,
    application: null,
    mediaIds: media.map((item) => item.id),
    place: sample.place ?? null,
    taggedPeople: [...(sample.tagged ?? [])],
    history: [],
  };
  state.media.push(...media);
  state.statuses.push(status);
  return status;
}

function sampleMedia({ pictures, video }: SamplePost, statusId: string): readonly MastodonMedia[] {
  const shared = (altText: string, index: number) => ({
    id: `${statusId}${index}`,
    sha256: null,
    description: altText === '' ? null : altText,
    processing: 'ready' as const,
    readyAt: 0,
    statusId,
  });
  if (video !== undefined) {
    const { width, height } = sampleVideos[video.name];
    const file = { scene: null, video: video.name, mimeType: 'video/mp4', width, height };
    return [{ ...shared(video.altText, 0), ...file }];
  }
  return pictures.map(({ scene, altText }, index) => {
    const file = { scene, video: null, mimeType: 'image/jpeg', ...pictureSize(scene) };
    return { ...shared(altText, index), ...file };
  });
}

/** A snowflake as Mastodon makes them: milliseconds and a count in 16 bits, so that ids sort by time. */
export function nextId(state: MastodonState, at: number): string {
  const taken = new Set([...state.statuses, ...state.media].map((item) => item.id));
  let id = BigInt(at) << 16n;
  while (taken.has(String(id))) id += 1n;
  return String(id);
}
