/** The rules of `app.bsky.feed.post`, in the words of a real PDS (networks.md: Bluesky, publish). */
import { z } from 'zod';
import type { StoredBlob } from './bluesky-state.ts';
import { invalidRequest, refused } from './xrpc.ts';

const maxGraphemes = 300;
const maxTextBytes = 3000;
const maxPictures = 4;
const maxPictureBytes = 2_000_000;
const maxVideoBytes = 300_000_000;

const blobSchema = z.looseObject({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
});
const facetSchema = z.looseObject({
  index: z.looseObject({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(z.looseObject({ $type: z.string() })),
});
const imagesSchema = z.looseObject({
  $type: z.literal('app.bsky.embed.images'),
  images: z.array(
    z.looseObject({
      image: blobSchema,
      alt: z.string(),
      aspectRatio: z.looseObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
    }),
  ),
});
const videoSchema = z.looseObject({
  $type: z.literal('app.bsky.embed.video'),
  video: blobSchema,
  alt: z.string().optional(),
  aspectRatio: z.looseObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
});
const refSchema = z.looseObject({
  uri: z.string().regex(/^at:\/\/did:[a-z]+:[\w.:%-]+\/[\w.-]+\/[\w.:~-]+$/, 'must be a valid at-uri'),
  cid: z.string().regex(/^b[a-z2-7]{50,}$/, 'must be a cid string'),
});
const postSchema = z.looseObject({
  $type: z.literal('app.bsky.feed.post'),
  text: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  langs: z.array(z.string()).max(3).optional(),
  tags: z.array(z.string()).max(8).optional(),
  facets: z.array(facetSchema).optional(),
  reply: z.looseObject({ root: refSchema, parent: refSchema }).optional(),
  embed: z.looseObject({ $type: z.string() }).optional(),
});
export type Post = z.infer<typeof postSchema>;
export type PostImages = z.infer<typeof imagesSchema>['images'];
export type PostVideo = z.infer<typeof videoSchema>;

/** The post, when a server would take it. Throws a Refusal that says what is wrong. */
export function checkPost(record: unknown, blobs: readonly StoredBlob[]): Post {
  const parsed = postSchema.safeParse(record);
  if (!parsed.success)
    throw wrong(parsed.error.issues.map((issue) => `${issue.message} at $.record.${issue.path.join('.')}`).join('; '));
  const post = parsed.data;
  if (Buffer.byteLength(post.text) > maxTextBytes)
    throw wrong(`string too big (maximum ${maxTextBytes}) at $.record.text`);
  if ([...new Intl.Segmenter().segment(post.text)].length > maxGraphemes)
    throw wrong(`string too big (maximum ${maxGraphemes} graphemes) at $.record.text`);
  checkFacets(post);
  for (const { image } of imagesOf(post)) checkFile(image, blobs, 'image/*', maxPictureBytes);
  const video = videoOf(post);
  if (video !== null) checkFile(video.video, blobs, 'video/mp4', maxVideoBytes);
  return post;
}

const wrong = (detail: string) => invalidRequest(`Invalid app.bsky.feed.post record: ${detail}`);

/** Facets are counted in bytes of UTF-8, end exclusive, and must lie inside the text. */
function checkFacets(post: Post): void {
  const length = Buffer.byteLength(post.text);
  for (const { index } of post.facets ?? []) {
    if (index.byteStart >= index.byteEnd || index.byteEnd > length)
      throw wrong(`facet ${index.byteStart}–${index.byteEnd} is outside the text at $.record.facets`);
  }
}

/** The pictures of a post; none when it has another embed. */
export function imagesOf(post: Post): PostImages {
  if (post.embed?.$type !== 'app.bsky.embed.images') return [];
  const parsed = imagesSchema.safeParse(post.embed);
  if (!parsed.success)
    throw wrong(
      parsed.error.issues.map((issue) => `${issue.message} at $.record.embed.${issue.path.join('.')}`).join('; '),
    );
  if (parsed.data.images.length > maxPictures)
    throw wrong(`array too big (maximum ${maxPictures}) at $.record.embed.images`);
  return parsed.data.images;
}

/** The video of a post; null when it has another embed. */
export function videoOf(post: Post): PostVideo | null {
  if (post.embed?.$type !== 'app.bsky.embed.video') return null;
  const parsed = videoSchema.safeParse(post.embed);
  if (parsed.success) return parsed.data;
  throw wrong(
    parsed.error.issues.map((issue) => `${issue.message} at $.record.embed.${issue.path.join('.')}`).join('; '),
  );
}

function checkFile(
  image: z.infer<typeof blobSchema>,
  blobs: readonly StoredBlob[],
  accept: string,
  maxBytes: number,
): void {
  const cid = image.ref.$link;
  const stored = blobs.find((blob) => blob.cid === cid);
  if (stored === undefined) throw refused(400, 'BlobNotFound', `Could not find blob: ${cid}`);
  if (stored.mimeType !== image.mimeType)
    throw refused(
      400,
      'InvalidMimeType',
      `Referenced Mimetype does not match stored blob. Expected: ${stored.mimeType}, Got: ${image.mimeType}`,
    );
  if (!stored.mimeType.startsWith(accept.replace('*', '')))
    throw refused(400, 'InvalidMimeType', `Wrong type of file. It is ${stored.mimeType} but it must match ${accept}.`);
  if (stored.sizeBytes > maxBytes)
    throw refused(
      400,
      'BlobTooLarge',
      `This file is too large. It is ${stored.sizeBytes} bytes but the maximum size is ${maxBytes} bytes.`,
    );
}
