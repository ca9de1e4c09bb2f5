import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SourceChange } from '../changing.ts';
import type { SamplePost } from '../sample-post.ts';
import { youtubePosts } from './sample-youtube.ts';

export const privacyStatuses = ['public', 'unlisted', 'private'] as const;

/** What an upload says of its video: the writable part of the resource. */
export const metadataSchema = z.object({
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  categoryId: z.string(),
  defaultLanguage: z.string().nullable(),
  privacyStatus: z.enum(privacyStatuses),
  publishAt: z.number().nullable(),
  madeForKids: z.boolean(),
});
export type VideoMetadata = z.infer<typeof metadataSchema>;

const videoSchema = metadataSchema.extend({
  id: z.string(),
  uploadedAt: z.number(),
  publishedAt: z.number(),
  /** When the work on the file is done. */
  processedAt: z.number(),
  /** Why the file cannot be used, in YouTube's word; null: it can. */
  failure: z.string().nullable(),
  likes: z.number(),
  /** What an app uploaded; null for a sample. */
  sha256: z.string().nullable(),
});
export type YoutubeVideo = z.infer<typeof videoSchema>;

const sessionSchema = z.object({
  /** Whoever has it may go on with the upload, without a sign-in. */
  token: z.string(),
  endsAt: z.number(),
  /** Null until a request names it. */
  sizeBytes: z.number().nullable(),
  mimeType: z.string(),
  metadata: metadataSchema,
  parts: z.array(z.object({ sha256: z.string(), sizeBytes: z.number() })),
  /** Once the last byte is there. */
  videoId: z.string().nullable(),
});
export type UploadSession = z.infer<typeof sessionSchema>;

export const youtubeStateSchema = z.object({
  /** One for each yes on the consent page. */
  grants: z.array(
    z.object({
      id: z.number(),
      refreshToken: z.string().nullable(),
      scopes: z.array(z.string()),
      isRevoked: z.boolean(),
    }),
  ),
  tokens: z.array(z.object({ token: z.string(), grantId: z.number(), expiresAt: z.number() })),
  /** Whether the app's project has passed Google's audit. What one uploads that has not stays private. */
  isAudited: z.boolean(),
  /** Spent on one day of California's. */
  quota: z.object({ day: z.string(), uploads: z.number(), units: z.number() }),
  sessions: z.array(sessionSchema),
  videos: z.array(videoSchema),
});
export type YoutubeState = z.infer<typeof youtubeStateSchema>;
export type YoutubeGrant = YoutubeState['grants'][number];

export const initialYoutube = (now: number): YoutubeState => ({
  grants: [],
  tokens: [],
  isAudited: false,
  quota: { day: '', uploads: 0, units: 0 },
  sessions: [],
  videos: youtubePosts.published.map((sample) => sampleVideo(sample, now - sample.ageMs)),
});

/** The first paragraph is the title. Eleven characters make an id, as at YouTube. */
export function sampleVideo(sample: SamplePost, at: number): YoutubeVideo {
  const [title = '', ...description] = sample.text.split('\n\n');
  return {
    id: createHash('sha256').update(`${at} ${sample.text}`).digest('base64url').slice(0, 11),
    title,
    description: description.join('\n\n'),
    tags: [],
    categoryId: '22',
    defaultLanguage: sample.language,
    privacyStatus: privacyOf(sample.visibility),
    publishAt: null,
    madeForKids: false,
    uploadedAt: at,
    publishedAt: at,
    processedAt: at,
    failure: null,
    likes: sample.likes,
    sha256: null,
  };
}

function privacyOf(visibility: SamplePost['visibility']): YoutubeVideo['privacyStatus'] {
  if (visibility === undefined || visibility === 'public') return 'public';
  return visibility === 'unlisted' ? 'unlisted' : 'private';
}

/** In the Studio. The first paragraph of a text is the title. */
export function changeVideo(state: YoutubeState, wanted: string, change: SourceChange): boolean {
  const video = state.videos.find(({ id }) => id === wanted);
  if (video === undefined || change.warning !== undefined || change.altTexts !== undefined) return false;
  if (change.visibility !== undefined) video.privacyStatus = privacyOf(change.visibility);
  if (change.text !== undefined) {
    const [title = '', ...description] = change.text.split('\n\n');
    Object.assign(video, { title, description: description.join('\n\n') });
  }
  return true;
}

export function removeVideo(state: YoutubeState, wanted: string): boolean {
  const before = state.videos.length;
  state.videos = state.videos.filter(({ id }) => id !== wanted);
  return state.videos.length < before;
}
