/** What LinkedIn takes: learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api */
import { publishable, wordFor } from '../../../contract/audiences.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { AccountLimits, Audience, Content, Notice } from '../../../contract/model.ts';
import { charactersIn } from '../segments.ts';

/**
 * The same for every member. LinkedIn names no size for a picture's file and two for a video's (500 MB and 5 GB): the
 * careful value stands here. “Share on LinkedIn” lets a member make 150 requests in a day, so never more posts.
 */
export const linkedinLimits = {
  text: 3000,
  textUnit: 'characters',
  textBytes: null,
  linkLength: null,
  title: null,
  pictures: 20,
  mediaRequired: false,
  altText: 4086,
  pictureBytes: 5_000_000,
  picturePixels: 36_152_319,
  pictureTypes: ['image/jpeg', 'image/png', 'image/gif'],
  pictureRatio: null,
  video: {
    bytes: 500_000_000,
    types: ['video/mp4'],
    shortestMs: 3_000,
    longestMs: 30 * 60_000,
    widest: null,
    ratio: null,
    codecs: null,
  },
  fetches: 'nothing',
  audiences: publishable('linkedin'),
  warnings: false,
  threads: false,
  postsPerDay: 150,
} as const satisfies AccountLimits;

/** 75 KB, by the larger of the two ways to count one. */
const smallestVideoBytes = 75 * 1024;

/**
 * Who sees a post, in LinkedIn's words; null where it has none. `followers` becomes CONNECTIONS: people whom the member
 * accepted one by one. Each of them follows the member from then on, so they are at most the member's followers here,
 * and nobody comes in without the member's yes. LOGGED_IN is every member of LinkedIn, which is no smaller audience.
 */
export const visibilityOf = (audience: Audience): string | null => wordFor('linkedin', audience);

/** Why LinkedIn would refuse this post, or worse, take it without what it cannot say. Null when all is well. */
export function problemWith(content: Content): Problem | null {
  return unsayable(content) ?? tooMuch(content);
}

/** A language is said to nobody: LinkedIn finds it out by itself. */
function unsayable({ audience, title, thread, warning, sensitive, pictures, video }: Content): Problem | null {
  if (visibilityOf(audience) === null) return rejected('LinkedIn has no posts for this audience.');
  if (title !== null) return rejected('LinkedIn has no titles for posts.');
  if (thread.length > 0) return rejected('LinkedIn has no threads.');
  if (warning !== null) return rejected('LinkedIn has no content warnings.');
  const hasMedia = pictures.length > 0 || video !== null;
  return sensitive && hasMedia ? rejected('LinkedIn cannot hide sensitive pictures and videos behind a click.') : null;
}

function tooMuch({ text, pictures, video }: Content): Problem | null {
  const { text: mostCharacters, pictures: mostPictures, altText, pictureBytes } = linkedinLimits;
  const count = charactersIn(text);
  if (count > mostCharacters) return rejected(`The text has ${count} characters; LinkedIn takes ${mostCharacters}.`);
  if (pictures.length > 0 && video !== null) return rejected('LinkedIn takes pictures or a video, not both.');
  if (pictures.length > mostPictures)
    return rejected(`There are ${pictures.length} pictures; LinkedIn takes ${mostPictures}.`);
  const described = video === null ? pictures : [video];
  if (described.some((medium) => charactersIn(medium.altText) > altText))
    return rejected(`An alt text is longer than the ${altText} characters that LinkedIn takes.`);
  const large = pictures.find(({ sizeBytes }) => sizeBytes > pictureBytes);
  if (large !== undefined) return invalid(`A picture has ${large.sizeBytes} bytes; LinkedIn takes ${pictureBytes}.`);
  return video === null || fitsSize(video.sizeBytes)
    ? null
    : invalid(
        `The video has ${video.sizeBytes} bytes; LinkedIn takes ${smallestVideoBytes} to ${linkedinLimits.video.bytes}.`,
      );
}

const fitsSize = (bytes: number): boolean => bytes >= smallestVideoBytes && bytes <= linkedinLimits.video.bytes;
const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
const invalid = (detail: string): Problem => ({ code: 'media_invalid', detail });

/** LinkedIn takes an alt text with every medium and promises to show those of pictures alone. */
export function notices({ video }: Content): readonly Notice[] {
  if (video === null) return [];
  return [
    ...(video.sizeBytes < smallestVideoBytes ? [{ code: 'video_unsupported', level: 'hold' } as const] : []),
    ...(video.altText === '' ? [] : [{ code: 'alt_text_not_taken', level: 'warning' } as const]),
  ];
}
