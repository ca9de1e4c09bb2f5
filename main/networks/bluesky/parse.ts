/** A record of app.bsky.feed.post as a post of Crosstie. Pure. */
import { z } from 'zod';
import type { SourcePicture, SourcePost, SourceVideo } from '../../core/ports/source.ts';
import { blobSchema } from './record.ts';

const imageSchema = z.object({ image: blobSchema, alt: z.string().default('') });
const imagesSchema = z.object({ $type: z.literal('app.bsky.embed.images'), images: z.array(imageSchema) });
const gallerySchema = z.object({ $type: z.literal('app.bsky.embed.gallery'), items: z.array(imageSchema) });
const videoSchema = z.object({
  $type: z.literal('app.bsky.embed.video'),
  video: blobSchema,
  alt: z.string().default(''),
});
const withMediaSchema = z.object({ $type: z.literal('app.bsky.embed.recordWithMedia'), media: z.unknown() });

const linkFacetSchema = z.object({
  index: z.object({ byteStart: z.number(), byteEnd: z.number() }),
  features: z.tuple([z.object({ $type: z.literal('app.bsky.richtext.facet#link'), uri: z.string() })]),
});

/** What Crosstie reads of a post; the rest passes. */
export const postSchema = z.object({
  text: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  langs: z.array(z.string()).optional(),
  facets: z.array(z.unknown()).optional(),
  reply: z.unknown().optional(),
  embed: z.unknown().optional(),
  labels: z
    .object({ values: z.array(z.object({ val: z.string() })) })
    .optional()
    .catch(undefined),
});
export type ParsedPost = z.infer<typeof postSchema>;

interface Media {
  readonly images: readonly z.infer<typeof imageSchema>[];
  readonly video: z.infer<typeof videoSchema> | null;
  readonly hasOther: boolean;
}

const noMedia: Media = { images: [], video: null, hasOther: false };

/** Pictures or the video of an embed. A quoted post, a link card or an embed of tomorrow is other media. */
function mediaOf(embed: unknown): Media {
  if (embed === undefined) return noMedia;
  const images = imagesSchema.safeParse(embed);
  if (images.success) return { ...noMedia, images: images.data.images };
  const gallery = gallerySchema.safeParse(embed);
  if (gallery.success) return { ...noMedia, images: gallery.data.items };
  const video = videoSchema.safeParse(embed);
  if (video.success) return { ...noMedia, video: video.data };
  const withMedia = withMediaSchema.safeParse(embed);
  return { ...(withMedia.success ? mediaOf(withMedia.data.media) : noMedia), hasOther: true };
}

/** Apps shorten a link's text and keep the address in the facet; elsewhere only the whole address is a link. */
export function withWholeLinks(text: string, facets: readonly unknown[]): string {
  const links = facets
    .map((facet) => linkFacetSchema.safeParse(facet).data)
    .filter((facet) => facet !== undefined)
    .toSorted((one, other) => other.index.byteStart - one.index.byteStart);
  return links
    .reduce((bytes, { index, features: [{ uri }] }) => {
      const shown = bytes.subarray(index.byteStart, index.byteEnd).toString();
      if (!/(?:…|\.\.\.)$/.test(shown)) return bytes;
      return Buffer.concat([bytes.subarray(0, index.byteStart), Buffer.from(uri), bytes.subarray(index.byteEnd)]);
    }, Buffer.from(text))
    .toString();
}

/** The labels of app.bsky that hide a post's pictures behind a click or from the young. */
const sensitiveLabels: ReadonlySet<string> = new Set(['porn', 'sexual', 'nudity', 'graphic-media']);

export interface PostPlace {
  readonly service: string;
  readonly did: string;
  readonly remoteId: string;
  readonly url: string;
  /** Where stills of videos are. */
  readonly videoService: string;
}

function blobUrl(cid: string, { service, did }: PostPlace): string {
  return `${service}/xrpc/com.atproto.sync.getBlob?${new URLSearchParams({ did, cid }).toString()}`;
}

function pictureOf({ image, alt }: z.infer<typeof imageSchema>, place: PostPlace): SourcePicture {
  const cid = image.ref.$link;
  return { remoteId: cid, url: blobUrl(cid, place), altText: alt };
}

/** The still is where Bluesky's app view shows it from; a record does not name it. */
function videoOf({ video, alt }: z.infer<typeof videoSchema>, place: PostPlace): SourceVideo {
  const cid = video.ref.$link;
  const posterUrl = `${place.videoService}/watch/${encodeURIComponent(place.did)}/${cid}/thumbnail.jpg`;
  return { remoteId: cid, url: blobUrl(cid, place), altText: alt, posterUrl };
}

export function parsePost(post: ParsedPost, place: PostPlace): SourcePost {
  const media = mediaOf(post.embed);
  return {
    remoteId: place.remoteId,
    url: place.url,
    text: withWholeLinks(post.text, post.facets ?? []),
    language: post.langs?.[0] ?? null,
    audience: 'public',
    sensitive: post.labels?.values.some(({ val }) => sensitiveLabels.has(val)) ?? false,
    warning: null,
    publishedAt: Date.parse(post.createdAt),
    isReply: post.reply !== undefined,
    isStory: false,
    tagged: 0,
    place: null,
    pictures: media.images.map((image) => pictureOf(image, place)),
    video: media.video && videoOf(media.video, place),
    otherMedia: media.hasOther ? 'unsupported' : null,
  };
}
