/** Uploading files: docs.joinmastodon.org/methods/media */
import type { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { uploadSchema } from './parse.ts';
import type { Session } from './session.ts';

const pictureTimeoutMs = 120_000;
/** A hundred megabytes over a slow line. */
const videoTimeoutMs = 30 * 60_000;
const firstPollMs = 250;
const longestPollMs = 5_000;
const processingPatienceMs = 90_000;

export interface FileToUpload {
  readonly blob: Blob;
  /** Without its ending. */
  readonly name: string;
  readonly mimeType: string;
  readonly altText: string;
}
export type Uploaded = z.output<typeof uploadSchema>;

/**
 * Sends one file and waits until the server has worked on it. The call is a form, so the whole file is in memory while it
 * is sent: `largestFormBytes` in `limits.ts` keeps that within bounds. Throws NetworkFailure, `not_ready` when the server takes long.
 */
export async function uploadFile(
  file: FileToUpload,
  session: Session,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<Uploaded> {
  const send = (path: string) =>
    session.write(uploadSchema, {
      method: 'POST',
      path,
      body: { multipart: formOf(file) },
      timeoutMs: file.mimeType.startsWith('video/') ? videoTimeoutMs : pictureTimeoutMs,
    });
  const answer = await send('/api/v2/media').catch((error: unknown) => {
    if (error instanceof StatusFailure && error.answer.status === 404) return send('/api/v1/media');
    throw error;
  });
  return answer.status === 202 ? processed(answer.body.id, session, signal, context) : answer.body;
}

function formOf({ blob, name, mimeType, altText }: FileToUpload): FormData {
  const form = new FormData();
  const typed = blob.type === mimeType ? blob : blob.slice(0, blob.size, mimeType);
  form.set('file', typed, `${name}.${mimeType.split('/')[1]?.replace('quicktime', 'mov') ?? 'bin'}`);
  if (altText !== '') form.set('description', altText);
  return form;
}

/** Waits while the server works on a file; 206 means not yet, 422 that it cannot. */
async function processed(
  id: string,
  session: Session,
  signal: AbortSignal,
  context: NetworkContext,
): Promise<Uploaded> {
  const path = `/api/v1/media/${encodeURIComponent(id)}`;
  const patientUntil = context.now() + processingPatienceMs;
  for (let waitMs = firstPollMs; context.now() < patientUntil; waitMs = Math.min(waitMs * 2, longestPollMs)) {
    await context.wait(waitMs, signal);
    const { status, body } = await session.read(uploadSchema, path).catch((error: unknown) => {
      if (!(error instanceof StatusFailure) || error.answer.status !== 422) throw error;
      throw new StatusFailure({ ...error.problem, code: 'media_invalid' }, error.answer);
    });
    if (status === 200) return body;
  }
  throw new NetworkFailure({ code: 'not_ready', until: context.now() + longestPollMs });
}
