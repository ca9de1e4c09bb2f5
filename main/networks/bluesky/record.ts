/** The post as a record of app.bsky.feed.post, and whether a record on the server is that post. Pure. */
import { z } from 'zod';
import type { Content } from '../../../contract/model.ts';
import { cidOf } from './cid.ts';
import { facetsOf, type Facet } from './facets.ts';

/** A file on the server, as uploadBlob answers it and as a record names it. */
export const blobSchema = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
});
export type UploadedBlob = z.infer<typeof blobSchema>;

/** A version of a record: what a reply names of the posts before it. */
export const refSchema = z.object({ uri: z.string(), cid: z.string() });
export type RecordRef = z.infer<typeof refSchema>;

interface Shape {
  readonly width: number;
  readonly height: number;
}
interface ImagesEmbed {
  readonly $type: 'app.bsky.embed.images';
  readonly images: readonly { readonly image: UploadedBlob; readonly alt: string; readonly aspectRatio: Shape }[];
}
interface VideoEmbed {
  readonly $type: 'app.bsky.embed.video';
  readonly video: UploadedBlob;
  readonly alt: string;
  readonly aspectRatio: Shape;
}

interface PostRecord {
  readonly $type: 'app.bsky.feed.post';
  readonly text: string;
  readonly createdAt: string;
  readonly langs?: readonly string[];
  readonly facets?: readonly Facet[];
  readonly reply?: { readonly root: RecordRef; readonly parent: RecordRef };
  readonly embed?: ImagesEmbed | VideoEmbed;
  readonly labels?: {
    readonly $type: 'com.atproto.label.defs#selfLabels';
    readonly values: readonly { readonly val: string }[];
  };
}

/**
 * Of the labels that one may put on one's own post, the only one that hides the pictures behind a click without saying
 * that they are sexual, which a source that says no more than "sensitive" does not.
 */
const sensitiveLabel = 'graphic-media';

/** A server refuses a whole post for a language tag that is none; a post without one is fine. */
function languagesOf(language: string | null): readonly string[] {
  try {
    return language === null ? [] : Intl.getCanonicalLocales(language);
  } catch {
    return [];
  }
}

function embedOf({ pictures, video }: Content, blobs: readonly UploadedBlob[]): PostRecord['embed'] | null {
  const [first] = blobs;
  if (video !== null && first !== undefined) {
    const { altText: alt, width, height } = video;
    return { $type: 'app.bsky.embed.video', video: first, alt, aspectRatio: { width, height } };
  }
  const images = pictures.flatMap(({ altText, width, height }, index) => {
    const image = blobs[index];
    return image === undefined ? [] : [{ image, alt: altText, aspectRatio: { width, height } }];
  });
  return images.length === 0 ? null : { $type: 'app.bsky.embed.images', images };
}

/** `blobs` are the uploaded files in order. `at` is the post's date: the same at every try. */
export function postRecord(
  content: Content,
  blobs: readonly UploadedBlob[],
  at: number,
  reply: PostRecord['reply'] | null = null,
): PostRecord {
  const facets = facetsOf(content.text);
  const langs = languagesOf(content.language);
  const embed = embedOf(content, blobs);
  return {
    $type: 'app.bsky.feed.post',
    text: content.text,
    createdAt: new Date(at).toISOString(),
    ...(langs.length > 0 && { langs }),
    ...(facets.length > 0 && { facets }),
    ...(reply !== null && { reply }),
    ...(embed && { embed }),
    ...(content.sensitive && {
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: sensitiveLabel }] },
    }),
  };
}

const publishedSchema = z.object({
  text: z.string(),
  createdAt: z.string(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z
    .object({
      images: z.array(z.object({ image: blobSchema, alt: z.string() })).default([]),
      video: blobSchema.optional(),
      alt: z.string().default(''),
    })
    .optional(),
});

export interface ExpectedPost {
  readonly content: Content;
  readonly at: number;
  /** The address of the post that this one replies to. */
  readonly parent: string | null;
  /** The uploaded video. Its name is not that of the bytes that were sent: the video service makes a file of its own. */
  readonly video: UploadedBlob | null;
}

/** Whether a record on the server is this post: text, date, place in its thread, files in order, alt texts. */
export function isSamePost(value: unknown, { content, at, parent, video }: ExpectedPost): boolean {
  const published = publishedSchema.safeParse(value);
  if (!published.success) return false;
  const { text, createdAt, embed, reply } = published.data;
  const isItsVideo =
    content.video === null ? embed?.video === undefined : hasVideo(embed, content.video.altText, video);
  return (
    text === content.text &&
    Date.parse(createdAt) === at &&
    (reply?.parent.uri ?? null) === parent &&
    isItsVideo &&
    hasPictures(embed?.images ?? [], content.pictures)
  );
}

type PublishedEmbed = z.infer<typeof publishedSchema>['embed'];

function hasVideo(embed: PublishedEmbed, altText: string, uploaded: UploadedBlob | null): boolean {
  if (embed?.video === undefined || embed.alt !== altText) return false;
  return uploaded === null || embed.video.ref.$link === uploaded.ref.$link;
}

function hasPictures(images: NonNullable<PublishedEmbed>['images'], pictures: Content['pictures']): boolean {
  const isThere = ({ sha256, altText }: Content['pictures'][number], index: number): boolean =>
    images[index]?.image.ref.$link === cidOf(sha256) && images[index].alt === altText;
  return images.length === pictures.length && pictures.every(isThere);
}
