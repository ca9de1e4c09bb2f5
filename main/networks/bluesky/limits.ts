import { canPublishFor, publishable } from '../../../contract/audiences.ts';
import type { AccountLimits, Content, ContentVideo } from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';
import { countGraphemes } from './facets.ts';

/**
 * The same for every account: they are written in the schemas app.bsky.feed.post and app.bsky.embed.images. The length of
 * alt texts is the limit of Bluesky's own app; the schema has none.
 */
export const blueskyLimits = {
  text: 300,
  textUnit: 'graphemes',
  textBytes: 3000,
  linkLength: null,
  title: null,
  pictures: 4,
  mediaRequired: false,
  altText: 2000,
  pictureBytes: 2_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg', 'image/png', 'image/webp'],
  pictureRatio: null,
  video: {
    bytes: 300_000_000,
    types: ['video/mp4'],
    shortestMs: 0,
    longestMs: 180_000,
    widest: null,
    ratio: null,
    codecs: null,
  },
  fetches: 'nothing',
  audiences: publishable('bluesky'),
  warnings: false,
  threads: true,
  postsPerDay: null,
} as const satisfies AccountLimits;

/** Schemas from before 2026, which a server of a person's own may still have, end here. */
const olderVideoBytes = 100_000_000;
const isBlueskysOwn = (instance: string): boolean =>
  /(?:^|\.)bsky\.(?:social|network)$/.test(new URL(instance).hostname);

/** Of a server that is not Bluesky's own it is not known how new its schemas are. */
export function limitsAt(instance: string): AccountLimits {
  const { video } = blueskyLimits;
  return isBlueskysOwn(instance) ? blueskyLimits : { ...blueskyLimits, video: { ...video, bytes: olderVideoBytes } };
}

/** What a server takes of one file that is sent to itself, not to the video service. */
export const ownServerBytes = 52_428_800;

const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });

/** Why the server would refuse this post, or worse, take it: it knows no audience but the public. Null when all is well. */
export function problemWith(content: Content): Problem | null {
  const { pictures, video } = content;
  if (!canPublishFor('bluesky', content.audience)) return rejected('Bluesky has no posts for a smaller audience.');
  const [tooLong] = [content.text, ...content.thread].flatMap((text) => problemWithText(text) ?? []);
  if (tooLong !== undefined) return tooLong;
  if (video !== null) return pictures.length > 0 ? rejected('A video stands alone.') : problemWithVideo(video);
  const { pictures: mostPictures, pictureBytes } = blueskyLimits;
  if (pictures.length > mostPictures) {
    return rejected(`There are ${pictures.length} pictures; Bluesky takes ${mostPictures}.`);
  }
  const tooLarge = pictures.find(({ sizeBytes }) => sizeBytes > pictureBytes);
  if (tooLarge === undefined) return null;
  return { code: 'media_invalid', detail: `A picture has ${tooLarge.sizeBytes} bytes; Bluesky takes ${pictureBytes}.` };
}

function problemWithText(text: string): Problem | null {
  const { text: mostGraphemes, textBytes: mostBytes } = blueskyLimits;
  const count = countGraphemes(text);
  const bytes = Buffer.byteLength(text);
  if (count > mostGraphemes) return rejected(`The text has ${count} characters; Bluesky takes ${mostGraphemes}.`);
  return bytes > mostBytes ? rejected(`The text has ${bytes} bytes; Bluesky takes ${mostBytes}.`) : null;
}

function problemWithVideo({ mimeType, sizeBytes, durationMs }: ContentVideo): Problem | null {
  const { bytes, types, longestMs } = blueskyLimits.video;
  const invalid = (detail: string): Problem => ({ code: 'media_invalid', detail });
  if (!types.some((type) => type === mimeType)) return invalid(`The video is ${mimeType}; Bluesky takes MP4.`);
  if (sizeBytes > bytes) return invalid(`The video has ${sizeBytes} bytes; Bluesky takes ${bytes}.`);
  return durationMs > longestMs ? invalid(`The video is longer than ${longestMs / 60_000} minutes.`) : null;
}
