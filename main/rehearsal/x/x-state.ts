import { z } from 'zod';
import { pictureSize } from '../pictures.ts';
import type { SourceChange } from '../changing.ts';
import type { SamplePost } from '../sample-post.ts';
import { sampleVideos } from '../videos.ts';
import { xPosts } from './sample-x.ts';

const mediaSchema = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'animated_gif', 'video']),
  mimeType: z.string(),
  width: z.number(),
  height: z.number(),
  durationMs: z.number(),
  sizeBytes: z.number(),
  altText: z.string(),
  /** Of an app's file, once it is whole; a sample has `sample` instead: the name of a scene or video. */
  sha256: z.string().nullable(),
  sample: z.string().nullable(),
  /** What has arrived of a video, by number. */
  segments: z.array(z.object({ index: z.number(), sha256: z.string(), sizeBytes: z.number() })),
  /** When it can be used; null while pieces are awaited. */
  readyAt: z.number().nullable(),
  failure: z.string().nullable(),
  /** When it is forgotten unless a post names it. */
  endsAt: z.number(),
});
const postSchema = z.object({
  id: z.string(),
  text: z.string(),
  createdAt: z.number(),
  kind: z.enum(['post', 'boost']),
  replyTo: z.string().nullable(),
  isSensitive: z.boolean(),
  likes: z.number(),
  mediaIds: z.array(z.string()),
});

export const xStateSchema = z.object({
  tokens: z.array(
    z.object({
      access: z.string(),
      refresh: z.string().nullable(),
      scopes: z.array(z.string()),
      expiresAt: z.number(),
    }),
  ),
  posts: z.array(postSchema),
  media: z.array(mediaSchema),
  /** No id comes twice, not that of a deleted post either. */
  lastId: z.string(),
  /** Whether only followers see the account's posts. */
  isProtected: z.boolean(),
  /** What is left of the credits, in millionths of a US dollar, and what was billed on this day already. */
  credits: z.number(),
  billed: z.object({ day: z.string(), resources: z.array(z.string()) }),
});
export type XState = z.infer<typeof xStateSchema>;
export type XPost = z.infer<typeof postSchema>;
export type XMedia = z.infer<typeof mediaSchema>;
export type XToken = XState['tokens'][number];

const creditsAtFirst = 25_000_000;

export function initialX(now: number): XState {
  const state: XState = {
    tokens: [],
    posts: [],
    media: [],
    lastId: '0',
    isProtected: false,
    credits: creditsAtFirst,
    billed: { day: '', resources: [] },
  };
  const oldestFirst = xPosts.published.toSorted((one, other) => other.ageMs - one.ageMs);
  for (const sample of oldestFirst) addSample(state, sample, now - sample.ageMs);
  return state;
}

/** Ids hold the time in milliseconds since X's own epoch and count up from it. */
const epochMs = 1_288_834_974_657;
export function nextId(state: XState, at: number): string {
  const ofTime = BigInt(Math.max(0, Math.floor(at) - epochMs)) << 22n;
  const newest = BigInt(state.lastId);
  state.lastId = String(ofTime > newest ? ofTime : newest + 1n);
  return state.lastId;
}

/**
 * A post of the person's own. X knows an audience for the whole account alone: a post for followers is one that she
 * makes after she has protected her account.
 */
export function addSample(state: XState, sample: SamplePost, at: number): XPost {
  if (sample.visibility !== undefined) state.isProtected = sample.visibility !== 'public';
  const mediaIds = mediaOf(state, sample, at).map(({ id }) => id);
  const post: XPost = {
    id: nextId(state, at),
    text: sample.text,
    createdAt: at,
    kind: sample.kind === 'boost' ? 'boost' : 'post',
    replyTo: sample.kind === 'reply' ? '1700000000000000042' : null,
    isSensitive: sample.warning !== undefined,
    likes: sample.likes,
    mediaIds,
  };
  state.posts.push(post);
  return post;
}

function mediaOf(state: XState, { pictures, video }: SamplePost, at: number): readonly XMedia[] {
  const shared = { sha256: null, sizeBytes: 0, segments: [], readyAt: at, failure: null, endsAt: at };
  const photos = pictures.map(({ scene, altText }) => ({
    ...shared,
    kind: 'photo' as const,
    mimeType: 'image/jpeg',
    durationMs: 0,
    sample: scene,
    altText,
    ...pictureSize(scene),
  }));
  const clips = (video === undefined ? [] : [video]).map(({ name, altText }) => ({
    ...shared,
    kind: 'video' as const,
    mimeType: 'video/mp4',
    sample: name,
    altText,
    ...sampleVideos[name],
  }));
  return [...photos, ...clips].map((media) => {
    const kept: XMedia = { ...media, id: nextId(state, at) };
    state.media.push(kept);
    return kept;
  });
}

/** Her account may not edit posts; she can protect it, and with it every post. */
export function changePost(state: XState, wanted: string, { visibility, ...others }: SourceChange): boolean {
  const isThere = state.posts.some(({ id }) => id === wanted);
  if (!isThere || visibility === undefined || Object.keys(others).length > 0) return false;
  state.isProtected = visibility !== 'public';
  return true;
}

export function removePost(state: XState, wanted: string): boolean {
  const before = state.posts.length;
  state.posts = state.posts.filter(({ id }) => id !== wanted);
  return state.posts.length < before;
}
