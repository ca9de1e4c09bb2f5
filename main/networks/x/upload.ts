/** Pictures in one request, videos in numbered pieces: docs.x.com/x-api/media/introduction. Nobody sees an upload. */
import { z } from 'zod';
import type { ContentPicture, ContentVideo } from '../../../contract/model.ts';
import { NetworkFailure, type PublishInput, type StepOutcome } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { segmentBytes } from './limits.ts';
import type { Session } from './session.ts';
import { stretchesOf } from './steps.ts';

const uploadTimeoutMs = 180_000;
/** How long one step waits for a video; X says how long it takes, and a longer wait is the scheduler's. */
const patienceMs = 90_000;
const usualCheckSecs = 5;
const shortestWaitMs = 1000;
/** Uploads that no post names are forgotten after a day. */
const usualLifeSecs = 86_400;

export interface Upload {
  readonly session: Session;
  readonly file: PublishInput['file'];
  readonly context: NetworkContext;
  readonly signal: AbortSignal;
}

const uploadedSchema = z.object({
  data: z.object({ id: z.string().min(1), expires_after_secs: z.number().positive().nullish() }),
});
/** What a finished or begun upload leaves for later steps: until when X keeps it. */
export const uploadSchema = z.object({ id: z.string(), until: z.number() });
/** What the end of a video's upload leaves: when X wants to be asked about it. */
export const endedSchema = z.object({ checkAt: z.number() });

const processingSchema = z.object({
  state: z.string(),
  check_after_secs: z.number().nonnegative().nullish(),
  error: z.object({ message: z.string().nullish(), name: z.string().nullish() }).nullish(),
});
const statusSchema = z.object({ data: z.object({ processing_info: processingSchema.nullish() }) });
type Processing = z.infer<typeof processingSchema> | null | undefined;

const accepted = (result: Extract<StepOutcome, { kind: 'accepted' }>['result']): StepOutcome => ({
  kind: 'accepted',
  result,
  post: null,
});

export async function uploadPicture(picture: ContentPicture, { session, file, context }: Upload): Promise<StepOutcome> {
  const multipart = new FormData();
  multipart.set('media', await bytesOf(picture, file), `picture.${picture.mimeType.split('/')[1] ?? 'bin'}`);
  multipart.set('media_category', 'tweet_image');
  const answer = await session.write(uploadedSchema, {
    method: 'POST',
    path: '/2/media/upload',
    kind: 'media',
    body: { multipart },
    timeoutMs: uploadTimeoutMs,
  });
  return accepted(uploadOf(answer, context));
}

export async function describe(id: string, altText: string, { session }: Upload): Promise<StepOutcome> {
  const json = { id, metadata: { alt_text: { text: altText } } };
  const path = '/2/media/metadata';
  await session.write(answered, { method: 'POST', path, kind: 'media', body: { json } });
  return accepted(null);
}

export async function beginVideo(video: ContentVideo, { session, context }: Upload): Promise<StepOutcome> {
  const json = { media_type: video.mimeType, total_bytes: video.sizeBytes, media_category: 'tweet_video' };
  const path = '/2/media/upload/initialize';
  const answer = await session.write(uploadedSchema, { method: 'POST', path, kind: 'media', body: { json } });
  return accepted(uploadOf(answer, context));
}

/**
 * Sends some pieces, each under its number. X has no call that says how far an upload has come, and needs none: a piece that
 * comes twice takes its own place. So a piece whose answer was lost is sent again a few times before the step gives up.
 */
export async function sendStretch(
  id: string,
  index: number,
  video: ContentVideo,
  { session, file, signal, context }: Upload,
): Promise<StepOutcome> {
  const whole = await bytesOf(video, file);
  const { first, end } = stretchesOf(video.sizeBytes)[index] ?? { first: 0, end: 0 };
  for (let segment = first; segment < end; segment += 1) {
    const bytes = whole.slice(segment * segmentBytes, (segment + 1) * segmentBytes);
    await insisting(() => sendSegment(id, segment, bytes, session), signal, context);
  }
  return accepted(null);
}

/** What it says does not matter, but X says something: a Wi-Fi's sign-in page is no answer. */
const answered = z.looseObject({ data: z.unknown() });

async function sendSegment(id: string, segment: number, bytes: Blob, session: Session): Promise<void> {
  const multipart = new FormData();
  multipart.set('segment_index', String(segment));
  multipart.set('media', bytes, 'segment');
  const path = `/2/media/upload/${encodeURIComponent(id)}/append`;
  const request = { method: 'POST', path, kind: 'media', body: { multipart }, timeoutMs: uploadTimeoutMs } as const;
  await session.write(answered, request);
}

const mostTries = 3;
const lost: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'bad_answer']);
const isLost = (error: unknown): boolean =>
  error instanceof StatusFailure
    ? error.answer.status >= 500
    : error instanceof NetworkFailure && lost.has(error.problem.code);

async function insisting(send: () => Promise<void>, signal: AbortSignal, { wait }: NetworkContext): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isLost(error) || signal.aborted || tries === mostTries) throw error;
      await wait(tries * shortestWaitMs, signal);
    }
  }
}

/** A refusal may be of a repeat: then the video is being worked on already, and X says so when it is asked. */
export async function endVideo(id: string, { session, context }: Upload): Promise<StepOutcome> {
  const path = `/2/media/upload/${encodeURIComponent(id)}/finalize`;
  try {
    const answer = await session.write(statusSchema, { method: 'POST', path, kind: 'media' });
    return accepted({ checkAt: checkAt(answer.data.processing_info, context) });
  } catch (error) {
    if (!(error instanceof StatusFailure) || error.problem.code !== 'media_invalid') throw error;
    const processing = await askStatus(id, session).catch(() => null);
    if (!processing) throw error;
    return accepted({ checkAt: checkAt(processing, context) });
  }
}

/** Waits while X works on a video, as long as X asks; beyond this step's patience it is `not_ready`. */
export async function awaitVideo(id: string, firstCheckAt: number, upload: Upload): Promise<StepOutcome> {
  const { session, context, signal } = upload;
  let waitMs = Math.max(0, firstCheckAt - context.now());
  for (let waitedMs = waitMs; waitedMs <= patienceMs; waitedMs += Math.max(waitMs, shortestWaitMs)) {
    await context.wait(waitMs, signal);
    const processing = await askStatus(id, session);
    if (!processing || processing.state === 'succeeded') return accepted(null);
    if (processing.state === 'failed') return { kind: 'refused', problem: failureOf(processing) };
    waitMs = (processing.check_after_secs ?? usualCheckSecs) * 1000;
  }
  return { kind: 'refused', problem: { code: 'not_ready', until: context.now() + waitMs } };
}

async function askStatus(id: string, session: Session): Promise<Processing> {
  const query = new URLSearchParams({ command: 'STATUS', media_id: id });
  return (await session.read(statusSchema, `/2/media/upload?${query.toString()}`)).data.processing_info;
}

function failureOf({ error }: NonNullable<Processing>) {
  const detail = error?.message ?? error?.name ?? null;
  return { code: 'media_invalid' as const, ...(detail !== null && { detail }) };
}

const checkAt = (processing: Processing, { now }: NetworkContext): number =>
  now() + (processing?.check_after_secs ?? 0) * 1000;

function uploadOf({ data }: z.infer<typeof uploadedSchema>, { now }: NetworkContext): z.infer<typeof uploadSchema> {
  return { id: data.id, until: now() + (data.expires_after_secs ?? usualLifeSecs) * 1000 };
}

/** Throws `media_unreachable`, certainly unsent, when the file cannot be read. */
async function bytesOf({ sha256, mimeType }: ContentPicture, file: PublishInput['file']): Promise<Blob> {
  const bytes = await file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  return bytes.type === mimeType ? bytes : bytes.slice(0, bytes.size, mimeType);
}
