/**
 * X's answers that Crosstie reads; unknown fields pass. docs.x.com/x-api/posts/get-posts. The documents name some fields
 * after tweets and some after posts, so both are taken.
 */
import { audienceFrom } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { Audience } from '../../../contract/model.ts';
import type { OtherMedia, SourcePicture, SourcePost, SourceVideo } from '../../core/ports/source.ts';

const ids = z.array(z.string()).nullish();
const references = z.array(z.object({ type: z.string(), id: z.string() })).nullish();
const entities = z
  .object({
    urls: z
      .array(z.object({ url: z.string(), expanded_url: z.string().nullish(), media_key: z.string().nullish() }))
      .nullish(),
  })
  .nullish();
const longText = z.object({ text: z.string(), entities }).nullish();

export const postSchema = z
  .object({
    id: z.string().min(1),
    text: z.string(),
    author_id: z.string().nullish(),
    created_at: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
    possibly_sensitive: z.boolean().nullish(),
    attachments: z.object({ media_keys: ids, poll_ids: ids }).nullish(),
    entities,
    edit_history_tweet_ids: ids,
    edit_history_post_ids: ids,
    referenced_tweets: references,
    referenced_posts: references,
    note_tweet: longText,
    note_post: longText,
  })
  .transform(({ edit_history_tweet_ids, edit_history_post_ids, referenced_tweets, referenced_posts, ...post }) => ({
    ...post,
    /** Every version's id, the first one first: each edit makes a new one. */
    versions: edit_history_tweet_ids ?? edit_history_post_ids ?? [post.id],
    references: referenced_tweets ?? referenced_posts ?? [],
  }));
export type Post = z.output<typeof postSchema>;

const mediaSchema = z.object({
  media_key: z.string(),
  type: z.string(),
  url: z.string().nullish(),
  preview_image_url: z.string().nullish(),
  alt_text: z.string().nullish(),
  variants: z.array(z.object({ bit_rate: z.number().nullish(), content_type: z.string(), url: z.string() })).nullish(),
});
export type Media = z.infer<typeof mediaSchema>;

export const includesSchema = z
  .object({
    media: z.array(mediaSchema).nullish(),
    users: z.array(z.object({ id: z.string(), protected: z.boolean().nullish() })).nullish(),
  })
  .nullish();
export type Includes = z.infer<typeof includesSchema>;

/** The media of a post, in its order; one that the answer leaves out is missing here too. */
export function mediaOf(post: Post, includes: Includes): readonly Media[] {
  const all = new Map((includes?.media ?? []).map((media) => [media.media_key, media]));
  return (post.attachments?.media_keys ?? []).flatMap((key) => all.get(key) ?? []);
}

/** The id that a post keeps when it is edited. */
export const firstVersion = ({ id, versions }: Post): string => versions[0] ?? id;

export const repliesTo = ({ references }: Post): string | null =>
  references.find(({ type }) => type === 'replied_to')?.id ?? null;

export function sourcePost(post: Post, includes: Includes, url: string): SourcePost {
  const media = mediaOf(post, includes);
  const pictures = media.flatMap(pictureOf);
  const videos = media.flatMap(videoOf);
  const [video = null] = videos;
  return {
    remoteId: firstVersion(post),
    url,
    text: plainText(post),
    language: null,
    audience: audienceOf(post, includes),
    sensitive: post.possibly_sensitive ?? false,
    warning: null,
    publishedAt: Date.parse(post.created_at),
    isReply: repliesTo(post) !== null,
    isStory: false,
    tagged: 0,
    place: null,
    pictures,
    video: pictures.length > 0 ? null : video,
    otherMedia: otherMediaOf(post, media, pictures.length, videos.length),
  };
}

/** X tells it of the account alone. An account that the answer leaves out may be protected. */
function audienceOf({ author_id: author }: Post, includes: Includes): Audience {
  const isProtected = includes?.users?.find(({ id }) => id === author)?.protected ?? null;
  return audienceFrom('x', isProtected === null ? null : String(isProtected));
}

function pictureOf({ media_key, type, url, alt_text }: Media): readonly SourcePicture[] {
  return type === 'photo' && url ? [{ remoteId: media_key, url, altText: alt_text ?? '' }] : [];
}

/** The file with the most bits; the others are smaller ones of the same, or playlists. */
function videoOf({ media_key, variants, alt_text, preview_image_url }: Media): readonly SourceVideo[] {
  const files = (variants ?? []).filter(({ content_type }) => content_type === 'video/mp4');
  const [best] = files.toSorted((one, other) => (other.bit_rate ?? 0) - (one.bit_rate ?? 0));
  if (best === undefined) return [];
  return [{ remoteId: media_key, url: best.url, altText: alt_text ?? '', posterUrl: preview_image_url ?? null }];
}

function otherMediaOf(post: Post, media: readonly Media[], pictures: number, videos: number): OtherMedia | null {
  const listed = post.attachments?.media_keys?.length ?? 0;
  if (pictures > 0 && videos > 0) return 'mixed';
  const isQuote = post.references.some(({ type }) => type === 'quoted');
  if (videos > 1 || isQuote || (post.attachments?.poll_ids?.length ?? 0) > 0) return 'unsupported';
  if (pictures + videos === listed) return null;
  const isVideo = media.some(({ type }) => type === 'video' || type === 'animated_gif');
  return isVideo || media.length < listed ? 'not_handed_out' : 'unsupported';
}

/** X's own page of a picture or video, which stands for it at the end of a text. */
const mediaPage = /\/status\/\d+\/(?:photo|video)\/\d+$/;

/**
 * The text as its author wrote it: whole where X shortened it, links in place of X's short ones, without the link that
 * stands for the post's own media. X writes `&`, `<` and `>` as entities.
 */
export function plainText(post: Pick<Post, 'text' | 'entities' | 'note_tweet' | 'note_post'>): string {
  const long = post.note_tweet ?? post.note_post ?? null;
  const urls = (long === null ? post.entities : long.entities)?.urls ?? [];
  const unescaped = (long?.text ?? post.text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return urls
    .reduce((text, { url, expanded_url: whole, media_key: key }) => {
      const isMedia = key || mediaPage.test(whole ?? '');
      return text.replaceAll(url, () => (isMedia ? '' : (whole ?? url)));
    }, unescaped)
    .trim();
}
