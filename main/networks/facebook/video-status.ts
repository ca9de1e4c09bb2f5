/** How far a video is: developers.facebook.com/docs/video-api/guides/reels-publishing, which is the same for all videos. */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import { NetworkFailure, type PublishInput } from '../../core/ports/network.ts';
import type { PageSession } from './session.ts';

const phaseSchema = z.object({
  /** `not_started`, `in_progress`, `complete` or `error`. */
  status: z.string(),
  error: z.object({ message: z.string().optional() }).nullish(),
});
const statusSchema = z.object({
  /** `processing`, `ready`, `expired` or `error`. */
  video_status: z.string(),
  /** Spelled so. */
  uploading_phase: phaseSchema.extend({ bytes_transfered: z.coerce.number().int().nonnegative().optional() }).nullish(),
  processing_phase: phaseSchema.nullish(),
  publishing_phase: phaseSchema.nullish(),
});
export type VideoStatus = z.infer<typeof statusSchema>;

/** Null when Facebook does not know the video any more. Throws NetworkFailure. */
export async function videoStatus(videoId: string, { read }: PageSession): Promise<VideoStatus | null> {
  try {
    const { status } = await read(z.object({ status: statusSchema }), `/${encodeURIComponent(videoId)}?fields=status`);
    return status.video_status === 'expired' ? null : status;
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
    throw error;
  }
}

/** Whether the upload was finished: only then Facebook works on it. */
export function hasBegun({
  video_status: video,
  processing_phase: processing,
  publishing_phase: publishing,
}: VideoStatus) {
  return (
    video === 'ready' || [processing, publishing].some((phase) => (phase?.status ?? 'not_started') !== 'not_started')
  );
}

/** Why the video will not come out; null while it may. */
export function failureOf(status: VideoStatus): Problem | null {
  const phases = [status.uploading_phase, status.processing_phase, status.publishing_phase];
  const failed = phases.find((phase) => phase?.status === 'error');
  if (status.video_status !== 'error' && failed === undefined) return null;
  const said = failed?.error?.message;
  return { code: 'media_invalid', ...(said !== undefined && { detail: said.slice(0, 300) }) };
}

const startedSchema = z.object({ videoId: z.string(), sessionId: z.string(), partBytes: z.number() });

/** What the step `video-start` left. */
export function startedVideo(results: PublishInput['results']): z.infer<typeof startedSchema> {
  const started = startedSchema.safeParse(results['video-start']);
  if (started.success) return started.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The video was not started.' }, { notSent: true });
}
