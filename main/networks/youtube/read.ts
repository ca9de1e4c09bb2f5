/** Reading one's own videos: developers.google.com/youtube/v3/guides/implementation/videos */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import { isScheduled, isShown, sourcePost, type Upload } from './parse.ts';
import { openSession, type Session } from './session.ts';
import { pageSize, uploadsPage, videosOf } from './uploads.ts';

const mostPages = 8;
const baselinePosts = 20;

/**
 * How far reading has come: the newest upload, every id seen at that very second, and the videos that were waiting for
 * their time. Those are asked for by id, since they come out without being uploaded again.
 */
const cursorSchema = z.object({ at: z.number(), seen: z.array(z.string()), scheduled: z.array(z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

/** From the newest back to the cursor; there is no way to ask for what is newer. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(call, context);
  const last = cursor === null ? null : readCursor(cursor);
  const uploads = last === null ? (await uploadsPage(session, null)).uploads : await newerThan(last, session, context);
  const ids = new Set([...uploads.map(({ id }) => id), ...(last?.scheduled ?? [])]);
  const videos = await videosOf(session, [...ids]);
  const now = context.now();
  const waiting = videos.filter((video) => isScheduled(video, now));
  const posts = videos
    .filter((video) => !waiting.includes(video) && isShown(video))
    .map((video) => sourcePost(video, context.addresses.google.watch))
    .toSorted((a, b) => a.publishedAt - b.publishedAt || (a.remoteId < b.remoteId ? -1 : 1));
  const scheduled = waiting.map(({ id }) => id);
  return {
    posts: posts.slice(last === null ? -baselinePosts : 0),
    cursor: JSON.stringify({ ...cursorAfter(uploads, last), scheduled } satisfies Cursor),
  };
}

async function newerThan(last: Cursor, session: Session, context: NetworkContext): Promise<readonly Upload[]> {
  const found: Upload[] = [];
  let pageToken: string | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const { uploads, next } = await uploadsPage(session, pageToken);
    const fresh = uploads.filter((upload) => isNewer(upload, last));
    found.push(...fresh);
    if (next === null || fresh.length < uploads.length) return found;
    pageToken = next;
  }
  context.log.warn(`More than ${mostPages * pageSize} new videos at once; the older of them are passed over.`);
  return found;
}

function isNewer({ id, addedAt }: Upload, last: Cursor): boolean {
  return addedAt > last.at || (addedAt === last.at && !last.seen.includes(id));
}

function cursorAfter(uploads: readonly Upload[], last: Cursor | null): Pick<Cursor, 'at' | 'seen'> {
  if (uploads.length === 0) return last ?? { at: 0, seen: [] };
  const at = Math.max(...uploads.map(({ addedAt }) => addedAt));
  const seen = uploads.filter(({ addedAt }) => addedAt === at).map(({ id }) => id);
  return { at, seen: last?.at === at ? [...last.seen, ...seen] : seen };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}

/** One video as it is now; null when it is gone, does not count yet, or is not this channel's. Throws NetworkFailure. */
export async function readPost(
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const session = await openSession(call, context);
  const [video] = await videosOf(session, [remoteId]);
  const isPost =
    video !== undefined &&
    video.snippet.channelId === call.account.remoteId &&
    isShown(video) &&
    !isScheduled(video, context.now());
  return isPost ? sourcePost(video, context.addresses.google.watch) : null;
}
