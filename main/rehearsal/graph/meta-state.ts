/** What the pretend Instagram and Threads each remember. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SamplePost } from '../sample-post.ts';

const tokenSchema = z.object({
  token: z.string(),
  kind: z.enum(['short', 'long']),
  scopes: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number(),
  revoked: z.boolean(),
});
const mediaSchema = z.object({
  id: z.string(),
  kind: z.enum(['picture', 'video']),
  /** A drawn scene, a sample video, or what was fetched for an app; `name` is its name or SHA-256. */
  from: z.enum(['scene', 'video', 'upload']),
  name: z.string(),
  mimeType: z.string(),
  altText: z.string(),
});
const postSchema = z.object({
  id: z.string(),
  shortcode: z.string(),
  text: z.string(),
  publishedAt: z.number(),
  likes: z.number(),
  comments: z.number(),
  media: z.array(mediaSchema),
  kind: z.enum(['post', 'reply', 'repost']),
  /** Seen for a day, and in no list of posts. */
  isStory: z.boolean().default(false),
  replyTo: z.string().nullable(),
});
const containerSchema = z.object({
  id: z.string(),
  type: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'REELS', 'CAROUSEL']),
  isItem: z.boolean(),
  children: z.array(z.string()),
  text: z.string(),
  altText: z.string(),
  replyTo: z.string().nullable(),
  isSpoiler: z.boolean(),
  /** Where the file is fetched from; null where there is none. */
  address: z.string().nullable(),
  file: z.object({ sha256: z.string(), mimeType: z.string() }).nullable(),
  madeAt: z.number(),
  /** When it is done with, well or badly; null while the file is being fetched. */
  readyAt: z.number().nullable(),
  failure: z.string().nullable(),
  publishedAs: z.string().nullable(),
});

export const metaStateSchema = z.object({
  tokens: z.array(tokenSchema),
  posts: z.array(postSchema),
  containers: z.array(containerSchema),
  /** When apps published and deleted, for the daily caps. */
  publishedAt: z.array(z.number()),
  deletedAt: z.array(z.number()),
});
export type MetaState = z.infer<typeof metaStateSchema>;
export type MetaToken = MetaState['tokens'][number];
export type MetaPost = MetaState['posts'][number];
export type MetaMedia = MetaPost['media'][number];
export type MetaContainer = MetaState['containers'][number];

const dayMs = 86_400_000;
export const longLifeMs = 60 * dayMs;

export function initialMeta(
  posts: readonly SamplePost[],
  dashboard: { readonly token: string; readonly scopes: readonly string[] },
  now: number,
): MetaState {
  const expiresAt = now + longLifeMs;
  return {
    tokens: [
      {
        token: dashboard.token,
        kind: 'long',
        scopes: [...dashboard.scopes],
        createdAt: now,
        expiresAt,
        revoked: false,
      },
    ],
    posts: posts.map((sample) => postOf(sample, now - sample.ageMs)),
    containers: [],
    publishedAt: [],
    deletedAt: [],
  };
}

/** A new post of the person's own, newer than every other. */
export function addPost(state: MetaState, sample: SamplePost, now: number): MetaPost {
  const post = postOf(sample, nextTime(state, now));
  state.posts.push(post);
  return post;
}

/** Ids are made of the time, so no two posts may share one. */
export function nextTime({ posts }: MetaState, now: number): number {
  return Math.max(now, ...posts.map(({ publishedAt }) => publishedAt + 1));
}

/** Ids are ordered by time, as Meta's are in practice, and distinct for each medium of a carousel. */
export function newPost(
  publishedAt: number,
  content: Pick<MetaPost, 'text' | 'kind' | 'replyTo'> & { readonly media: readonly Omit<MetaMedia, 'id'>[] },
): MetaPost {
  const id = `179${String(publishedAt).padStart(14, '0')}`;
  return {
    ...content,
    id,
    shortcode: createHash('sha256').update(id).digest('base64url').slice(0, 11),
    publishedAt,
    likes: 0,
    comments: 0,
    isStory: false,
    media: content.media.map((medium, index) => ({ ...medium, id: `${id}${index}` })),
  };
}

function postOf(sample: SamplePost, publishedAt: number): MetaPost {
  const kind = sample.kind === 'boost' ? 'repost' : (sample.kind ?? 'post');
  const media = [...sample.pictures.map(pictureOf), ...(sample.video === undefined ? [] : [videoOf(sample.video)])];
  const post = newPost(publishedAt, { text: sample.text, kind, media, replyTo: null });
  return { ...post, isStory: sample.isStory ?? false, likes: sample.likes, comments: Math.round(sample.likes / 19) };
}

const pictureOf = ({ scene, altText }: SamplePost['pictures'][number]) =>
  ({ kind: 'picture', from: 'scene', name: scene, mimeType: 'image/jpeg', altText }) as const;
const videoOf = ({ name, altText }: NonNullable<SamplePost['video']>) =>
  ({ kind: 'video', from: 'video', name, mimeType: 'video/mp4', altText }) as const;
