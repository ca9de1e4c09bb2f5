/** What a server takes, as it says itself: docs.joinmastodon.org/entities/Instance. */
import { z } from 'zod';
import type { AccountLimits, VideoLimits } from '../../../contract/model.ts';
import type { Dialect } from './dialect.ts';

const positive = z.coerce.number().int().positive().optional().catch(undefined);
const configuration = z.object({
  statuses: z
    .object({ max_characters: positive, max_media_attachments: positive, characters_reserved_per_url: positive })
    .optional()
    .catch(undefined),
  media_attachments: z
    .object({
      description_limit: positive,
      image_matrix_limit: positive,
      image_size_limit: positive,
      video_size_limit: positive,
      video_matrix_limit: positive,
      supported_mime_types: z.array(z.string()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** The part of `/api/v1/instance` and `/api/v2/instance` that both have. `max_toot_chars` is Pleroma's and glitch's. */
export const instanceSchema = z.object({
  version: z.string(),
  domain: z.string().optional(),
  uri: z.string().optional(),
  configuration: configuration.optional().catch(undefined),
  max_toot_chars: positive,
});
export type InstanceAnswer = z.infer<typeof instanceSchema>;

/** The server's own values; the dialect's only where the server says nothing. */
export function limitsOf(instance: InstanceAnswer, dialect: Dialect): AccountLimits {
  const { statuses, media_attachments: media } = instance.configuration ?? {};
  const pictureTypes = media?.supported_mime_types?.filter((type) => type.startsWith('image/')) ?? [];
  return {
    ...dialect.limits,
    text: statuses?.max_characters ?? instance.max_toot_chars ?? dialect.limits.text,
    linkLength: statuses?.characters_reserved_per_url ?? dialect.limits.linkLength,
    pictures: statuses?.max_media_attachments ?? dialect.limits.pictures,
    altText: media?.description_limit ?? dialect.limits.altText,
    pictureBytes: media?.image_size_limit ?? dialect.limits.pictureBytes,
    picturePixels: media?.image_matrix_limit ?? dialect.limits.picturePixels,
    pictureTypes: pictureTypes.length > 0 ? pictureTypes : dialect.limits.pictureTypes,
    video: videoLimits(media ?? {}, dialect),
  };
}

/**
 * A file goes out in one form, whole in memory (`upload.ts`): a server that takes more than Mastodon's own 99 MB is given no more
 * than that.
 */
export const largestFormBytes = 103_809_024;

/** Null where the server lists the types that it takes and no video is among them. */
function videoLimits(
  media: NonNullable<NonNullable<InstanceAnswer['configuration']>['media_attachments']>,
  dialect: Dialect,
): VideoLimits | null {
  if (media.supported_mime_types === undefined) return dialect.limits.video;
  const types = dialect.video.types.filter((type) => media.supported_mime_types?.includes(type));
  if (types.length === 0) return null;
  return {
    ...dialect.video,
    types,
    bytes: Math.min(media.video_size_limit ?? dialect.video.bytes, largestFormBytes),
    widest: media.video_matrix_limit === undefined ? dialect.video.widest : widestOf(media.video_matrix_limit),
  };
}

/** The limit is one of area; this is the width that a picture of 16 by 9 has at it. */
const widestOf = (pixels: number): number => Math.floor(Math.sqrt((pixels * 16) / 9));
