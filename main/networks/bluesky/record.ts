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

interface PostRecord {
  readonly $type: 'app.bsky.feed.post';
  readonly text: string;
  readonly createdAt: string;
  readonly langs?: readonly string[];
  readonly facets?: readonly Facet[];
  readonly embed?: {
    readonly $type: 'app.bsky.embed.images';
    readonly images: readonly {
      readonly image: UploadedBlob;
      readonly alt: string;
      readonly aspectRatio: { readonly width: number; readonly height: number };
    }[];
  };
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

/** `blobs` are the uploaded pictures in order. `startedAt` is the post's date: the same at every try. */
export function postRecord(content: Content, blobs: readonly UploadedBlob[], startedAt: number): PostRecord {
  const facets = facetsOf(content.text);
  const langs = languagesOf(content.language);
  const images = content.pictures.flatMap(({ altText, width, height }, index) => {
    const image = blobs[index];
    return image === undefined ? [] : [{ image, alt: altText, aspectRatio: { width, height } }];
  });
  return {
    $type: 'app.bsky.feed.post',
    text: content.text,
    createdAt: new Date(startedAt).toISOString(),
    ...(langs.length > 0 && { langs }),
    ...(facets.length > 0 && { facets }),
    ...(images.length > 0 && { embed: { $type: 'app.bsky.embed.images', images } }),
    ...(content.sensitive && {
      labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: sensitiveLabel }] },
    }),
  };
}

const publishedSchema = z.object({
  text: z.string(),
  createdAt: z.string(),
  embed: z.object({ images: z.array(z.object({ image: blobSchema, alt: z.string() })) }).optional(),
});

/** Whether a record on the server is this crosspost: the same text and date, the same bytes and alt texts in order. */
export function isSamePost(value: unknown, content: Content, startedAt: number): boolean {
  const published = publishedSchema.safeParse(value);
  if (!published.success) return false;
  const { text, createdAt, embed } = published.data;
  const images = embed?.images ?? [];
  const isSamePicture = ({ sha256, altText }: Content['pictures'][number], index: number): boolean =>
    images[index]?.image.ref.$link === cidOf(sha256) && images[index].alt === altText;
  return (
    text === content.text &&
    Date.parse(createdAt) === startedAt &&
    images.length === content.pictures.length &&
    content.pictures.every(isSamePicture)
  );
}
