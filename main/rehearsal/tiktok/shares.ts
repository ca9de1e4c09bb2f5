/** `open.tiktokapis.com`: handing a draft over, and asking what became of it. */
import { z } from 'zod';
import { randomToken } from '../oauth-codes.ts';
import { type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { World } from '../world.ts';
import { bad, good, invalid } from './answers.ts';
import { checkChunks } from './chunks.ts';
import { pullPhotos } from './pull.ts';
import type { TiktokAddresses } from './reading.ts';
import type { Share } from './tiktok-state.ts';
import { guarded, notAuthorized } from './tokens.ts';

const dayMs = 86_400_000;
const mostPending = 5;

export const shareRoutes = (world: World, at: TiktokAddresses): readonly Route[] => [
  {
    method: 'POST',
    path: '/v2/post/publish/inbox/video/init/',
    handle: guarded(world, { scope: 'video.upload', perMinute: 6 }, (incoming) => beginVideo(world, at, incoming)),
  },
  {
    method: 'POST',
    path: '/v2/post/publish/content/init/',
    handle: guarded(world, { scope: 'video.upload', perMinute: 6 }, (incoming) => beginPhotos(world, at, incoming)),
  },
  {
    method: 'POST',
    path: '/v2/post/publish/video/init/',
    handle: guarded(world, { scope: 'video.publish', perMinute: 6 }, () => unaudited),
  },
  {
    method: 'POST',
    path: '/v2/post/publish/status/fetch/',
    handle: guarded(world, { scope: 'video.upload', perMinute: 30 }, (incoming) => showStatus(world, incoming)),
  },
];

const unaudited = bad(
  403,
  'unaudited_client_can_only_post_to_private_accounts',
  'Unaudited clients can only post to a private account. The publish attempt will be blocked when calling this API to a public account.',
);

/** Whether the person has too much waiting already, or may not post at all; null when she may. */
function refusedToPost(world: World): Answer | null {
  const mood = world.moodOf('tiktok');
  if (mood.isAccountBlocked)
    return bad(403, 'spam_risk_user_banned_from_posting', 'The user is banned from making new posts.');
  if (mood.isCapReached)
    return bad(403, 'spam_risk_too_many_posts', 'Daily post cap from the API is reached for the current user.');
  const pending = world.store
    .state()
    .tiktok.shares.filter((share) => share.createdAt > world.now() - dayMs && isPending(share));
  return pending.length < mostPending
    ? null
    : bad(403, 'spam_risk_too_many_pending_share', 'There may be at most 5 pending shares within any 24-hour period.');
}

/** It has come, nothing was wrong with it, and the person has not made a post of it. */
const isPending = ({ receivedAt, failReason, postId }: Share): boolean =>
  receivedAt !== null && failReason === '' && postId === null;

const videoSchema = z.object({
  source_info: z.strictObject({
    source: z.literal('FILE_UPLOAD'),
    video_size: z.int().positive(),
    chunk_size: z.int().positive(),
    total_chunk_count: z.int().positive(),
  }),
});

/** Takes no caption: anything but the source is refused, so that nobody believes one had travelled. */
function beginVideo(world: World, at: TiktokAddresses, incoming: Incoming): Answer {
  const { source_info: source } = z.strictObject(videoSchema.shape).parse(readJson(incoming));
  const wrong = checkChunks(source.video_size, source.chunk_size, source.total_chunk_count);
  if (wrong !== null) throw invalid(wrong);
  const refused = refusedToPost(world);
  if (refused !== null) return refused;
  const share = newShare(world, 'video', {
    size: source.video_size,
    chunkSize: source.chunk_size,
    chunkCount: source.total_chunk_count,
  });
  const query = new URLSearchParams({ upload_id: share.uploadId, upload_token: share.uploadToken });
  return good({ publish_id: share.publishId, upload_url: `${at.api()}/upload/video/?${query.toString()}` });
}

const photosSchema = z.object({
  media_type: z.literal('PHOTO'),
  post_mode: z.enum(['MEDIA_UPLOAD', 'DIRECT_POST']),
  post_info: z.object({ title: z.string().max(90).default(''), description: z.string().max(4000).default('') }),
  source_info: z.object({
    source: z.literal('PULL_FROM_URL'),
    photo_cover_index: z.int().min(0),
    photo_images: z.array(z.url()).min(1).max(35),
  }),
});

function beginPhotos(world: World, at: TiktokAddresses, incoming: Incoming): Answer {
  const { post_mode: mode, post_info: info, source_info: source } = photosSchema.parse(readJson(incoming));
  if (mode === 'DIRECT_POST') return notAuthorized('video.publish');
  if (source.photo_cover_index >= source.photo_images.length) throw invalid('photo_cover_index is out of range');
  const { verifiedPrefixes } = world.store.state().tiktok;
  if (!source.photo_images.every((url) => verifiedPrefixes.some((prefix) => url.startsWith(prefix))))
    return bad(
      403,
      'url_ownership_unverified',
      'Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#pull_from_url',
    );
  const refused = refusedToPost(world);
  if (refused !== null) return refused;
  const share = newShare(world, 'photo', { ...info, images: source.photo_images });
  void pullPhotos(world, at, share).catch(() => undefined);
  return good({ publish_id: share.publishId });
}

function newShare(world: World, kind: Share['kind'], given: Partial<Share>): Share {
  const { shares } = world.store.state().tiktok;
  const number = `${world.now()}${String(shares.length).padStart(4, '0')}`;
  const share: Share = {
    publishId: kind === 'video' ? `v_inbox_file~v2.${number}` : `p_inbox_url~v2.${number}`,
    kind,
    createdAt: world.now(),
    uploadId: number,
    uploadToken: randomToken(),
    size: 0,
    chunkSize: 0,
    chunkCount: 0,
    mimeType: '',
    chunks: [],
    uploadedBytes: 0,
    title: '',
    description: '',
    images: [],
    receivedAt: null,
    readyAt: null,
    failReason: '',
    postId: null,
    ...given,
  };
  shares.push(share);
  world.store.changed();
  return share;
}

const statusSchema = z.object({ publish_id: z.string() });

function showStatus(world: World, incoming: Incoming): Answer {
  const { publish_id: publishId } = statusSchema.parse(readJson(incoming));
  const { shares, posts } = world.store.state().tiktok;
  const share = shares.find((candidate) => candidate.publishId === publishId);
  if (share === undefined) return bad(400, 'invalid_publish_id', 'The publish_id does not exist.');
  const status = statusOf(world, share);
  const post = posts.find(({ id, shownAt }) => id === share.postId && shownAt <= world.now());
  return good({
    status,
    fail_reason: status === 'FAILED' ? share.failReason : '',
    publicaly_available_post_id: post === undefined ? [] : [post.id],
    uploaded_bytes: share.uploadedBytes,
  });
}

function statusOf(world: World, share: Share): string {
  const isDecided = share.readyAt !== null && share.readyAt <= world.now();
  if (share.receivedAt === null || !isDecided)
    return share.kind === 'video' ? 'PROCESSING_UPLOAD' : 'PROCESSING_DOWNLOAD';
  if (share.failReason !== '') return 'FAILED';
  return share.postId === null ? 'SEND_TO_USER_INBOX' : 'PUBLISH_COMPLETE';
}
