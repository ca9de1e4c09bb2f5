import type { ContentPicture } from '../../../contract/model.ts';
import { z } from 'zod';
import { type AccountCall, NetworkFailure, type PublishInput } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import { blobSchema, type UploadedBlob } from './record.ts';
import type { Session } from './session.ts';
import { callAs } from './xrpc.ts';

/** One step at work. */
export interface Publishing {
  readonly input: PublishInput;
  readonly call: AccountCall;
  readonly context: NetworkContext;
  readonly session: Session;
}

/** The file with its type. Throws `media_unreachable`, certainly unsent. */
export async function fileOf({ sha256, mimeType }: ContentPicture, { input }: Publishing): Promise<Blob> {
  const blob = await input.file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
  return blob.type === mimeType ? blob : blob.slice(0, blob.size, mimeType);
}

const uploadSchema = z.object({ blob: blobSchema });

/** com.atproto.repo.uploadBlob: the file goes to the account's own server. */
export async function uploadBlob(picture: ContentPicture, publishing: Publishing): Promise<UploadedBlob> {
  const { call, context, session } = publishing;
  const file = await fileOf(picture, publishing);
  const method = 'com.atproto.repo.uploadBlob';
  return (await callAs(session, uploadSchema, { method, file, signal: call.signal }, context)).blob;
}
