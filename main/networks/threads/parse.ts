/** One's own posts: developers.facebook.com/docs/threads/threads-media */
import { z } from 'zod';
import type { OtherMedia, SourcePicture, SourcePost, SourceVideo } from '../../core/ports/source.ts';
import { timestamp } from '../meta/newer.ts';

const partFields = 'id,media_type,media_url,thumbnail_url,alt_text';
export const postFields = `${partFields},text,permalink,timestamp,gif_url,is_quote_post,link_attachment_url,poll_attachment,children{${partFields}}`;

const partSchema = z.object({
  id: z.string(),
  media_type: z.string(),
  media_url: z.string().nullish(),
  thumbnail_url: z.string().nullish(),
  alt_text: z.string().nullish(),
});
export const postSchema = partSchema.extend({
  text: z.string().nullish(),
  /** Left out when the post has protected sound or was flagged. */
  permalink: z.string().nullish(),
  timestamp,
  gif_url: z.string().nullish(),
  is_quote_post: z.boolean().nullish(),
  link_attachment_url: z.string().nullish(),
  poll_attachment: z.unknown().optional(),
  children: z.object({ data: z.array(partSchema) }).nullish(),
});
type Part = z.output<typeof partSchema>;
export type ThreadsPost = z.output<typeof postSchema>;

/**
 * Null for a repost, which is somebody else's. The audience is public: a profile can be private, but no field of profile
 * or post says so, and the guide warns of it.
 */
export function sourcePost(post: ThreadsPost): SourcePost | null {
  if (post.media_type === 'REPOST_FACADE') return null;
  const parts = partsOf(post);
  const pictures = parts.flatMap(pictureOf);
  const videos = parts.flatMap(videoOf);
  const otherMedia = otherMediaOf(post, parts, pictures.length + videos.length);
  return {
    remoteId: post.id,
    url: post.permalink ?? '',
    text: textOf(post),
    language: null,
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: post.timestamp,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures,
    video: otherMedia === null ? (videos[0] ?? null) : null,
    otherMedia,
  };
}

/** A link that is shown as a card need not be in the text. */
function textOf({ text, link_attachment_url: link }: ThreadsPost): string {
  const written = text ?? '';
  return !link || written.includes(link) ? written : `${written}\n\n${link}`.trimStart();
}

/** None for a post of text alone. */
export function partsOf(post: ThreadsPost): readonly Part[] {
  if (post.media_type === 'TEXT_POST') return [];
  return post.media_type === 'CAROUSEL_ALBUM' ? (post.children?.data ?? []) : [post];
}

/** What stands beside the text and cannot be carried: another's post, a poll, an animation, sound. */
function otherMediaOf(post: ThreadsPost, parts: readonly Part[], files: number): OtherMedia | null {
  const hasMore = post.is_quote_post === true || Boolean(post.gif_url) || Boolean(post.poll_attachment);
  const kinds = new Set(parts.map(({ media_type: kind }) => kind));
  const isEmptyCarousel = post.media_type === 'CAROUSEL_ALBUM' && parts.length === 0;
  if (hasMore || isEmptyCarousel) return 'unsupported';
  if ([...kinds].some((kind) => kind !== 'IMAGE' && kind !== 'VIDEO')) return 'unsupported';
  if (kinds.size > 1) return 'mixed';
  if (files < parts.length) return 'not_handed_out';
  return kinds.has('VIDEO') && parts.length > 1 ? 'unsupported' : null;
}

function pictureOf({ id, media_type, media_url, alt_text }: Part): readonly SourcePicture[] {
  if (media_type !== 'IMAGE' || !media_url) return [];
  return [{ remoteId: id, url: media_url, altText: alt_text ?? '' }];
}

function videoOf({ id, media_type, media_url, thumbnail_url, alt_text }: Part): readonly SourceVideo[] {
  if (media_type !== 'VIDEO' || !media_url) return [];
  return [{ remoteId: id, url: media_url, altText: alt_text ?? '', posterUrl: thumbnail_url || null }];
}
