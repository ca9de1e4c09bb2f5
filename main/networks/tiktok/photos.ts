/**
 * A draft of photos, which TikTok fetches from public addresses itself:
 * developers.tiktok.com/docs/en/content-posting-api-reference-photo-post
 */
import { z } from 'zod';
import type { PublishInput, StepOutcome } from '../../core/ports/network.ts';
import { draftOf, keepDraft } from './document.ts';
import { type Asking, askStatus, awaitOutcome } from './status.ts';
import { unsent } from './unsent.ts';

const startedSchema = z.object({ publish_id: z.string().min(1) });

/** Goes on with the draft that this crosspost has already, unless it failed; makes one otherwise. Throws NetworkFailure. */
export async function postPhotos(input: PublishInput, asking: Asking): Promise<StepOutcome> {
  const { call, context, session } = asking;
  const known = await unsent(() => draftUnderWay(input.key, asking));
  if (known !== null) return awaitOutcome(known, asking);
  const json = await unsent(() => requestOf(input));
  const path = '/v2/post/publish/content/init/';
  const { publish_id: publishId } = await session.write(startedSchema, { method: 'POST', path, json });
  await keepDraft({ key: input.key, publishId, uploadUrl: null, at: context.now() }, call, context);
  return awaitOutcome(publishId, asking);
}

async function draftUnderWay(key: string, asking: Asking): Promise<string | null> {
  const draft = await draftOf(key, asking.call);
  if (draft === null) return null;
  const { kind } = await askStatus(draft.publishId, asking);
  return kind === 'failed' || kind === 'forgotten' ? null : draft.publishId;
}

/** Title and description travel with photos. Alt texts do not: the API has no place for them. */
async function requestOf({ content, address }: PublishInput): Promise<object> {
  const addresses: string[] = [];
  for (const { sha256 } of content.pictures) addresses.push(await address(sha256));
  return {
    media_type: 'PHOTO',
    post_mode: 'MEDIA_UPLOAD',
    post_info: { ...(content.title !== null && { title: content.title }), description: content.text },
    source_info: { source: 'PULL_FROM_URL', photo_cover_index: 0, photo_images: addresses },
  };
}
