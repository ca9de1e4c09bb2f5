/** What TikTok takes as a draft, and what it has to say of a content. */
import { canPublishFor, publishable } from '../../../contract/audiences.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { AccountLimits, Content, Notice } from '../../../contract/model.ts';
import { lengthOf } from './count.ts';

/** A photo draft may have a title of its own. */
const titleUnits = 90;
/** What the person can put under a video in TikTok's app: the draft itself takes no caption. */
const videoCaptionUnits = 2200;

/**
 * developers.tiktok.com/docs/en/content-posting-api-media-transfer-guide and -reference-photo-post. The same for everyone:
 * `creator_info`, which tells the limits of an account, is for posting directly.
 *
 * `title` is null because a video draft cannot have one, and only photo drafts can.
 * Photos may be “1080p”: the pixels of a square of that side keep the shorter side of every shape within it.
 * `postsPerDay` is the number of drafts that may wait for the person at once, counted over 24 hours.
 */
export const limits: AccountLimits = {
  text: 4000,
  textUnit: 'utf16',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 35,
  mediaRequired: true,
  altText: 0,
  pictureBytes: 20_000_000,
  picturePixels: 1080 * 1080,
  pictureTypes: ['image/jpeg', 'image/webp'],
  pictureRatio: null,
  video: {
    bytes: 4_000_000_000,
    types: ['video/mp4', 'video/quicktime', 'video/webm'],
    shortestMs: 0,
    longestMs: 600_000,
    widest: 4096,
    ratio: null,
    codecs: ['avc', 'hevc', 'vp8', 'vp9'],
  },
  fetches: 'pictures',
  audiences: publishable('tiktok'),
  warnings: false,
  threads: false,
  postsPerDay: 5,
};

/**
 * Everything arrives as a draft. `count` is how much of the text stays behind and has to be pasted there: all of it with a
 * video, nothing with photos.
 */
export function notices({ text, pictures, video }: Content): readonly Notice[] {
  if (video === null && pictures.length === 0) return [];
  const count = video === null ? 0 : lengthOf(text);
  const isTooLong = count > videoCaptionUnits && count <= limits.text;
  return [
    { level: 'warning', code: 'finished_in_app', values: { count } },
    ...(isTooLong
      ? [{ level: 'warning', code: 'text_too_long', values: { count, limit: videoCaptionUnits } } as const]
      : []),
  ];
}

/**
 * What cannot be sent as it is meant; null when nothing is in the way. A mark of sensitive content is no hindrance:
 * nobody sees the draft before the person has set that in TikTok's app.
 */
export function problemWith(content: Content): Problem | null {
  const { title, text, thread, audience, warning, pictures, video } = content;
  const isOneKind = (video === null) !== (pictures.length === 0);
  const isSendable =
    canPublishFor('tiktok', audience) &&
    warning === null &&
    thread.length === 0 &&
    isOneKind &&
    pictures.length <= limits.pictures &&
    lengthOf(text) <= limits.text &&
    (title === null || (video === null && lengthOf(title) <= titleUnits));
  return isSendable ? null : { code: 'content_rejected' };
}
