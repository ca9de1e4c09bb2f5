/** Waiting until the video service has made its file and put it onto the account's server. */
import { z } from 'zod';
import type { Json } from '../../../contract/json.ts';
import { NetworkFailure, type StepOutcome } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import type { Publishing } from './publishing.ts';
import { blobSchema, type UploadedBlob } from './record.ts';
import { askVideoService, jobSchema, uploadToken, type VideoJob } from './video-service.ts';

const firstPollMs = 500;
const longestPollMs = 5_000;
const patienceMs = 90_000;

const sentSchema = z.union([z.object({ blob: blobSchema }), z.object({ jobId: z.string() })]);

/** `sent` is what the step before answered: the file itself where it went to the account's own server. */
export async function readyVideo(sent: Json, publishing: Publishing): Promise<StepOutcome> {
  const video = sentSchema.parse(sent);
  if ('blob' in video) return accepted(video.blob);
  const { call, context } = publishing;
  const token = await uploadToken(publishing);
  const patientUntil = context.now() + patienceMs;
  for (let waitMs = firstPollMs; context.now() < patientUntil; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    const job = await jobStatus(video.jobId, token, publishing);
    if (job === null) return startOver('The video service does not know the video any more.');
    if (job.blob !== undefined) return accepted(job.blob);
    if (job.state === 'JOB_STATE_FAILED') return failed(job);
    await context.wait(waitMs, call.signal);
  }
  throw new NetworkFailure({ code: 'not_ready', until: context.now() + longestPollMs });
}

const accepted = (blob: UploadedBlob): StepOutcome => ({ kind: 'accepted', result: blob, post: null });
const startOver = (detail: string): StepOutcome => ({ kind: 'start_over', problem: { code: 'transient', detail } });

async function jobStatus(jobId: string, token: string, publishing: Publishing): Promise<VideoJob | null> {
  const call = { method: 'getJobStatus', query: { jobId }, token };
  try {
    return (await askVideoService(z.object({ jobStatus: jobSchema }), call, publishing)).body.jobStatus;
  } catch (error) {
    if (error instanceof StatusFailure && [400, 404].includes(error.answer.status)) return null;
    throw error;
  }
}

/** These are about the file; every other failure may be gone the next time. */
const aboutTheFile: ReadonlySet<string> = new Set([
  'validation_failure',
  'encoding_failure',
  'pds_upload_unsupported_blob_size',
]);

function failed({ failureCode = '', message, error }: VideoJob): StepOutcome {
  const detail = message ?? error ?? failureCode;
  return aboutTheFile.has(failureCode)
    ? { kind: 'refused', problem: { code: 'media_invalid', detail } }
    : startOver(detail);
}
