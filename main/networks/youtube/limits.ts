/** What YouTube takes: developers.google.com/youtube/v3/docs/videos/insert and /videos#snippet */
import { canPublishFor, publishable } from '../../../contract/audiences.ts';
import type { LackReason } from '../../../contract/capabilities.ts';
import type { Problem } from '../../../contract/errors.ts';
import type { AccountLimits, Content, Notice } from '../../../contract/model.ts';
import { countOf, tagsIn } from './count.ts';
import { quota } from './quota.ts';

const hourMs = 3_600_000;

export const youtubeLimits = {
  text: 5000,
  textUnit: 'bytes',
  textBytes: null,
  linkLength: null,
  title: 100,
  pictures: 0,
  mediaRequired: true,
  altText: 0,
  pictureBytes: 0,
  picturePixels: null,
  pictureTypes: [],
  pictureRatio: null,
  video: {
    bytes: 256_000_000_000,
    // Everything that is `video/*`; these are the kinds that Crosstie keeps.
    types: ['video/mp4', 'video/quicktime', 'video/webm'],
    shortestMs: 0,
    // Not in the API's pages: what is too long for the account comes back as rejected for its `length`.
    longestMs: 12 * hourMs,
    widest: null,
    ratio: null,
    codecs: null,
  },
  fetches: 'nothing',
  audiences: publishable('youtube'),
  warnings: false,
  threads: false,
  postsPerDay: quota.uploadsPerDay,
} as const satisfies AccountLimits;

/**
 * What a project of one's own that Google has not audited does: every upload becomes private, whatever was asked for
 * (projects made after 28 July 2020). The API does not tell which project has been audited.
 */
export const audit = {
  capability: 'needs_approval',
  notice: { code: 'stays_private', level: 'warning' },
} as const satisfies { readonly capability: LackReason; readonly notice: Notice };

/** Further hashtags make YouTube ignore all of them. */
const mostTags = 60;
const forbidden = /[<>]/u;

/** The title's own rules are in the limits; the rest that can be said before uploading is said here. */
export function notices({ title, text }: Content, _limits: AccountLimits): readonly Notice[] {
  const tags = tagsIn(text);
  const isForbidden = [title ?? '', text].some((words) => forbidden.test(words));
  return [
    ...(isForbidden ? [{ code: 'forbidden_characters', level: 'hold', values: { characters: '< >' } } as const] : []),
    ...(tags > mostTags
      ? [{ code: 'too_many_tags', level: 'warning', values: { count: tags, limit: mostTags } } as const]
      : []),
    audit.notice,
  ];
}

/** Why YouTube would refuse this, or show it other than approved; null when all is well. */
export function problemWith(content: Content): Problem | null {
  const detail = reasonAgainst(content);
  if (detail !== null) return { code: 'content_rejected', detail };
  const { bytes } = youtubeLimits.video;
  const sizeBytes = content.video?.sizeBytes ?? 0;
  return sizeBytes > bytes
    ? { code: 'media_invalid', detail: `The video has ${sizeBytes} bytes; YouTube takes ${bytes}.` }
    : null;
}

function reasonAgainst(content: Content): string | null {
  const { title, text, thread, audience, warning, pictures, video } = content;
  if (!canPublishFor('youtube', audience)) return 'YouTube has no videos for this audience.';
  if (video === null || pictures.length > 0) return 'YouTube takes one video and nothing else.';
  if (thread.length > 0) return 'YouTube has no threads.';
  if (warning !== null) return 'YouTube has no content warnings.';
  return reasonAgainstWords(title ?? '', text);
}

/** Why YouTube would refuse this title and description; null when all is well. */
export function reasonAgainstWords(title: string, text: string): string | null {
  const characters = Array.from(title).length;
  const bytes = countOf(text);
  if (title.trim() === '') return 'A video needs a title.';
  if (characters > youtubeLimits.title)
    return `The title has ${characters} characters; YouTube takes ${youtubeLimits.title}.`;
  if (bytes > youtubeLimits.text) return `The description has ${bytes} bytes; YouTube takes ${youtubeLimits.text}.`;
  return forbidden.test(title) || forbidden.test(text) ? 'YouTube takes no < and no >.' : null;
}
