import { z } from 'zod';
import type { SourceChange } from '../changing.ts';
import type { SamplePost } from '../sample-post.ts';
import { sampleVideos } from '../videos.ts';
import { tiktokPosts } from './sample-tiktok.ts';

/** A post that is out. `shownAt` is when moderation is through with it. */
const postSchema = z.object({
  id: z.string(),
  kind: z.enum(['video', 'photo']),
  description: z.string(),
  publishedAt: z.number(),
  shownAt: z.number(),
  visibility: z.enum(['PUBLIC_TO_EVERYONE', 'SELF_ONLY']),
  likes: z.number(),
  width: z.number(),
  height: z.number(),
  durationMs: z.number(),
});
export type TiktokPost = z.infer<typeof postSchema>;

/** What an app began to hand over. */
const shareSchema = z.object({
  publishId: z.string(),
  kind: z.enum(['video', 'photo']),
  createdAt: z.number(),
  /** Of a video's upload; the times of a photo post's are 0 and empty. */
  uploadId: z.string(),
  uploadToken: z.string(),
  size: z.number(),
  chunkSize: z.number(),
  chunkCount: z.number(),
  mimeType: z.string(),
  /** SHA-256 of every chunk that came, in order, and how many bytes they are. */
  chunks: z.array(z.string()),
  uploadedBytes: z.number(),
  title: z.string(),
  description: z.string(),
  images: z.array(z.string()),
  /** When everything had come. */
  receivedAt: z.number().nullable(),
  /** When it is decided; `failReason` says how, empty for well. */
  readyAt: z.number().nullable(),
  failReason: z.string(),
  /** The post that the person made of it in the app. */
  postId: z.string().nullable(),
});
export type Share = z.infer<typeof shareSchema>;

const tokenSchema = z.object({
  token: z.string(),
  refreshToken: z.string(),
  scopes: z.array(z.string()),
  expiresAt: z.number(),
  refreshEndsAt: z.number(),
});
export type TiktokToken = z.infer<typeof tokenSchema>;

export const tiktokStateSchema = z.object({
  tokens: z.array(tokenSchema),
  posts: z.array(postSchema),
  shares: z.array(shareSchema),
  /** Prefixes of addresses that the app's owner proved to be theirs, in the portal. */
  verifiedPrefixes: z.array(z.string()),
});
export type TiktokState = z.infer<typeof tiktokStateSchema>;

export const initialTiktok = (now: number): TiktokState => ({
  tokens: [],
  posts: tiktokPosts.published.map((sample) => postOf(sample, now - sample.ageMs)),
  shares: [],
  verifiedPrefixes: [],
});

/** Ids are numbers of 19 digits with the seconds in front, as TikTok's are. */
export function tiktokId(at: number): string {
  return String((BigInt(Math.floor(at / 1000)) << 32n) + BigInt(Math.floor(at % 1000)));
}

/** A sample without a video and with pictures is a photo post. */
export function postOf(sample: SamplePost, publishedAt: number): TiktokPost {
  const kind = sample.video === undefined && sample.pictures.length > 0 ? 'photo' : 'video';
  return {
    id: tiktokId(publishedAt),
    kind,
    description: sample.text,
    publishedAt,
    shownAt: publishedAt,
    visibility: (sample.visibility ?? 'public') === 'public' ? 'PUBLIC_TO_EVERYONE' : 'SELF_ONLY',
    likes: sample.likes,
    ...(kind === 'video' ? sampleVideos[sample.video?.name ?? 'harbour-pan'] : { width: 0, height: 0, durationMs: 0 }),
  };
}

/** Keeps the times of posts apart, since the list is cut by them. */
export function freeTime(state: TiktokState, now: number): number {
  return Math.max(now, ...state.posts.map(({ publishedAt }) => publishedAt + 1));
}

/** Of a post that is out only who sees it can be changed. */
export function changePost(state: TiktokState, wanted: string, { visibility, ...others }: SourceChange): boolean {
  const post = state.posts.find(({ id }) => id === wanted);
  if (post === undefined || visibility === undefined || Object.keys(others).length > 0) return false;
  post.visibility = visibility === 'public' ? 'PUBLIC_TO_EVERYONE' : 'SELF_ONLY';
  return true;
}

export function removePost(state: TiktokState, wanted: string): boolean {
  const before = state.posts.length;
  state.posts = state.posts.filter(({ id }) => id !== wanted);
  return state.posts.length < before;
}
