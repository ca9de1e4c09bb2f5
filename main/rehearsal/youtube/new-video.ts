/** From the bytes that arrived to a video of the channel, and to a delivery that is counted. */
import { randomBytes } from 'node:crypto';
import { recordDelivery } from '../deliveries.ts';
import { watchUrl, type Looking } from './resources.ts';
import type { VideoMetadata, YoutubeVideo } from './youtube-state.ts';

/** Keeps the file, makes the video, notes the delivery. A project that was not audited makes private videos alone. */
export async function addVideo(
  { world, watch }: Looking,
  asked: VideoMetadata,
  mimeType: string,
  content: Uint8Array,
): Promise<YoutubeVideo> {
  const sha256 = await world.uploads.keep(content);
  const { youtube } = world.store.state();
  const { processingMs, processingFails, seesDuplicates } = world.moodOf('youtube');
  const metadata: VideoMetadata = youtube.isAudited ? asked : { ...asked, privacyStatus: 'private', publishAt: null };
  const now = world.now();
  const video: YoutubeVideo = {
    ...metadata,
    id: randomBytes(9).toString('base64url').slice(0, 11),
    uploadedAt: now,
    publishedAt: now,
    processedAt: now + processingMs,
    failure: isVideo(content) ? (processingFails ?? (seesDuplicates ? 'duplicate' : null)) : 'invalidFile',
    likes: 0,
    sha256,
  };
  youtube.videos.push(video);
  recordDelivery(world.store, {
    network: 'youtube',
    id: video.id,
    url: watchUrl(watch, video.id),
    at: now,
    title: video.title,
    text: video.description,
    visibility: video.privacyStatus,
    warning: '',
    key: null,
    media: [{ sha256, altText: '', mimeType }],
    // A video that could not be processed is never shown to anyone.
    deletedAt: video.failure === null ? null : video.processedAt,
  });
  return video;
}

/** The containers of MP4, MOV and WebM by how they begin. */
function isVideo(content: Uint8Array): boolean {
  const start = Buffer.from(content.subarray(0, 8));
  return start.subarray(4, 8).toString('latin1') === 'ftyp' || start.subarray(0, 4).toString('hex') === '1a45dfa3';
}
