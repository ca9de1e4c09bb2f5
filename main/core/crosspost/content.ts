/** The canonical form of a crosspost's content and its hash: what an approval is bound to. */
import { createHash } from 'node:crypto';
import type { Content, ContentPicture, Sha256 } from '../../../contract/model.ts';
import { canonicalJson, type Json } from '../../../contract/json.ts';
import type { AccountRef } from '../ports/network.ts';

export function sha256Of(text: string): Sha256 {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Sha256;
}

/**
 * Content as JSON, field by field: a field added to `Content` must be added here, or it does not compile. What says nothing
 * (no title, no thread, no video) is left out, so that contents from before these existed keep their hash.
 */
export function contentToJson(content: Content): Json {
  const { title, text, thread, language, audience, sensitive, warning, pictures, video, ...rest } = content;
  const nothingLeftOut: Record<string, never> = rest;
  return {
    ...nothingLeftOut,
    text,
    language,
    audience,
    sensitive,
    warning,
    pictures: pictures.map(fileToJson),
    ...(title !== null && { title }),
    ...(thread.length > 0 && { thread }),
    ...(video !== null && { video: { ...fileToJson(video), durationMs: video.durationMs } }),
  };
}

function fileToJson({ sha256, mimeType, sizeBytes, width, height, altText }: ContentPicture) {
  return { sha256, mimeType, sizeBytes, width, height, altText };
}

/**
 * SHA-256 over the account, everything that is sent to it and the time that was chosen; pictures count by the hash of their
 * bytes. Without a time (as soon as the account's rules allow) nothing is said of it.
 */
export function contentHash(content: Content, account: AccountRef, scheduledAt: number | null): Sha256 {
  return sha256Of(
    canonicalJson({
      version: 1,
      account: { network: account.network, instance: account.instance, remoteId: account.remoteId },
      content: contentToJson(content),
      ...(scheduledAt !== null && { scheduledAt }),
    }),
  );
}
