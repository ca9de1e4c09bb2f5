import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SamplePost } from '../sample-post.ts';
import { instagramPosts } from '../sample-instagram.ts';

export const instagramStateSchema = z.object({
  tokens: z.array(
    z.object({
      token: z.string(),
      kind: z.enum(['short', 'long']),
      scopes: z.array(z.string()),
      createdAt: z.number(),
      expiresAt: z.number(),
      revoked: z.boolean(),
    }),
  ),
  posts: z.array(
    z.object({
      id: z.string(),
      shortcode: z.string(),
      caption: z.string(),
      publishedAt: z.number(),
      likes: z.number(),
      comments: z.number(),
      pictures: z.array(z.object({ id: z.string(), scene: z.string(), altText: z.string() })),
    }),
  ),
});
export type InstagramState = z.infer<typeof instagramStateSchema>;
export type InstagramPost = InstagramState['posts'][number];
export type InstagramToken = InstagramState['tokens'][number];

export const initialInstagram = (now: number): InstagramState => ({
  tokens: [],
  posts: instagramPosts.published.map((sample) => postOf(sample, now - sample.ageMs)),
});

/** Ids are ordered by time, as Instagram's are in practice, and distinct for each picture of a carousel. */
export function postOf(sample: SamplePost, publishedAt: number): InstagramPost {
  const id = `179${String(publishedAt).padStart(14, '0')}`;
  return {
    id,
    shortcode: createHash('sha256').update(id).digest('base64url').slice(0, 11),
    caption: sample.text,
    publishedAt,
    likes: sample.likes,
    comments: Math.round(sample.likes / 19),
    pictures: sample.pictures.map((picture, index) => ({ ...picture, id: `${id}${index}` })),
  };
}
