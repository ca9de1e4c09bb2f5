/** Posts, photos and videos as Graph shows them. */
import { pictureSize } from '../pictures.ts';
import type { FieldTree } from '../graph/fields.ts';
import { stateOf, type FacebookContext } from './facebook-context.ts';
import type { FacebookPhoto, FacebookPost, FacebookVideo } from './facebook-state.ts';

/** `2026-09-01T10:00:00+0000`: whole seconds. */
const timestamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+0000`;
export const permalinkOf = ({ www }: FacebookContext, { id }: Pick<FacebookPost, 'id'>): string =>
  `${www()}/${id.replace('_', '/posts/')}`;
/** The pictures that stand for the sample videos, which have no stills of their own. */
const posters = { 'harbour-pan': 'fog-harbour', 'dunes-pan': 'dunes-noon', 'town-pan': 'roofs' } as const;

export function photosOf(context: FacebookContext, post: FacebookPost): readonly FacebookPhoto[] {
  const { photos } = stateOf(context);
  return post.photoIds.flatMap((id) => photos.find((photo) => photo.id === id) ?? []);
}

/** Everything that can be asked of a post; what is undefined was left out by Graph too. */
export function postObject(context: FacebookContext, post: FacebookPost, tree: FieldTree): Record<string, unknown> {
  const [cover] = photosOf(context, post);
  const attachments = attachmentsOf(context, post).map((attachment) => narrowed(attachment, tree['attachments'] ?? {}));
  return {
    id: post.id,
    message: post.message || undefined,
    story: undefined,
    created_time: timestamp(post.createdAt),
    updated_time: timestamp(post.updatedAt),
    permalink_url: permalinkOf(context, post),
    full_picture: cover === undefined ? undefined : context.photoAddress(cover),
    is_published: post.isPublished,
    is_hidden: false,
    is_expired: false,
    status_type: post.statusType,
    privacy: { value: post.privacy, description: '', friends: '', allow: '', deny: '' },
    shares: undefined,
    scheduled_publish_time: undefined,
    attachments: attachments.length === 0 ? undefined : { data: attachments },
  };
}

type Attachment = Readonly<Record<string, unknown>>;

function attachmentsOf(context: FacebookContext, post: FacebookPost): readonly Attachment[] {
  const photos = photosOf(context, post).map((photo) => photoAttachment(context, photo));
  const video = stateOf(context).videos.find(({ id }) => id === post.videoId);
  if (video !== undefined) return [videoAttachment(context, video)];
  const [first] = photos;
  if (first === undefined) return post.link === null ? [] : [{ media_type: 'link', url: post.link, title: post.link }];
  if (photos.length === 1) return [first];
  const title = `Photos from ${post.pageId}`;
  return [{ ...first, media_type: 'album', title, subattachments: { data: photos } }];
}

function photoAttachment(context: FacebookContext, photo: FacebookPhoto): Attachment {
  const size = photo.scene === null ? photo : pictureSize(photo.scene);
  return {
    media_type: 'photo',
    media: { image: { height: size.height, width: size.width, src: context.photoAddress(photo) } },
    url: `${context.www()}/photo.php?fbid=${photo.id}&set=a.1&type=3`,
  };
}

function videoAttachment(context: FacebookContext, video: FacebookVideo): Attachment {
  const poster = Object.entries(posters).find(([name]) => name === video.name)?.[1];
  const still =
    poster === undefined ? null : { ...pictureSize(poster), src: context.photoAddress(stillOf(video, poster)) };
  return {
    media_type: 'video',
    media: { ...(still === null ? {} : { image: still }), source: context.videoAddress(video) },
    url: `${context.www()}/${video.pageId}/videos/${video.id}/`,
  };
}

const stillOf = ({ id, pageId, createdAt }: FacebookVideo, scene: string): FacebookPhoto => {
  const size = { width: 0, height: 0, mimeType: 'image/jpeg' };
  return { ...size, id, pageId, createdAt, scene, sha256: null, altText: '', postId: null };
};

/** The sub-fields that were asked for; all of them where none was named. */
function narrowed(attachment: Attachment, tree: FieldTree): Attachment {
  const names = Object.keys(tree).filter((name) => name !== 'id');
  if (names.length === 0) return attachment;
  return Object.fromEntries(names.filter((name) => name in attachment).map((name) => [name, attachment[name]]));
}

/** How far a video is, phase by phase. */
export function videoObject(video: FacebookVideo, now: number): Record<string, unknown> {
  const isWhole = video.receivedBytes >= video.sizeBytes;
  const isFinished = video.finishedAt !== null;
  const isDone = isFinished && now >= (video.readyAt ?? 0);
  const hasFailed = isDone && video.failure !== null;
  const phase = isDone ? 'complete' : isFinished ? 'in_progress' : 'not_started';
  const error = video.failure === null ? {} : { error: { message: video.failure } };
  const status = {
    video_status: hasFailed ? 'error' : isDone ? 'ready' : 'processing',
    uploading_phase: { status: isWhole ? 'complete' : 'in_progress', bytes_transfered: video.receivedBytes },
    processing_phase: hasFailed ? { status: 'error', ...error } : { status: phase },
    publishing_phase: { status: hasFailed ? 'not_started' : phase, publish_status: 'published' },
  };
  return { id: video.id, status };
}
