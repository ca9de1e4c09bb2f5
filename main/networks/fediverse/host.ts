/** A file at a public address in no post, for networks that fetch files themselves. */
import { z } from 'zod';
import { type AccountCall, type HostedFile, NetworkFailure } from '../../core/ports/network.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { openSession } from './session.ts';
import { uploadFile } from './upload.ts';

/** An upload that no post names: its address is public at once, and the server clears it away within days. */
export async function hostFile(
  dialect: Dialect,
  file: Blob,
  call: AccountCall,
  context: NetworkContext,
): Promise<HostedFile> {
  const session = await openSession(dialect, call, context);
  const upload = { blob: file, name: 'file', mimeType: file.type, altText: '' };
  const { id, url } = await uploadFile(upload, session, call.signal, context);
  if (url) return { remoteId: id, url };
  throw new NetworkFailure({ code: 'bad_answer', detail: 'The server gave the file no address.' });
}

/**
 * Gone already, or a server before 4.4 that has no such call (404, 405), or one that forbids it (403): unused files vanish
 * by themselves, so all of these count as removed.
 */
const countsAsGone: ReadonlySet<number> = new Set([403, 404, 405, 410]);

/** Throws NetworkFailure when the file may still be there. */
export async function unhostFile(
  dialect: Dialect,
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<void> {
  const session = await openSession(dialect, call, context);
  const path = `/api/v1/media/${encodeURIComponent(remoteId)}`;
  await session.write(z.unknown(), { method: 'DELETE', path }).catch((error: unknown) => {
    if (!(error instanceof StatusFailure) || !countsAsGone.has(error.answer.status)) throw error;
  });
}
