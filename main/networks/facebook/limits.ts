/** What a Page takes, and why a content cannot be sent to one. */
import { canPublishFor, publishable } from '../../../contract/audiences.ts';
import type { AccountLimits, Content, Notice } from '../../../contract/model.ts';
import type { Problem } from '../../../contract/errors.ts';
import { charactersIn } from '../segments.ts';

/**
 * The same for every Page. Text: what clients keep to, Meta's documents name no limit. Alt text and pictures in one post: not
 * documented for Pages, so Instagram's numbers stand in. A photo may have 10 MB by the documents and 4 MB by the text of
 * the error, so the smaller holds. Videos sent in parts: not documented either, these are the values often told.
 */
export const facebookLimits = {
  text: 63_206,
  textUnit: 'characters',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 10,
  mediaRequired: false,
  altText: 1000,
  pictureBytes: 4_000_000,
  picturePixels: null,
  pictureTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'],
  pictureRatio: null,
  video: {
    bytes: 1_000_000_000,
    types: ['video/mp4', 'video/quicktime'],
    shortestMs: 1_000,
    longestMs: 20 * 60_000,
    widest: null,
    ratio: null,
    codecs: null,
  },
  fetches: 'nothing',
  audiences: publishable('facebook'),
  warnings: false,
  threads: false,
  postsPerDay: null,
} as const satisfies AccountLimits;

/** What Facebook has no place for: the alt text of a video, and a mark that hides pictures behind a click. */
export function notices(content: Content): readonly Notice[] {
  const { video } = content;
  return [
    ...(video !== null && video.altText !== '' ? [{ code: 'alt_text_not_taken', level: 'warning' } as const] : []),
    ...(isHidden(content) ? [{ code: 'sensitive_not_taken', level: 'hold' } as const] : []),
  ];
}

/** The mark is for pictures and videos: a text says by itself what it is about. */
const isHidden = ({ sensitive, pictures, video }: Content): boolean =>
  sensitive && (pictures.length > 0 || video !== null);

/**
 * Why this content is not sent as it is; null when it can be. What Facebook has no place for is refused and never dropped,
 * but for the alt text of a video, of which the person was told, and the language, which Facebook finds out by itself.
 */
export function problemWith(content: Content): Problem | null {
  const { text, pictures, video } = content;
  const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
  const count = charactersIn(text);
  if (!canPublishFor('facebook', content.audience)) return rejected('A Page has no posts for a smaller audience.');
  if (content.warning !== null) return rejected('Facebook has no content warnings.');
  if (isHidden(content)) return rejected('Facebook cannot hide sensitive pictures and videos behind a click.');
  if (content.title !== null) return rejected('A post of a Page has no title of its own.');
  if (content.thread.length > 0) return rejected('A Page has no threads.');
  if (count > facebookLimits.text)
    return rejected(`The text has ${count} characters; Facebook takes ${facebookLimits.text}.`);
  if (text.trim() === '' && pictures.length === 0 && video === null) return rejected('There is nothing to publish.');
  return mediaProblem(content);
}

function mediaProblem({ pictures, video }: Content): Problem | null {
  const invalid = (detail: string): Problem => ({ code: 'media_invalid', detail });
  if (video !== null && pictures.length > 0) return invalid('A post has pictures or a video, not both.');
  if (video !== null && video.sizeBytes > facebookLimits.video.bytes)
    return invalid(`The video has ${video.sizeBytes} bytes; Facebook takes ${facebookLimits.video.bytes}.`);
  if (pictures.length > facebookLimits.pictures)
    return invalid(`There are ${pictures.length} pictures; Facebook takes ${facebookLimits.pictures}.`);
  const tooLarge = pictures.find(({ sizeBytes }) => sizeBytes > facebookLimits.pictureBytes);
  if (tooLarge === undefined) return null;
  return invalid(`A picture has ${tooLarge.sizeBytes} bytes; Facebook takes ${facebookLimits.pictureBytes}.`);
}
