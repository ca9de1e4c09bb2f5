/** The pretend video service: uploads in parts or at once, and jobs (app.bsky.video.*; networks.md: Bluesky, publish). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { json, type Answer, type Incoming, type Route } from '../server.ts';
import { readJson } from '../bodies.ts';
import type { VideoUpload } from './bluesky-state.ts';
import { stateOf } from './pds-context.ts';
import { requireServiceToken } from './service-tokens.ts';
import { jobStatus, newJob, showStill, type VideoContext } from './video-jobs.ts';
import { didOf } from './pds-context.ts';
import { invalidRequest, refused } from './xrpc.ts';

const partBytes = 4 * 1024 * 1024;
const maxBytes = 300_000_000;
const maxDurationMs = 180_000;
const uploadLivesMs = 24 * 3_600_000;
const mostOpen = 10;
const uploadMethod = 'com.atproto.repo.uploadBlob';

const startSchema = z.object({
  sizeBytes: z.int().min(1),
  mimeType: z.string(),
  durationMs: z.int().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
});

export function videoRoutes(context: VideoContext): readonly Route[] {
  const at = (method: string) => `/xrpc/app.bsky.video.${method}`;
  /** Behind a token for putting a file onto the account's own server. */
  const uploading = (handle: (incoming: Incoming) => Answer | Promise<Answer>) => async (incoming: Incoming) => {
    await requireServiceToken(context, incoming, { aud: didOf(context.base()), lxm: uploadMethod });
    return handle(incoming);
  };
  return [
    { method: 'GET', path: at('getUploadLimits'), handle: (incoming) => showLimits(context, incoming) },
    { method: 'POST', path: at('startUpload'), handle: uploading((incoming) => start(context, incoming)) },
    { method: 'POST', path: at('uploadPart'), handle: uploading((incoming) => takePart(context, incoming)) },
    { method: 'GET', path: at('getUploadStatus'), handle: uploading((incoming) => showStatus(context, incoming)) },
    { method: 'POST', path: at('finishUpload'), handle: uploading((incoming) => finish(context, incoming)) },
    { method: 'POST', path: at('abortUpload'), handle: uploading((incoming) => abort(context, incoming)) },
    { method: 'POST', path: at('uploadVideo'), handle: uploading((incoming) => takeWhole(context, incoming)) },
    { method: 'GET', path: at('getJobStatus'), handle: uploading((incoming) => showJob(context, incoming)) },
    { method: 'GET', path: '/watch/:did/:cid/thumbnail.jpg', handle: (incoming) => showStill(context, incoming) },
  ];
}

async function showLimits(context: VideoContext, incoming: Incoming): Promise<Answer> {
  const aud = didOf(context.videoBase());
  await requireServiceToken(context, incoming, { aud, lxm: 'app.bsky.video.getUploadLimits' });
  const { isCapReached, isAccountBlocked } = context.world.moodOf('bluesky');
  if (isAccountBlocked) return json(200, { canUpload: false, message: 'User is not allowed to upload videos' });
  if (isCapReached)
    return json(200, {
      canUpload: false,
      remainingDailyVideos: 0,
      remainingDailyBytes: 0,
      message: 'User has exceeded daily upload limits',
    });
  return json(200, { canUpload: true, remainingDailyVideos: 25, remainingDailyBytes: 10_737_418_240 });
}

/** What is declared is checked at once; what the file really is, only by the job. */
function start(context: VideoContext, incoming: Incoming): Answer {
  const { sizeBytes, mimeType, durationMs = 0, width = 1, height = 1 } = startSchema.parse(readJson(incoming));
  const { videoUploads } = stateOf(context);
  const { isCapReached, isAccountBlocked } = context.world.moodOf('bluesky');
  if (isAccountBlocked) throw refused(400, 'UploadForbidden', 'The account is not permitted to upload video');
  if (isCapReached) throw refused(400, 'DailyLimitExceeded', 'User has exceeded daily upload limits');
  if (mimeType !== 'video/mp4') throw refused(400, 'UnsupportedContentType', `${mimeType} is not supported`);
  if (sizeBytes > maxBytes) throw refused(400, 'VideoTooLarge', `The file is larger than ${maxBytes} bytes`);
  if (durationMs > maxDurationMs) throw refused(400, 'VideoTooLong', 'The video is longer than 3 minutes');
  if (width < 1 || height < 1 || width / height > 10 || height / width > 10)
    throw refused(400, 'BadAspectRatio', 'The aspect ratio is not supported');
  const open = videoUploads.filter(({ state, expiresAt }) => state === 'created' && expiresAt > context.world.now());
  if (open.length >= mostOpen) throw refused(400, 'TooManyOpenUploads', 'Too many open uploads');
  const upload: VideoUpload = {
    jobId: randomUUID(),
    sizeBytes,
    partCount: Math.ceil(sizeBytes / partBytes),
    expiresAt: context.world.now() + uploadLivesMs,
    parts: {},
    state: 'created',
    completedJobId: null,
  };
  videoUploads.push(upload);
  context.world.store.changed();
  const { jobId, partCount } = upload;
  return json(200, { jobId, partSizeBytes: partBytes, partCount, expiresAt: new Date(upload.expiresAt).toISOString() });
}

/** Throws a Refusal for an upload that is not known. */
function uploadOf(context: VideoContext, jobId: unknown): VideoUpload {
  const upload = stateOf(context).videoUploads.find((candidate) => candidate.jobId === jobId);
  if (upload === undefined) throw refused(400, 'UploadNotFound', 'The job ID is unknown');
  return upload;
}

function checkOpen(context: VideoContext, { state, expiresAt }: VideoUpload): void {
  if (state === 'aborted') throw refused(400, 'UploadAborted', 'The upload was aborted');
  if (state === 'created' && context.world.now() >= expiresAt)
    throw refused(400, 'UploadExpired', 'The upload session has expired');
}

async function takePart(context: VideoContext, { url, body }: Incoming): Promise<Answer> {
  const upload = uploadOf(context, url.searchParams.get('jobId'));
  const partNumber = Number(url.searchParams.get('partNumber'));
  checkOpen(context, upload);
  if (upload.state === 'completed') throw refused(400, 'UploadAlreadyCompleted', 'The upload has completed');
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > upload.partCount)
    throw refused(400, 'InvalidPartNumber', `There are ${upload.partCount} parts`);
  const expected = Math.min(partBytes, upload.sizeBytes - (partNumber - 1) * partBytes);
  if (body.length !== expected) throw refused(400, 'PartSizeMismatch', `The part must have ${expected} bytes`);
  upload.parts[String(partNumber)] = await context.world.uploads.keep(body);
  context.world.store.changed();
  return json(200, { partNumber, sizeBytes: body.length });
}

function showStatus(context: VideoContext, { url }: Incoming): Answer {
  const upload = uploadOf(context, url.searchParams.get('jobId'));
  const { jobId, partCount, parts, expiresAt, completedJobId } = upload;
  const isExpired = upload.state === 'created' && context.world.now() >= expiresAt;
  return json(200, {
    jobId,
    partSizeBytes: partBytes,
    partCount,
    receivedParts: Object.keys(parts).map(Number),
    expiresAt: new Date(expiresAt).toISOString(),
    state: isExpired ? 'expired' : upload.state,
    ...(completedJobId !== null && { completedJobId }),
  });
}

/** May be asked again: the answer is the same. */
async function finish(context: VideoContext, incoming: Incoming): Promise<Answer> {
  const upload = uploadOf(context, readJson(incoming)['jobId']);
  checkOpen(context, upload);
  if (upload.completedJobId === null) {
    const numbers = Array.from({ length: upload.partCount }, (_, index) => String(index + 1));
    const missing = numbers.filter((number) => upload.parts[number] === undefined);
    if (missing.length > 0) throw refused(400, 'MissingParts', `Missing parts: ${missing.join(', ')}`);
    const parts = await Promise.all(numbers.map((number) => context.world.uploads.read(upload.parts[number] ?? '')));
    const { job } = await newJob(context, Buffer.concat(parts), upload.jobId);
    Object.assign(upload, { state: 'completed', completedJobId: job.jobId });
    context.world.store.changed();
  }
  const job = stateOf(context).videoJobs.find(({ jobId }) => jobId === upload.completedJobId);
  if (job === undefined) throw refused(400, 'UploadFailed', 'The session is known to have failed');
  return json(200, { completedJobId: job.jobId, jobStatus: await jobStatus(context, job) });
}

function abort(context: VideoContext, incoming: Incoming): Answer {
  const upload = uploadOf(context, readJson(incoming)['jobId']);
  if (upload.state === 'created') upload.state = 'aborted';
  context.world.store.changed();
  return json(200, { state: upload.state });
}

/** The older way, in one request: the same file again is answered with 409 and its job. */
async function takeWhole(context: VideoContext, { body }: Incoming): Promise<Answer> {
  if (body.length === 0) throw invalidRequest('Request encoding (Content-Type) given but no body was provided');
  const { job, isNew } = await newJob(context, body, randomUUID());
  const status = await jobStatus(context, job);
  if (isNew) return json(200, { jobStatus: status });
  return json(409, { ...status, error: 'already_exists', message: 'Video already processed' });
}

async function showJob(context: VideoContext, { url }: Incoming): Promise<Answer> {
  const job = stateOf(context).videoJobs.find(({ jobId }) => jobId === url.searchParams.get('jobId'));
  if (job === undefined) throw invalidRequest('Job not found');
  return json(200, { jobStatus: await jobStatus(context, job) });
}
