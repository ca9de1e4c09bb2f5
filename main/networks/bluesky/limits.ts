import type { AccountLimits, Content } from '../../../contract/model.ts';
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
  video: null,
  fetches: 'nothing',
  audiences: ['public'],
  warnings: false,
  threads: false,
  postsPerDay: null,
} as const satisfies AccountLimits;

/** Why the server would refuse this post, or worse, take it: it knows no audience but the public. Null when all is well. */
export function problemWith(content: Content): Problem | null {
  const { text, pictures } = content;
  const { text: mostGraphemes, textBytes: mostBytes, pictures: mostPictures, pictureBytes } = blueskyLimits;
  const count = countGraphemes(text);
  const bytes = Buffer.byteLength(text);
  const rejected = (detail: string): Problem => ({ code: 'content_rejected', detail });
  if (content.audience !== 'public') return rejected('Bluesky has no posts for a smaller audience.');
  if (count > mostGraphemes) return rejected(`The text has ${count} characters; Bluesky takes ${mostGraphemes}.`);
  if (bytes > mostBytes) return rejected(`The text has ${bytes} bytes; Bluesky takes ${mostBytes}.`);
  if (pictures.length > mostPictures) {
    return rejected(`There are ${pictures.length} pictures; Bluesky takes ${mostPictures}.`);
  }
  const tooLarge = pictures.find(({ sizeBytes }) => sizeBytes > pictureBytes);
  if (tooLarge === undefined) return null;
  return { code: 'media_invalid', detail: `A picture has ${tooLarge.sizeBytes} bytes; Bluesky takes ${pictureBytes}.` };
}
