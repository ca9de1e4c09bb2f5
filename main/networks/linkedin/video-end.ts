/** The end of an upload, and the time that LinkedIn takes afterwards. */
import type { z } from 'zod';
import { NetworkFailure, type StepOutcome } from '../../core/ports/network.ts';
import { videoSchema } from './parse.ts';
import { type Session, unsent } from './session.ts';
import { accepted, forgotten, sentParts, startedVideo, type VideoWork } from './video-work.ts';

/** Each look is one of 150 calls that a member has in a day. */
const firstPollMs = 2_000;
const longestPollMs = 15_000;
const patienceMs = 90_000;
const lookAgainAfterMs = 2 * 60_000;

/** An answer that was lost is no riddle: LinkedIn is asked first whether it still waits for the upload. */
export async function endUpload(work: VideoWork): Promise<StepOutcome> {
  const { video, uploadToken, parts } = startedVideo(work.input);
  const uploadedPartIds = sentParts(work);
  if (uploadedPartIds.length !== parts.length) return forgotten('Parts of the video are missing.');
  const looked = await unsent(() => look(video, work.session));
  if (looked === null) return unknownVideo;
  if (looked.status !== 'WAITING_UPLOAD') return accepted(null);
  await work.session.write({
    method: 'POST',
    path: '/rest/videos?action=finalizeUpload',
    body: { json: { finalizeUploadRequest: { video, uploadToken, uploadedPartIds } } },
    kind: 'upload',
  });
  return accepted(null);
}

/** Waits, within patience, until LinkedIn has worked through the video. Only reads. */
export async function videoReady({ input, session, signal, context }: VideoWork): Promise<StepOutcome> {
  const { video } = startedVideo(input);
  const patientUntil = context.now() + patienceMs;
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    const looked = await look(video, session);
    if (looked === null) return unknownVideo;
    if (looked.status === 'AVAILABLE') return accepted(null);
    if (looked.status === 'PROCESSING_FAILED') {
      const detail = looked.processingFailureReason ?? 'LinkedIn could not use the video.';
      return { kind: 'refused', problem: { code: 'media_invalid', detail } };
    }
    if (context.now() + waitMs > patientUntil) {
      return { kind: 'refused', problem: { code: 'not_ready', until: context.now() + lookAgainAfterMs } };
    }
    await context.wait(waitMs, signal);
  }
}

const unknownVideo = forgotten('LinkedIn does not know the video any more.');

/** Null when LinkedIn does not know the video. */
async function look(urn: string, session: Session): Promise<z.infer<typeof videoSchema> | null> {
  try {
    return await session.read(videoSchema, `/rest/videos/${encodeURIComponent(urn)}`);
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
    throw error;
  }
}
