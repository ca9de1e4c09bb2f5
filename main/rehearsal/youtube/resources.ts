/** Videos, the channel and its list of uploads, in the shapes of the Data API v3. */
import { createHash } from 'node:crypto';
import { person } from '../people.ts';
import type { World } from '../world.ts';
import type { YoutubeVideo } from './youtube-state.ts';

export const { channelId } = person.youtube;
/** A channel's uploads are a playlist of their own. */
export const uploadsPlaylist = channelId.replace(/^UC/, 'UU');

/** Words that say that the video is not wanted; every other one says that the file is no good. */
const rejections: ReadonlySet<string> = new Set([
  'claim',
  'copyright',
  'duplicate',
  'inappropriate',
  'legal',
  'length',
  'termsOfUse',
  'trademark',
  'uploaderAccountClosed',
  'uploaderAccountSuspended',
]);

type Resource = Readonly<Record<string, unknown>>;
export interface Looking {
  readonly world: World;
  /** The address of the pretend www.youtube.com. */
  readonly watch: string;
}

const time = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** A resource with the tag that changes whenever it does. */
export function tagged(kind: string, content: Resource): Resource {
  const etag = createHash('sha1').update(JSON.stringify(content)).digest('base64url');
  return { kind: `youtube#${kind}`, etag, ...content };
}

export const watchUrl = (watch: string, id: string): string => `${watch}/watch?v=${id}`;

/** Who sees it now: one that was to come out later has done so when its time has come. */
export function shownTo(video: YoutubeVideo, now: number): YoutubeVideo['privacyStatus'] {
  return video.publishAt !== null && video.publishAt <= now ? 'public' : video.privacyStatus;
}

const publishedAt = (video: YoutubeVideo, now: number): number =>
  video.publishAt !== null && video.publishAt <= now ? video.publishAt : video.publishedAt;

export function videoResource(video: YoutubeVideo, parts: readonly string[], looking: Looking): Resource {
  const all: Readonly<Record<string, () => Resource>> = {
    snippet: () => snippetOf(video, looking),
    status: () => statusOf(video, looking.world.now()),
    statistics: () => ({ viewCount: String(video.likes * 9), likeCount: String(video.likes), commentCount: '0' }),
    contentDetails: () => ({ duration: 'PT4S', dimension: '2d', definition: 'hd', caption: 'false' }),
    processingDetails: () => processingOf(video, looking.world.now()),
  };
  const wanted = parts.flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]()] as const]));
  return tagged('video', { id: video.id, ...Object.fromEntries(wanted) });
}
export const videoParts = ['id', 'snippet', 'status', 'statistics', 'contentDetails', 'processingDetails'] as const;

function snippetOf(video: YoutubeVideo, { world, watch }: Looking): Resource {
  const { title, description, tags, categoryId, defaultLanguage } = video;
  return {
    publishedAt: time(publishedAt(video, world.now())),
    channelId,
    title,
    description,
    thumbnails: thumbnails(watch, video.id),
    channelTitle: person.youtube.title,
    ...(tags.length > 0 && { tags }),
    categoryId,
    liveBroadcastContent: 'none',
    ...(defaultLanguage !== null && { defaultLanguage }),
    localized: { title, description },
  };
}

const thumbnails = (watch: string, id: string): Resource => ({
  default: { url: `${watch}/vi/${id}/default.jpg`, width: 120, height: 90 },
});

function statusOf(video: YoutubeVideo, now: number): Resource {
  const isDone = now >= video.processedAt;
  const isRejected = video.failure !== null && rejections.has(video.failure);
  const uploadStatus = !isDone ? 'uploaded' : video.failure === null ? 'processed' : isRejected ? 'rejected' : 'failed';
  const scheduledAt = video.publishAt !== null && video.publishAt > now ? video.publishAt : null;
  return {
    uploadStatus,
    ...(uploadStatus === 'failed' && { failureReason: video.failure }),
    ...(uploadStatus === 'rejected' && { rejectionReason: video.failure }),
    privacyStatus: shownTo(video, now),
    ...(scheduledAt !== null && { publishAt: time(scheduledAt) }),
    license: 'youtube',
    embeddable: true,
    publicStatsViewable: true,
    madeForKids: video.madeForKids,
    selfDeclaredMadeForKids: video.madeForKids,
  };
}

function processingOf(video: YoutubeVideo, now: number): Resource {
  if (now < video.processedAt) return { processingStatus: 'processing' };
  return { processingStatus: video.failure === null ? 'succeeded' : 'failed' };
}

export function channelResource(parts: readonly string[], { world, watch }: Looking): Resource {
  const { title, handle } = person.youtube;
  const all: Readonly<Record<string, Resource>> = {
    snippet: {
      title,
      description: person.note,
      customUrl: handle,
      publishedAt: '2019-04-02T08:00:00Z',
      thumbnails: thumbnails(watch, channelId),
    },
    contentDetails: { relatedPlaylists: { likes: '', uploads: uploadsPlaylist } },
    statistics: {
      viewCount: '48210',
      subscriberCount: '1240',
      hiddenSubscriberCount: false,
      videoCount: String(world.store.state().youtube.videos.length),
    },
    status: { privacyStatus: 'public', isLinked: true, longUploadsStatus: 'allowed' },
  };
  const wanted = parts.flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]] as const]));
  return tagged('channel', { id: channelId, ...Object.fromEntries(wanted) });
}
export const channelParts = ['id', 'snippet', 'contentDetails', 'statistics', 'status'] as const;

export function playlistItem(
  video: YoutubeVideo,
  position: number,
  parts: readonly string[],
  looking: Looking,
): Resource {
  const now = looking.world.now();
  const { title, description } = video;
  const isOut = shownTo(video, now) !== 'private';
  const all: Readonly<Record<string, Resource>> = {
    snippet: {
      publishedAt: time(video.uploadedAt),
      channelId,
      title,
      description,
      thumbnails: thumbnails(looking.watch, video.id),
      channelTitle: person.youtube.title,
      playlistId: uploadsPlaylist,
      position,
      resourceId: { kind: 'youtube#video', videoId: video.id },
    },
    contentDetails: { videoId: video.id, ...(isOut && { videoPublishedAt: time(publishedAt(video, now)) }) },
    status: { privacyStatus: shownTo(video, now) },
  };
  const wanted = parts.flatMap((part) => (all[part] === undefined ? [] : [[part, all[part]] as const]));
  const id = Buffer.from(`${uploadsPlaylist}.${video.id}`).toString('base64url');
  return tagged('playlistItem', { id, ...Object.fromEntries(wanted) });
}
export const playlistItemParts = ['id', 'snippet', 'contentDetails', 'status'] as const;

/** Newest first. */
export const uploads = ({ world }: Looking): readonly YoutubeVideo[] =>
  world.store.state().youtube.videos.toSorted((a, b) => b.uploadedAt - a.uploadedAt || (a.id < b.id ? -1 : 1));
