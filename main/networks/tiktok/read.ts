/** One's own public videos: developers.tiktok.com/docs/en/tiktok-api-v2-video-list and -video-query */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import { sourcePost, type Video, videoFields, videoSchema } from './parse.ts';
import { openSession, type TiktokSession } from './session.ts';

/** The most that TikTok gives at once, and the baseline. */
const pageSize = 20;
const mostPages = 10;
/** A video is public when moderation is through with it, which may be after a newer one. */
const lateMs = 24 * 3_600_000;

const pageSchema = z.object({ videos: z.array(videoSchema), cursor: z.number().nullish(), has_more: z.boolean() });

/** What came out since `since` and is not among `seen` (id to time, in milliseconds) is new. */
const cursorSchema = z.object({ since: z.number(), seen: z.record(z.string(), z.number()) });
type Cursor = z.infer<typeof cursorSchema>;

/** From the newest back to the cursor; there is no way to ask for what is newer. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(call, context);
  const last = cursor === null ? null : readCursor(cursor);
  const found = last === null ? (await page(session, null)).videos : await newerThan(last, session, context);
  // Times are whole seconds: within one the list itself, newest first, gives the order.
  const posts = found
    .map(sourcePost)
    .toReversed()
    .toSorted((a, b) => a.publishedAt - b.publishedAt);
  return { posts, cursor: JSON.stringify(cursorAfter(posts, last)) };
}

async function newerThan(last: Cursor, session: TiktokSession, context: NetworkContext): Promise<readonly Video[]> {
  const found = new Map<string, Video>();
  let before: number | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const { videos, cursor, has_more: hasMore } = await page(session, before);
    const inTime = videos.filter(({ create_time }) => create_time * 1000 >= last.since);
    for (const video of inTime) if (!Object.hasOwn(last.seen, video.id)) found.set(video.id, video);
    if (!hasMore || typeof cursor !== 'number' || inTime.length < videos.length) return [...found.values()];
    before = cursor;
  }
  context.log.warn(`More than ${mostPages * pageSize} new posts at once; the older of them are passed over.`);
  return [...found.values()];
}

async function page(session: TiktokSession, before: number | null): Promise<z.infer<typeof pageSchema>> {
  const path = `/v2/video/list/?${new URLSearchParams({ fields: videoFields }).toString()}`;
  const json = { max_count: pageSize, ...(before !== null && { cursor: before }) };
  return session.read(pageSchema, { method: 'POST', path, json });
}

/** Nothing older than the baseline is ever new: it may have been private until now. */
function cursorAfter(posts: readonly SourcePost[], last: Cursor | null): Cursor {
  const newest = Math.max(posts.at(-1)?.publishedAt ?? 0, ...Object.values(last?.seen ?? {}));
  const since = last === null ? newest : Math.max(last.since, newest - lateMs);
  const seen = { ...last?.seen, ...Object.fromEntries(posts.map((post) => [post.remoteId, post.publishedAt])) };
  return { since, seen: Object.fromEntries(Object.entries(seen).filter(([, at]) => at >= since)) };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}

const querySchema = z.object({ videos: z.array(videoSchema) });

/** Null when it is gone or public no more. Throws NetworkFailure. */
export async function readPost(id: string, call: AccountCall, context: NetworkContext): Promise<SourcePost | null> {
  const session = await openSession(call, context);
  const path = `/v2/video/query/?${new URLSearchParams({ fields: videoFields }).toString()}`;
  const json = { filters: { video_ids: [id] } };
  const { videos } = await session.read(querySchema, { method: 'POST', path, json });
  const video = videos.find((candidate) => candidate.id === id);
  return video === undefined ? null : sourcePost(video);
}
