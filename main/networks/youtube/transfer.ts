/**
 * Bringing the bytes of a video into an upload session: developers.google.com/youtube/v3/guides/using_resumable_upload_protocol
 * The video exists from the last byte on and not before, and the session knows at any time how far it is.
 */
import type { ErrorCode } from '../../../contract/errors.ts';
import { NetworkFailure } from '../../core/ports/network.ts';
import { parsedJson } from '../http/body.ts';
import { classify, StatusFailure } from '../http/failure.ts';
import type { HttpAnswer } from '../http.ts';
import type { NetworkContext } from '../network.ts';
import { explain } from './errors.ts';
import { type Uploaded, uploadedSchema } from './parse.ts';

/** A multiple of 256 KiB, as every chunk but the last must be; never more of a video is in memory. */
export const chunkBytes = 8 * 1024 * 1024;
/** Eight megabytes over a slow line. */
const chunkTimeoutMs = 10 * 60_000;
const mostLosses = 3;
const pauseAfterLossMs = 250;
const resumeIncomplete = 308;

export interface UploadSession {
  /** Whoever has it needs no token, so none is sent along. */
  readonly url: string;
  readonly sizeBytes: number;
  readonly mimeType: string;
  /** Whose rate budget the calls spend. */
  readonly account: string;
  readonly signal: AbortSignal;
  readonly context: NetworkContext;
}
export type Progress =
  /** The next byte that the session wants. */
  | { readonly kind: 'at'; readonly offset: number }
  | { readonly kind: 'done'; readonly video: Uploaded }
  | { readonly kind: 'forgotten' };

/** How far the upload is. Changes nothing. Throws NetworkFailure. */
export function askProgress(session: UploadSession): Promise<Progress> {
  return put(session, `bytes */${session.sizeBytes}`, null);
}

async function put(session: UploadSession, contentRange: string, bytes: Blob | null): Promise<Progress> {
  const { url, account, signal, context } = session;
  const answer = await context.http.text({
    method: 'PUT',
    url,
    // Sent once even where it only asks: what comes of a lost answer is decided in `sendChunks`.
    kind: 'write',
    account,
    headers: { 'content-range': contentRange },
    ...(bytes !== null && { body: { bytes, type: session.mimeType }, timeoutMs: chunkTimeoutMs }),
    accepts: [resumeIncomplete, 404, 410],
    signal,
    explain: (refused) => explain('write', refused, context.now()),
  });
  if (answer.status === 404 || answer.status === 410) return { kind: 'forgotten' };
  return answer.status === resumeIncomplete
    ? { kind: 'at', offset: offsetIn(answer) }
    : { kind: 'done', video: videoIn(answer) };
}

/** Without a range nothing has arrived. */
function offsetIn({ headers }: HttpAnswer<string>): number {
  const range = headers.get('range');
  if (range === null) return 0;
  const last = /^bytes=0-(\d+)$/.exec(range)?.[1];
  if (last !== undefined) return Number(last) + 1;
  throw new NetworkFailure({ code: 'bad_answer', detail: 'YouTube does not say how far the upload is.' });
}

function videoIn({ body }: HttpAnswer<string>): Uploaded {
  const video = uploadedSchema.safeParse(parsedJson(body));
  if (video.success) return video.data;
  throw new NetworkFailure(
    { code: 'bad_answer', detail: 'YouTube did not name the new video.' },
    { cause: video.error },
  );
}

/**
 * Sends what is missing. After a chunk that was lost the session is asked where to go on, three times in a row at most.
 * `forgotten` is certain: no last chunk was sent in this run. Throws NetworkFailure, `notSent` for as long as the video
 * cannot have come into being.
 */
export async function sendVideo(file: Blob, session: UploadSession): Promise<Progress> {
  const end = { isOpen: false };
  try {
    const progress = await sendChunks(file, session, end);
    if (progress.kind !== 'forgotten' || !end.isOpen) return progress;
    throw new NetworkFailure({ code: 'transient', detail: 'YouTube has forgotten the upload.' });
  } catch (thrown) {
    const { problem } = classify(thrown, { started: true });
    throw new NetworkFailure(problem, { notSent: !end.isOpen, cause: thrown });
  }
}

/** Open: something was sent, or answered, after which the video may be there. */
interface End {
  isOpen: boolean;
}

async function sendChunks(file: Blob, session: UploadSession, end: End): Promise<Progress> {
  let next = await tried(askProgress(session), false, end);
  for (let losses = 0; ;) {
    if (!(next instanceof NetworkFailure)) {
      if (next.kind !== 'at') return next;
      const { offset } = next;
      next = await sendChunk(file, offset, session, end);
      if (isOnward(next, offset)) {
        losses = 0;
        continue;
      }
    }
    losses += 1;
    if (losses > mostLosses || !isWorthAsking(next)) throw stuck(next);
    // Ends at once, and everything with it, when the call is stopped.
    await session.context.wait(losses * pauseAfterLossMs, session.signal);
    next = await tried(askProgress(session), false, end);
  }
}

function sendChunk(file: Blob, from: number, session: UploadSession, end: End): Promise<Progress | NetworkFailure> {
  const to = Math.min(from + chunkBytes, session.sizeBytes);
  // All bytes are there, and still no video: only asking can tell more.
  if (from >= to) return tried(askProgress(session), false, end);
  const chunk = file.slice(from, to, session.mimeType);
  const isLast = to === session.sizeBytes;
  return tried(put(session, `bytes ${from}-${to - 1}/${session.sizeBytes}`, chunk), isLast, end);
}

async function tried(sending: Promise<Progress>, isLast: boolean, end: End): Promise<Progress | NetworkFailure> {
  try {
    return await sending;
  } catch (thrown) {
    const failure = classify(thrown, { started: true });
    end.isOpen ||= leavesOpen(failure, isLast);
    return failure;
  }
}

const brokenLines: readonly ErrorCode[] = ['unreachable', 'timeout', 'transient'];

/** A line that broke has taken at most the chunk that was on it; an answer that makes no sense may stand for anything. */
function leavesOpen(failure: NetworkFailure, isLast: boolean): boolean {
  const status = failure instanceof StatusFailure ? failure.answer.status : 0;
  const isRefused = failure.notSent || (status >= 400 && status < 500 && status !== 408);
  return !isRefused && (isLast || !brokenLines.includes(failure.problem.code));
}

const isOnward = (next: Progress | NetworkFailure, from: number): boolean =>
  !(next instanceof NetworkFailure) && (next.kind !== 'at' || next.offset > from);

/** What may have been a moment's trouble; a wait that was named is for the scheduler. */
function isWorthAsking(next: Progress | NetworkFailure): boolean {
  if (!(next instanceof NetworkFailure)) return true;
  const { code, until } = next.problem;
  return until === undefined && (brokenLines.includes(code) || code === 'bad_answer');
}

function stuck(next: Progress | NetworkFailure): NetworkFailure {
  if (next instanceof NetworkFailure) return next;
  return new NetworkFailure({ code: 'transient', detail: 'The upload gets no further.' });
}
