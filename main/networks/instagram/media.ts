/** One's own posts: developers.facebook.com/docs/instagram-platform/reference/ig-user/media */
import { z } from 'zod';
import {
  type AccountCall,
  NetworkFailure,
  type ReadResult,
  type SourcePicture,
  type SourcePost,
} from '../../core/ports/network.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import { type InstagramSession, openSession } from './session.ts';

const pageSize = 50;
const mostPages = 8;
const baselinePosts = 20;
const fields =
  'id,caption,media_type,media_url,permalink,timestamp,alt_text,children{id,media_type,media_url,alt_text}';

const pictureSchema = z.object({
  id: z.string(),
  media_type: z.string(),
  /** Left out when the medium has been flagged or has protected sound. */
  media_url: z.string().nullish(),
  alt_text: z.string().nullish(),
});
const mediaSchema = pictureSchema.extend({
  caption: z.string().nullish(),
  permalink: z.string().nullish(),
  timestamp: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  children: z.object({ data: z.array(pictureSchema) }).nullish(),
});
const pageSchema = z.object({
  data: z.array(mediaSchema),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});
type Media = z.infer<typeof mediaSchema>;

/** Times are whole seconds, so the ids already seen at the newest one are kept with it. */
const cursorSchema = z.object({ at: z.number(), seen: z.array(z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

/** From the newest back to the cursor; there is no way to ask for what is newer. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(call, context);
  const last = cursor === null ? null : readCursor(cursor);
  const found = await newerThan(last, session, context);
  const ordered = found.map(sourcePost).toSorted((a, b) => a.publishedAt - b.publishedAt);
  return {
    posts: ordered.slice(last === null ? -baselinePosts : 0),
    cursor: JSON.stringify(cursorAfter(ordered, last)),
  };
}

async function newerThan(
  last: Cursor | null,
  session: InstagramSession,
  context: NetworkContext,
): Promise<readonly Media[]> {
  const found: Media[] = [];
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const query = new URLSearchParams({ fields, limit: String(pageSize), ...(after !== undefined && { after }) });
    const page = await session.read(pageSchema, `/me/media?${query.toString()}`);
    const fresh = page.data.filter((media) => last === null || isNewer(media, last));
    found.push(...fresh);
    after = page.paging?.cursors?.after;
    const isLast = page.paging?.next === undefined || after === undefined;
    if (last === null || isLast || fresh.length < page.data.length) return found;
  }
  context.log.warn(`More than ${mostPages * pageSize} new posts at once; the older of them are passed over.`);
  return found;
}

function isNewer(media: Media, last: Cursor): boolean {
  const at = Date.parse(media.timestamp);
  return at > last.at || (at === last.at && !last.seen.includes(media.id));
}

function cursorAfter(ordered: readonly SourcePost[], last: Cursor | null): Cursor {
  const at = ordered.at(-1)?.publishedAt;
  if (at === undefined) return last ?? { at: 0, seen: [] };
  const seen = ordered.filter((post) => post.publishedAt === at).map((post) => post.remoteId);
  return { at, seen: last?.at === at ? [...last.seen, ...seen] : seen };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}

/** A professional account, the only kind that Meta's API serves, is public. A reel or clip is other media. */
export function sourcePost(media: Media): SourcePost {
  const parts = media.media_type === 'CAROUSEL_ALBUM' ? (media.children?.data ?? []) : [media];
  const pictures = parts.flatMap(pictureOf);
  return {
    remoteId: media.id,
    url: media.permalink ?? '',
    text: media.caption ?? '',
    language: null,
    audience: 'public',
    sensitive: false,
    warning: null,
    publishedAt: Date.parse(media.timestamp),
    isReply: false,
    pictures,
    video: null,
    otherMedia: parts.length === 0 || pictures.length < parts.length ? 'unsupported' : null,
  };
}

function pictureOf({ id, media_type, media_url, alt_text }: z.infer<typeof pictureSchema>): readonly SourcePicture[] {
  if (media_type !== 'IMAGE' || !media_url) return [];
  return [{ remoteId: id, url: media_url, altText: alt_text ?? '' }];
}
