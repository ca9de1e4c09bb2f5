/** TikTok's answers, read. developers.tiktok.com/docs/en/tiktok-api-v2-video-object */
import { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { type SourcePost } from '../../core/ports/source.ts';
import { type RemoteProfile } from '../../core/ports/sign-in.ts';

/** The value as the schema wants it. Throws `bad_answer`, which names what is missing. */
export function shaped<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues[0]?.path.join('.') ?? '';
  const detail = missing === '' ? 'TikTok did not answer with JSON.' : `TikTok left out “${missing}”.`;
  throw new NetworkFailure({ code: 'bad_answer', detail }, { cause: parsed.error });
}

export const userFields = 'open_id,display_name,username';
export const userSchema = z.object({
  user: z.object({ open_id: z.string().min(1), username: z.string().min(1), display_name: z.string().nullish() }),
});

export function profileOf({ user }: z.infer<typeof userSchema>, www: string): RemoteProfile {
  return {
    remoteId: user.open_id,
    instance: www,
    handle: user.username,
    displayName: user.display_name?.trim() || user.username,
    profileUrl: profileAddress(www, user.username),
  };
}

export const profileAddress = (www: string, username: string): string => `${www}/@${encodeURIComponent(username)}`;

export const videoFields = 'id,title,video_description,create_time,share_url';
export const videoSchema = z.object({
  id: z.string().min(1),
  title: z.string().nullish(),
  video_description: z.string().nullish(),
  /** In seconds. */
  create_time: z.number(),
  share_url: z.string().nullish(),
});
export type Video = z.infer<typeof videoSchema>;

/**
 * TikTok lists public videos alone, and hands out no file of them: a still picture for some hours is all. Photo posts do
 * not come at all.
 */
export function sourcePost(video: Video): SourcePost {
  return {
    remoteId: video.id,
    url: withoutTracking(video.share_url ?? ''),
    text: video.video_description || video.title || '',
    language: null,
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: video.create_time * 1000,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures: [],
    video: null,
    otherMedia: 'not_handed_out',
  };
}

/** What follows the path names the app that asked. */
function withoutTracking(url: string): string {
  if (!URL.canParse(url)) return '';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}
