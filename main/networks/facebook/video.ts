/**
 * Videos, in parts through `/{page}/videos` (developers.facebook.com/docs/graph-api/reference/page/videos). A reel would be
 * the other way, and takes only 3 to 90 seconds upright: this one takes every video, of any length and shape, so it is the
 * only one used. The id of the video is known before anything is sent, so there can be only one post of it.
 */
import { z } from 'zod';
import type { ContentVideo } from '../../../contract/model.ts';
import { NetworkFailure, type PublishInput, type StepOutcome } from '../../core/ports/network.ts';
import { classify, StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { isAboutContent, leavesOpen } from './errors.ts';
import { locateVideo } from './find.ts';
import type { PageSession } from './session.ts';
import { failureOf, hasBegun, startedVideo, videoStatus } from './video-status.ts';

const partTimeoutMs = 120_000;
/** Facebook asks for parts of any length; no more than this is held in memory. */
const largestPartBytes = 8_000_000;
const mostLosses = 3;
const firstPollMs = 250;
const longestPollMs = 5_000;
const processingPatienceMs = 3 * 60_000;
/** How long to leave Facebook alone with a video that takes longer. */
const comeBackMs = 60_000;

/** Numbers may come as text. */
const offset = z.coerce.number().int().nonnegative();
const partSchema = z.object({ start_offset: offset, end_offset: offset });
const startSchema = partSchema.extend({ video_id: z.string().min(1), upload_session_id: z.string().min(1) });
const successSchema = z.object({ success: z.literal(true) });
const forgotten: StepOutcome = {
  kind: 'start_over',
  problem: { code: 'not_found', detail: 'Facebook has forgotten the upload of the video.' },
};

/** A session and the id that the video will have. */
export async function startVideo({ sizeBytes }: ContentVideo, session: PageSession): Promise<StepOutcome> {
  const form = { upload_phase: 'start', file_size: String(sizeBytes) };
  const started = await session.write(startSchema, videosRequest(session, { form }));
  const { video_id: videoId, upload_session_id: sessionId, end_offset: end } = started;
  return { kind: 'accepted', result: { videoId, sessionId, partBytes: end - started.start_offset }, post: null };
}

const videosRequest = (
  { page }: PageSession,
  body: { readonly form: Readonly<Record<string, string>> } | { readonly multipart: FormData },
) => ({ path: `/${page}/videos`, host: 'graphVideo', body, timeoutMs: partTimeoutMs }) as const;

/**
 * Sends what is missing, from the byte on that Facebook says it has: at the start of the step, for it may be a repeat, and
 * again after every part whose fate is not known.
 */
export async function transferVideo(
  { sha256 }: ContentVideo,
  { file, results }: PublishInput,
  session: PageSession,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const blob = await file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  const { videoId, sessionId, partBytes } = startedVideo(results);
  let [at, length, losses] = [await receivedBytes(videoId, session), partBytes, 0];
  while (at !== null && at < blob.size) {
    try {
      const next = await sendPart(partFrom(blob, at, length), at, sessionId, session);
      if (next.start_offset <= at) throw new NetworkFailure({ code: 'bad_answer' });
      [at, length, losses] = [next.start_offset, next.end_offset - next.start_offset, 0];
    } catch (error) {
      losses += 1;
      if (signal.aborted || losses > mostLosses || (isAnswer(error) && !isAboutContent(error))) throw error;
      const received = await receivedBytes(videoId, session);
      if (isAnswer(error) && received !== null) throw error;
      at = received;
    }
  }
  return at === null ? forgotten : { kind: 'accepted', result: { sentBytes: at }, post: null };
}

function partFrom(blob: Blob, at: number, length: number): Blob {
  const asked = length > 0 ? Math.min(length, largestPartBytes) : largestPartBytes;
  return blob.slice(at, Math.min(at + asked, blob.size));
}

/** Whether Facebook decided on the part; else it may have arrived or not. */
function isAnswer(error: unknown): error is StatusFailure {
  return error instanceof StatusFailure && error.answer.status < 500 && error.problem.code !== 'transient';
}

/** Null when Facebook does not know the video any more. */
async function receivedBytes(videoId: string, session: PageSession): Promise<number | null> {
  const status = await videoStatus(videoId, session);
  if (status === null) return null;
  const failure = failureOf(status);
  if (failure !== null) throw new NetworkFailure(failure, { notSent: true });
  return status.uploading_phase?.bytes_transfered ?? 0;
}

/** The file comes last, so that whoever reads only a part of the form knows where it belongs. */
async function sendPart(part: Blob, at: number, sessionId: string, session: PageSession) {
  const multipart = new FormData();
  multipart.set('upload_phase', 'transfer');
  multipart.set('upload_session_id', sessionId);
  multipart.set('start_offset', String(at));
  multipart.set('video_file_chunk', part, 'part');
  return session.write(partSchema, videosRequest(session, { multipart }));
}

/**
 * Finishes the upload, from when on the video comes out by itself, and waits for its post. What goes wrong meanwhile, and a
 * wait that is too long, leave open whether it came out; that Facebook could not work on it is certain.
 */
export async function publishVideo(
  input: PublishInput,
  session: PageSession,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<StepOutcome> {
  const instead = await finishVideo(input, session);
  if (instead !== null) return instead;
  try {
    return await awaitVideo(input, session, signal, context);
  } catch (error) {
    return { kind: 'unknown', problem: classify(error, { started: true }).problem };
  }
}

/** Null when it is accepted. */
async function finishVideo({ content, results }: PublishInput, session: PageSession): Promise<StepOutcome | null> {
  const { videoId, sessionId } = startedVideo(results);
  const form = { upload_phase: 'finish', upload_session_id: sessionId, description: content.text };
  try {
    await session.write(successSchema, videosRequest(session, { form }));
    return null;
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    if (leavesOpen(error)) return { kind: 'unknown', problem: error.problem };
    if (!isAboutContent(error)) throw error;
    const status = await videoStatus(videoId, session);
    if (status === null) return forgotten;
    const failure = failureOf(status);
    if (failure !== null) return { kind: 'refused', problem: failure };
    // A session that was finished before is closed: then the refusal says nothing of the post.
    if (hasBegun(status)) return { kind: 'unknown', problem: error.problem };
    throw error;
  }
}

async function awaitVideo(
  input: PublishInput,
  session: PageSession,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<StepOutcome> {
  const { videoId } = startedVideo(input.results);
  const patientUntil = context.now() + processingPatienceMs;
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    const status = await videoStatus(videoId, session);
    // Graph says the same of what is gone and of what may not be seen any more.
    if (status === null) return { kind: 'unknown', problem: { code: 'not_found' } };
    const failure = failureOf(status);
    if (failure !== null) return { kind: 'refused', problem: failure };
    const post = status.video_status === 'ready' ? await locateVideo(videoId, input, session) : null;
    if (post !== null) return { kind: 'accepted', result: { id: post.remoteId }, post };
    if (context.now() >= patientUntil)
      return { kind: 'unknown', problem: { code: 'not_ready', until: context.now() + comeBackMs } };
    await context.wait(waitMs, signal);
  }
}
