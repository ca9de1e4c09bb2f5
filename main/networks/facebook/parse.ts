/** A Page's posts as Graph shows them: developers.facebook.com/docs/graph-api/reference/page/feed. Unknown fields pass. */
import { audienceFrom } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { Audience } from '../../../contract/model.ts';
import type { OtherMedia, SourcePicture, SourcePost, SourceVideo } from '../../core/ports/source.ts';
import { preview } from './count.ts';

/** `updated_time` is not asked for: it changes with every comment. */
export const postFields =
  'id,message,created_time,permalink_url,full_picture,is_hidden,status_type,privacy,attachments{media_type,media,subattachments,url}';

const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
const partSchema = z.object({
  media_type: z.string().nullish(),
  media: z
    .object({
      image: z.object({ src: z.string().nullish() }).nullish(),
      /** The file of a video, where Facebook hands it out. */
      source: z.string().nullish(),
    })
    .nullish(),
  url: z.string().nullish(),
});
const attachmentSchema = partSchema.extend({ subattachments: z.object({ data: z.array(partSchema) }).nullish() });

export const postSchema = z.object({
  id: z.string().min(1),
  message: z.string().nullish(),
  created_time: time,
  permalink_url: z.string().nullish(),
  full_picture: z.string().nullish(),
  is_hidden: z.boolean().nullish(),
  status_type: z.string().nullish(),
  privacy: z.object({ value: z.string().nullish() }).nullish(),
  attachments: z.object({ data: z.array(attachmentSchema) }).nullish(),
});
export type FacebookPost = z.infer<typeof postSchema>;
type Part = z.infer<typeof partSchema>;

/** Meta's documents list no values of `media_type`; these are seen. What is in no set is of a kind that is not known. */
const photoTypes: ReadonlySet<string> = new Set(['photo']);
const videoTypes: ReadonlySet<string> = new Set(['video']);
const linkTypes: ReadonlySet<string> = new Set(['link', 'share']);
/** What `status_type` says of a link and of somebody else's post alike; what is shared tells the two apart. */
const sharedStory = 'shared_story';

/** The photos, videos and other things of a post; an album is what is in it. */
export interface Parts {
  readonly photos: readonly Part[];
  readonly videos: readonly Part[];
  readonly links: readonly Part[];
  readonly others: readonly Part[];
}

export function partsOf({ attachments }: FacebookPost): Parts {
  const parts = (attachments?.data ?? []).flatMap((attachment): readonly Part[] => {
    const inside = attachment.subattachments?.data ?? [];
    return inside.length > 0 ? inside : [attachment];
  });
  const ofType = (types: ReadonlySet<string>) => parts.filter(({ media_type: type }) => types.has(type ?? ''));
  const [photos, videos, links] = [ofType(photoTypes), ofType(videoTypes), ofType(linkTypes)];
  const others = parts.filter((part) => ![...photos, ...videos, ...links].includes(part));
  return { photos, videos, links, others };
}

/** Whether the post shows what somebody else posted. */
export function isShare(post: FacebookPost): boolean {
  const { photos, videos, others } = partsOf(post);
  return post.status_type === sharedStory && photos.length + videos.length + others.length > 0;
}

/** What is not said is taken for the narrowest; a post that is hidden on the Page too. */
function audienceOf({ privacy, is_hidden: isHidden }: FacebookPost): Audience {
  return isHidden === true ? 'direct' : audienceFrom('facebook', privacy?.value ?? null);
}

/** The alt texts of photos are not among the documented fields, so they stay empty. */
export function sourcePost(post: FacebookPost, www: string): SourcePost {
  const parts = partsOf(post);
  const pictures = picturesOf(post, parts);
  return {
    remoteId: post.id,
    url: addressOf(post, www),
    text: post.message ?? '',
    language: null,
    audience: audienceOf(post),
    sensitive: false,
    warning: null,
    publishedAt: post.created_time,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures,
    video: parts.photos.length > 0 ? null : videoOf(post, parts),
    otherMedia: otherMediaOf(post, parts, pictures),
  };
}

export function addressOf({ id, permalink_url: url }: Pick<FacebookPost, 'id' | 'permalink_url'>, www: string): string {
  return url || `${www}/${id}`;
}

/** A single photo is there larger as `full_picture`. */
function picturesOf({ id, full_picture: full }: FacebookPost, { photos }: Parts): readonly SourcePicture[] {
  return photos.flatMap(({ media }, index) => {
    const url = (photos.length === 1 ? full : null) || media?.image?.src;
    return url ? [{ remoteId: `${id}_${index + 1}`, url, altText: '' }] : [];
  });
}

function videoOf({ id }: FacebookPost, { videos }: Parts): SourceVideo | null {
  const [media] = videos.map((video) => video.media);
  if (videos.length !== 1 || !media?.source) return null;
  return { remoteId: `${id}_1`, url: media.source, altText: '', posterUrl: media.image?.src ?? null };
}

/** A card of a link can only be carried where the text has a link itself. */
function otherMediaOf(post: FacebookPost, parts: Parts, pictures: readonly SourcePicture[]): OtherMedia | null {
  const { photos, videos, links, others } = parts;
  if (photos.length > 0 && videos.length > 0) return 'mixed';
  if (videos.length > 1 || others.length > 0) return 'unsupported';
  if (pictures.length < photos.length || (videos.length === 1 && videoOf(post, parts) === null))
    return 'not_handed_out';
  const hasLink = preview(post.message ?? '').segments.some(({ kind }) => kind === 'link');
  return links.length > 0 && !hasLink ? 'unsupported' : null;
}
