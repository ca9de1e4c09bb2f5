/** What the pretend video service does with a video: works on it for a while, then puts a file of its own onto the PDS. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { person } from '../people.ts';
import { bytes, type Answer, type Incoming } from '../server.ts';
import { sniffVideo } from '../uploads.ts';
import { blobRef, storeBlob } from './blobs.ts';
import type { VideoJob } from './bluesky-state.ts';
import { stateOf, type PdsContext } from './pds-context.ts';
import { xrpcError } from './xrpc.ts';

export interface VideoContext extends PdsContext {
  readonly videoBase: () => string;
}

const failureCodes: ReadonlySet<string> = new Set([
  'validation_failure',
  'encoding_failure',
  'pds_upload_failure',
  'pds_upload_unsupported_blob_size',
  'generic_failure',
]);

/** The job of a whole file. The same bytes are worked on once: an earlier job that went well, or still goes on, is theirs. */
export async function newJob(
  context: VideoContext,
  content: Uint8Array,
  jobId: string,
): Promise<{ readonly job: VideoJob; readonly isNew: boolean }> {
  const sha256 = await context.world.uploads.keep(content);
  const { videoJobs } = stateOf(context);
  const earlier = videoJobs.find((job) => job.sha256 === sha256 && job.failureCode === null);
  if (earlier !== undefined) return { job: earlier, isNew: false };
  const { processingMs, processingFails } = context.world.moodOf('bluesky');
  const asked = failureCodes.has(processingFails ?? '') ? processingFails : 'encoding_failure';
  const failureCode = sniffVideo(content) === null ? 'validation_failure' : processingFails === null ? null : asked;
  const job = { jobId, sha256, readyAt: context.world.now() + processingMs, looks: 0, failureCode, cid: null };
  videoJobs.push(job);
  context.world.store.changed();
  return { job, isNew: true };
}

/** Looking at it brings it on: at work at first, then done or failed. */
export async function jobStatus(context: VideoContext, job: VideoJob): Promise<Record<string, unknown>> {
  const shared = { jobId: job.jobId, did: person.bluesky.did };
  job.looks += 1;
  context.world.store.changed();
  if (job.looks === 1) return { ...shared, state: 'JOB_STATE_CREATED' };
  if (context.world.now() < job.readyAt) return { ...shared, state: 'JOB_STATE_ENCODING', progress: 40 };
  if (job.failureCode !== null) {
    const message = `The video could not be used: ${job.failureCode}`;
    return { ...shared, state: 'JOB_STATE_FAILED', failureCode: job.failureCode, error: job.failureCode, message };
  }
  return { ...shared, state: 'JOB_STATE_COMPLETED', progress: 100, blob: await finishedBlob(context, job) };
}

/** Made anew by the service, so that neither its bytes nor its name are those of the upload. */
async function finishedBlob(context: VideoContext, job: VideoJob) {
  const known = stateOf(context).blobs.find(({ cid }) => cid === job.cid);
  if (known !== undefined) return blobRef(known);
  const encoded = Buffer.concat([await context.world.uploads.read(job.sha256), freeBox]);
  const blob = await storeBlob(context, encoded, 'video/mp4', job.sha256);
  job.cid = blob.cid;
  return blobRef(blob);
}

/** A box of MP4 that means nothing. */
const freeBox = Buffer.from('00000018667265656d61646520616e657700000000000000', 'hex');

/** Of one colour, a different one for each video. */
export async function showStill(context: VideoContext, { params }: Incoming): Promise<Answer> {
  const blob = stateOf(context).blobs.find(({ cid }) => cid === params['cid']);
  if (blob === undefined || !blob.mimeType.startsWith('video/') || params['did'] !== person.bluesky.did)
    return xrpcError(404, 'NotFound', 'Not Found');
  const background = `#${createHash('sha256').update(blob.cid).digest('hex').slice(0, 6)}`;
  const still = { create: { width: 320, height: 320, channels: 3, background } } as const;
  return bytes('image/jpeg', await sharp(still).jpeg().toBuffer());
}
