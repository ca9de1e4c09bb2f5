/** One's own media: developers.facebook.com/docs/instagram-platform/reference/instagram-media */
import { z } from 'zod';
import type { OtherMedia, SourcePicture, SourcePost, SourceVideo } from '../../core/ports/source.ts';
import { timestamp } from '../meta/newer.ts';

const partFields = 'id,media_type,media_url,thumbnail_url,alt_text';
export const mediaFields = `${partFields},caption,permalink,timestamp,media_product_type,children{${partFields}}`;

const partSchema = z.object({
  id: z.string(),
  media_type: z.string(),
  /** Left out when the medium has been flagged or has protected sound. */
  media_url: z.string().nullish(),
  thumbnail_url: z.string().nullish(),
  alt_text: z.string().nullish(),
});
export const mediaSchema = partSchema.extend({
  caption: z.string().nullish(),
  permalink: z.string().nullish(),
  /** FEED, REELS, AD or STORY. */
  media_product_type: z.string().nullish(),
  timestamp,
  children: z.object({ data: z.array(partSchema) }).nullish(),
});
type Part = z.output<typeof partSchema>;
export type Media = z.output<typeof mediaSchema>;

/** A professional account, the only kind that Meta's API serves, is public. */
export function sourcePost(media: Media): SourcePost {
  const parts = partsOf(media);
  const pictures = parts.flatMap(pictureOf);
  const videos = parts.flatMap(videoOf);
  const otherMedia = otherMediaOf(parts, pictures.length, videos.length);
  return {
    remoteId: media.id,
    url: media.permalink ?? '',
    text: media.caption ?? '',
    language: null,
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: media.timestamp,
    isReply: false,
    isStory: media.media_product_type === 'STORY',
    tagged: 0,
    place: null,
    pictures,
    video: otherMedia === null ? (videos[0] ?? null) : null,
    otherMedia,
  };
}

export function partsOf(media: Media): readonly Part[] {
  return media.media_type === 'CAROUSEL_ALBUM' ? (media.children?.data ?? []) : [media];
}

function otherMediaOf(parts: readonly Part[], pictures: number, videos: number): OtherMedia | null {
  const kinds = new Set(parts.map(({ media_type: kind }) => kind));
  if (parts.length === 0 || [...kinds].some((kind) => kind !== 'IMAGE' && kind !== 'VIDEO')) return 'unsupported';
  if (kinds.size > 1) return 'mixed';
  if (pictures + videos < parts.length) return 'not_handed_out';
  return videos > 1 ? 'unsupported' : null;
}

function pictureOf({ id, media_type, media_url, alt_text }: Part): readonly SourcePicture[] {
  if (media_type !== 'IMAGE' || !media_url) return [];
  return [{ remoteId: id, url: media_url, altText: alt_text ?? '' }];
}

function videoOf({ id, media_type, media_url, thumbnail_url, alt_text }: Part): readonly SourceVideo[] {
  if (media_type !== 'VIDEO' || !media_url) return [];
  return [{ remoteId: id, url: media_url, altText: alt_text ?? '', posterUrl: thumbnail_url || null }];
}
