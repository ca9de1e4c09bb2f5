/**
 * Uploading a video: announced, sent in parts, finished, and waited for while the service makes a file of its own and puts it
 * onto the account's server. docs.bsky.app/docs/tutorials/video
 */
import { z } from 'zod';
import type { Problem } from '../../../contract/errors.ts';
import type { ContentVideo } from '../../../contract/model.ts';
import type { StepOutcome } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import { xrpcError } from './errors.ts';
import type { VideoStep } from './files.ts';
import { ownServerBytes } from './limits.ts';
import { fileOf, type Publishing, uploadBlob } from './publishing.ts';
import { askVideoService, jobSchema, limitsToken, uploadToken } from './video-service.ts';
import { readyVideo } from './video-ready.ts';

/** What the first step leaves for the second: where the video goes, and under which number. */
const startedSchema = z.discriminatedUnion('place', [
  z.object({ place: z.literal('own_server') }),
  z.object({ place: z.literal('service'), jobId: z.string() }),
]);
const limitsSchema = z.object({
  canUpload: z.boolean(),
  remainingDailyVideos: z.number().optional(),
  remainingDailyBytes: z.number().optional(),
  message: z.string().optional(),
});
const statusSchema = z.object({
  state: z.string(),
  partSizeBytes: z.number().int().positive(),
  partCount: z.number().int().positive(),
  receivedParts: z.array(z.number()),
  completedJobId: z.string().optional(),
});
/** With 409 the job is the answer itself: the service has had the same file before. */
const finishedSchema = z.union([
  z.object({ completedJobId: z.string() }),
  z.object({ jobStatus: jobSchema }).transform(({ jobStatus }) => ({ completedJobId: jobStatus.jobId })),
  jobSchema.transform(({ jobId }) => ({ completedJobId: jobId })),
]);

export async function performVideoStep(
  step: VideoStep,
  video: ContentVideo,
  publishing: Publishing,
): Promise<StepOutcome> {
  if (step === 'video-start') return await start(video, publishing);
  const { results } = publishing.input;
  if (step === 'video-ready') return await readyVideo(results['video'] ?? null, publishing);
  const started = startedSchema.parse(results['video-start']);
  if (started.place === 'service') return await send(started.jobId, video, publishing);
  return { kind: 'accepted', result: { blob: await uploadBlob(video, publishing) }, post: null };
}

async function start(video: ContentVideo, publishing: Publishing): Promise<StepOutcome> {
  const accepted = (result: z.infer<typeof startedSchema>): StepOutcome => ({ kind: 'accepted', result, post: null });
  const verdict = await mayUpload(video, publishing);
  if (verdict === 'no_service') {
    if (video.sizeBytes <= ownServerBytes) return accepted({ place: 'own_server' });
    const detail = `There is no video service, and the server itself takes ${ownServerBytes} bytes.`;
    return { kind: 'refused', problem: { code: 'media_invalid', detail } };
  }
  if (verdict !== 'yes') return { kind: 'refused', problem: verdict };
  const { mimeType, sizeBytes, durationMs, width, height } = video;
  const json = { sizeBytes, mimeType, name: `${video.sha256.slice(0, 16)}.mp4`, durationMs, width, height };
  const call = { method: 'startUpload', body: { json }, token: await uploadToken(publishing) };
  const { body } = await askVideoService(z.object({ jobId: z.string() }), call, publishing);
  return accepted({ place: 'service', jobId: body.jobId });
}

/**
 * The service works for servers that it knows. A server of a person's own may not give tokens for it, or is not known there:
 * then the file goes to that server itself, as a picture does, and apps play it once the network has seen the post.
 */
async function mayUpload({ sizeBytes }: ContentVideo, publishing: Publishing): Promise<'yes' | 'no_service' | Problem> {
  try {
    const call = { method: 'getUploadLimits', token: await limitsToken(publishing) };
    const { body: limits } = await askVideoService(limitsSchema, call, publishing);
    const detail = limits.message === undefined ? {} : { detail: limits.message };
    const isUsedUp = limits.remainingDailyVideos === 0 || (limits.remainingDailyBytes ?? Infinity) < sizeBytes;
    if (isUsedUp) return { code: 'quota_day', ...detail };
    return limits.canUpload ? 'yes' : { code: 'account_action_needed', ...detail };
  } catch (error) {
    if (isUnknownHere(error)) return 'no_service';
    throw error;
  }
}

const noService: ReadonlySet<string> = new Set(['MethodNotImplemented', 'XRPCNotSupported', 'BadJwtIss', 'BadJwt']);
/** No such method, or a token of a server that the service does not trust. A sign-in that lacks the permission is another matter. */
function isUnknownHere(error: unknown): boolean {
  if (!(error instanceof StatusFailure)) return false;
  const { status, body } = error.answer;
  return status === 404 || status === 501 || noService.has(xrpcError(body).error);
}

/** Sends the parts that are missing, in order, and says that it is all. */
async function send(jobId: string, video: ContentVideo, publishing: Publishing): Promise<StepOutcome> {
  try {
    return { kind: 'accepted', result: { jobId: await sent(jobId, video, publishing) }, post: null };
  } catch (error) {
    if (!isForgotten(error)) throw error;
    return { kind: 'start_over', problem: { ...error.problem, code: 'not_found' } };
  }
}

const forgotten: ReadonlySet<string> = new Set(['UploadNotFound', 'UploadExpired', 'UploadAborted', 'UploadFailed']);
const isForgotten = (error: unknown): error is StatusFailure =>
  error instanceof StatusFailure && forgotten.has(xrpcError(error.answer.body).error);

async function sent(jobId: string, video: ContentVideo, publishing: Publishing): Promise<string> {
  const token = tokens(publishing);
  const status = { method: 'getUploadStatus', query: { jobId }, token: await token() };
  const { body: upload } = await askVideoService(statusSchema, status, publishing);
  if (upload.state === 'completed' && upload.completedJobId !== undefined) return upload.completedJobId;
  if (['failed', 'aborted', 'expired'].includes(upload.state)) {
    const answer = { status: 400, headers: new Headers(), body: JSON.stringify({ error: 'UploadFailed' }) };
    throw new StatusFailure({ code: 'not_found', detail: `The upload has ${upload.state}.` }, answer);
  }
  const file = await fileOf(video, publishing);
  const parts = Array.from({ length: upload.partCount }, (_, index) => index + 1);
  for (const part of parts.filter((number) => !upload.receivedParts.includes(number))) {
    const bytes = file.slice((part - 1) * upload.partSizeBytes, part * upload.partSizeBytes);
    const query = { jobId, partNumber: String(part) };
    const body = { bytes, type: 'application/octet-stream' };
    await askVideoService(z.unknown(), { method: 'uploadPart', query, body, token: await token() }, publishing);
  }
  const finish = { method: 'finishUpload', body: { json: { jobId } }, token: await token(), accepts: [409] };
  return (await askVideoService(finishedSchema, finish, publishing)).body.completedJobId;
}

/** One token for all parts, and another when it has grown old on the way. */
function tokens(publishing: Publishing): () => Promise<string> {
  let held: { readonly token: string; readonly until: number } | null = null;
  return async () => {
    const { now } = publishing.context;
    held =
      held !== null && now() < held.until ? held : { token: await uploadToken(publishing), until: now() + 20 * 60_000 };
    return held.token;
  };
}
