/**
 * The bytes of a video, chunk by chunk: developers.tiktok.com/docs/en/content-posting-api-media-transfer-guide. A chunk
 * has 5 to 64 MB, the last one also what is left over; they go strictly in order.
 */
import type { ContentVideo } from '../../../contract/model.ts';
import { NetworkFailure, type StepOutcome } from '../../core/ports/network.ts';
import { classify } from '../http/failure.ts';
import { explain } from './errors.ts';
import { type Asking, askStatus, awaitOutcome, type DraftStatus } from './status.ts';
import { unsent } from './unsent.ts';

/** Fits whether TikTok's MB are millions or 2 ** 20, and leaves at most 400 chunks of the largest video. */
const chunkBytes = 10_000_000;
const chunkTimeoutMs = 10 * 60_000;
const mostRetries = 3;
const retryAfterMs = 500;
/** The address has ended (after an hour), or TikTok knows no such upload. */
const goneStatuses: ReadonlySet<number> = new Set([403, 404]);
const outOfStep = 416;

export interface ChunkPlan {
  readonly video_size: number;
  readonly chunk_size: number;
  readonly total_chunk_count: number;
}
/** As `init` wants to be told. A video that is no two chunks goes as one of its own size. */
export function chunkPlan(sizeBytes: number): ChunkPlan {
  const chunk = sizeBytes < 2 * chunkBytes ? sizeBytes : chunkBytes;
  return { video_size: sizeBytes, chunk_size: chunk, total_chunk_count: Math.floor(sizeBytes / chunk) };
}

/** Where the chunk ends that begins at, or lies around, this byte. */
export function chunkEnd(offset: number, plan: ChunkPlan): number {
  const index = Math.floor(offset / plan.chunk_size);
  return index >= plan.total_chunk_count - 1 ? plan.video_size : (index + 1) * plan.chunk_size;
}

/**
 * How many bytes arrived, by `Content-Range: bytes 0-{uploaded}/{total}`; null when it says nothing. Whether the number is
 * that of the last byte or the count of bytes is not told, so the one at which a chunk ends is taken.
 */
export function uploadedBy(headers: Headers, plan: ChunkPlan): number | null {
  const uploaded = /^bytes 0-(\d+)\/\d+$/.exec(headers.get('content-range') ?? '')?.[1];
  if (uploaded === undefined) return null;
  const isEnd = (at: number): boolean => at === plan.video_size || at % plan.chunk_size === 0;
  return isEnd(Number(uploaded)) ? Number(uploaded) : Number(uploaded) + 1;
}

export interface VideoUpload {
  readonly publishId: string;
  /** Null when it is not known any more. */
  readonly uploadUrl: string | null;
  readonly video: ContentVideo;
  readonly file: () => Promise<Blob>;
  readonly asking: Asking;
}

/**
 * Sends what TikTok does not have yet, and waits until the draft is in the inbox. Before the last chunk is out nobody can
 * see anything, so what fails until then is certain.
 */
export async function uploadVideo(upload: VideoUpload): Promise<StepOutcome> {
  const { publishId, asking } = upload;
  const status = await unsent(() => askStatus(publishId, asking));
  if (status.kind === 'there') return { kind: 'accepted', result: { publishId }, post: status.post };
  if (status.kind === 'forgotten') return { kind: 'start_over', problem: status.problem };
  if (status.kind === 'failed') {
    // The same bytes fail again; what else was in the way may have passed, and then a new draft is needed.
    const { problem } = status;
    return { kind: problem.code === 'media_invalid' ? 'refused' : 'start_over', problem };
  }
  if (status.kind === 'receiving') {
    const stopped = await sendFrom(status.uploadedBytes ?? 0, upload);
    if (stopped !== null) return stopped;
  }
  return awaitOutcome(publishId, asking);
}

const expired: StepOutcome = {
  kind: 'start_over',
  problem: { code: 'transient', detail: 'The address of the upload has ended.' },
};

/** Null when TikTok has every byte, or may have. Throws NetworkFailure. */
async function sendFrom(start: number, upload: VideoUpload): Promise<StepOutcome | null> {
  const plan = chunkPlan(upload.video.sizeBytes);
  if (start >= plan.video_size) return null;
  if (upload.uploadUrl === null) return expired;
  const blob = await upload.file().catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  let retries = 0;
  for (let offset = start; offset < plan.video_size;) {
    const end = chunkEnd(offset, plan);
    const sent = await sendChunk(offset, end, blob, upload);
    if (sent.kind === 'taken') {
      offset = end;
      continue;
    }
    if (sent.kind === 'failed' && (retries >= mostRetries || upload.asking.call.signal.aborted)) throw sent.failure;
    if (sent.kind !== 'gone') retries += 1;
    const status = await askedAgain(retries, upload);
    if (status.kind === 'forgotten' && end < plan.video_size) return expired;
    if (status.kind !== 'receiving') return null;
    if (sent.kind === 'gone' || retries > mostRetries) return expired;
    offset = (sent.kind === 'out_of_step' ? uploadedBy(sent.headers, plan) : null) ?? status.uploadedBytes ?? offset;
  }
  return null;
}

/** The last chunk may have arrived, so that a refusal to answer this proves nothing. */
async function askedAgain(retries: number, { publishId, asking }: VideoUpload): Promise<DraftStatus> {
  await asking.context.wait(retryAfterMs * retries, asking.call.signal);
  return askStatus(publishId, asking).catch((error: unknown) => {
    throw new NetworkFailure(classify(error, { started: true }).problem, { cause: error });
  });
}

type Sent =
  | { readonly kind: 'taken' | 'gone' }
  | { readonly kind: 'out_of_step'; readonly headers: Headers }
  /** It may have arrived: the offset tells. */
  | { readonly kind: 'failed'; readonly failure: NetworkFailure };

async function sendChunk(start: number, end: number, blob: Blob, upload: VideoUpload): Promise<Sent> {
  const { context, call } = upload.asking;
  try {
    const { status, headers } = await context.http.text({
      method: 'PUT',
      url: upload.uploadUrl ?? '',
      kind: 'write',
      headers: { 'content-range': `bytes ${start}-${end - 1}/${upload.video.sizeBytes}` },
      body: { bytes: blob.slice(start, end), type: upload.video.mimeType },
      timeoutMs: chunkTimeoutMs,
      signal: call.signal,
      accepts: [...goneStatuses, outOfStep],
      explain: (answer) => explain(answer, 'write', context.now()),
    });
    if (status === outOfStep) return { kind: 'out_of_step', headers };
    return { kind: goneStatuses.has(status) ? 'gone' : 'taken' };
  } catch (error) {
    const failure = classify(error, { started: true });
    const passes: readonly string[] = ['transient', 'timeout', 'unreachable', 'rate_limited'];
    if (!passes.includes(failure.problem.code)) throw failure;
    return { kind: 'failed', failure };
  }
}
