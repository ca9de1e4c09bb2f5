/** Pictures: learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api */
import { z } from 'zod';
import type { Content, ContentPicture } from '../../../contract/model.ts';
import { NetworkFailure, type PublishInput, type StepOutcome } from '../../core/ports/network.ts';
import type { NetworkContext } from '../network.ts';
import type { LinkedinCalls } from './calls.ts';
import { imageStartSchema } from './parse.ts';
import { type Session, unsent } from './session.ts';

/** Nobody but approved apps may ask how far LinkedIn is with a picture (403), so it is given a moment. */
const settleMs = 3_000;

const uploadedSchema = z.object({ image: z.string(), uploadedAt: z.number() });
export type UploadedPicture = z.infer<typeof uploadedSchema>;

export const pictureStep = (index: number): string => `picture-${index + 1}`;

/** Asks for a place to put a picture; nobody sees it until a post names it. */
export async function startImage(
  calls: Pick<LinkedinCalls, 'writeJson'>,
  owner: string,
): Promise<{ readonly uploadUrl: string; readonly image: string }> {
  const { value } = await calls.writeJson(imageStartSchema, {
    method: 'POST',
    path: '/rest/images?action=initializeUpload',
    body: { json: { initializeUploadRequest: { owner } } },
    kind: 'upload',
  });
  return value;
}

export async function uploadPicture(
  picture: ContentPicture,
  input: PublishInput,
  session: Session,
  context: NetworkContext,
): Promise<StepOutcome> {
  const bytes = await fileOf(input, picture);
  const { uploadUrl, image } = await startImage(session, session.author);
  await session.put(uploadUrl, bytes);
  return { kind: 'accepted', result: { image, uploadedAt: context.now() }, post: null };
}

/** The bytes, still on disk. Throws `media_unreachable`, certainly unsent. */
export async function fileOf({ file }: PublishInput, { sha256 }: ContentPicture): Promise<Blob> {
  return file(sha256).catch((cause: unknown) => {
    throw new NetworkFailure({ code: 'media_unreachable' }, { notSent: true, cause });
  });
}

/** What the upload of each picture answered, in order. Throws `internal`, certainly unsent, when one is missing. */
export function uploadedPictures(content: Content, results: PublishInput['results']): readonly UploadedPicture[] {
  return content.pictures.map((_, index) => {
    const uploaded = uploadedSchema.safeParse(results[pictureStep(index)]);
    if (uploaded.success) return uploaded.data;
    const detail = `Step ${pictureStep(index)} left no picture.`;
    throw new NetworkFailure({ code: 'internal', detail }, { notSent: true });
  });
}

/** Waits what is left of the moment since the last upload. Sends nothing. */
export async function picturesReady(
  { content, results }: PublishInput,
  signal: AbortSignal,
  { now, wait }: NetworkContext,
): Promise<StepOutcome> {
  const uploadedAt = Math.max(...uploadedPictures(content, results).map((picture) => picture.uploadedAt));
  const leftMs = Math.min(settleMs, uploadedAt + settleMs - now());
  if (leftMs > 0) await unsent(() => wait(leftMs, signal));
  return { kind: 'accepted', result: null, post: null };
}
