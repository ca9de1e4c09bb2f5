/** Videos as the Data API tells them: developers.google.com/youtube/v3/docs/videos. Unknown fields pass. */
import { audienceFrom } from '../../../contract/audiences.ts';
import { z } from 'zod';
import type { RemotePost } from '../../core/ports/network.ts';
import type { SourcePost } from '../../core/ports/source.ts';

const time = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

const statusSchema = z.object({
  privacyStatus: z.string(),
  uploadStatus: z.string().optional(),
  failureReason: z.string().optional(),
  rejectionReason: z.string().optional(),
  /** When a private video is to come out. */
  publishAt: time.optional(),
});
export const videoSchema = z.object({
  id: z.string().min(1),
  snippet: z.object({
    publishedAt: time,
    channelId: z.string(),
    title: z.string(),
    description: z.string().nullish(),
    defaultLanguage: z.string().nullish(),
  }),
  status: statusSchema,
});
export type Video = z.infer<typeof videoSchema>;
export const videosSchema = z.object({ items: z.array(videoSchema).optional() });

/** What the end of an upload, and a look at it, tell. */
export const uploadedSchema = z.object({ id: z.string().min(1), status: statusSchema });
export type Uploaded = z.infer<typeof uploadedSchema>;
export const lookedAtSchema = z.object({ items: z.array(uploadedSchema).optional() });

/** `addedAt` is when the video was uploaded; it came out then or later. */
export const playlistSchema = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z
        .object({ snippet: z.object({ publishedAt: time }), contentDetails: z.object({ videoId: z.string().min(1) }) })
        .transform(({ snippet, contentDetails }) => ({ id: contentDetails.videoId, addedAt: snippet.publishedAt })),
    )
    .optional(),
});
export type Upload = NonNullable<z.infer<typeof playlistSchema>['items']>[number];

export const remotePost = (id: string, watch: string): RemotePost => ({
  remoteId: id,
  url: `${watch}/watch?v=${encodeURIComponent(id)}`,
});

/** One that waits for its time is not a post yet. */
export const isScheduled = ({ status }: Video, nowMs: number): boolean =>
  status.publishAt !== undefined && status.publishAt > nowMs;

/** YouTube keeps an entry of what it could not use, or took away. */
export const isShown = ({ status }: Video): boolean =>
  !['failed', 'rejected', 'deleted'].includes(status.uploadStatus ?? '');

/** YouTube hands out no file of a video, so its words are all that there is. */
export function sourcePost({ id, snippet, status }: Video, watch: string): SourcePost {
  const description = snippet.description?.trim() ?? '';
  return {
    ...remotePost(id, watch),
    text: description === '' ? snippet.title : `${snippet.title}\n\n${description}`,
    language: snippet.defaultLanguage || null,
    audience: audienceFrom('youtube', status.privacyStatus),
    sensitive: false,
    warning: null,
    publishedAt: snippet.publishedAt,
    isReply: false,
    isStory: false,
    tagged: 0,
    place: null,
    pictures: [],
    video: null,
    otherMedia: 'not_handed_out',
  };
}
