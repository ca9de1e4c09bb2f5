/** A Page's own posts, newest first: developers.facebook.com/docs/graph-api/reference/page/feed */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import { type FacebookPost, isShare, postFields, postSchema, sourcePost } from './parse.ts';
import { openSession, type PageSession } from './session.ts';

/** More than a hundred is an error. */
const pageSize = 50;
const mostPages = 8;
const baselinePosts = 20;

const listSchema = z.object({
  data: z.array(postSchema),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});

/** Times are whole seconds, so the ids already seen at the newest one are kept with it. */
const cursorSchema = z.object({ at: z.number(), seen: z.array(z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

/** From the newest back to the cursor. What shows somebody else's post is left out. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(call, context);
  const last = cursor === null ? null : readCursor(cursor);
  const found = await newerThan(last, session, context);
  const ordered = found.toSorted((a, b) => a.created_time - b.created_time);
  const own = ordered.filter((post) => !isShare(post)).slice(last === null ? -baselinePosts : 0);
  return {
    posts: own.map((post) => sourcePost(post, session.www)),
    cursor: JSON.stringify(cursorAfter(ordered, last)),
  };
}

async function newerThan(
  last: Cursor | null,
  session: PageSession,
  context: NetworkContext,
): Promise<readonly FacebookPost[]> {
  const found: FacebookPost[] = [];
  for await (const posts of pagesOf(session, pageSize, mostPages)) {
    const fresh = posts.filter((post) => last === null || isNewer(post, last));
    found.push(...fresh);
    if (last === null || fresh.length < posts.length) return found;
  }
  if (found.length >= mostPages * pageSize)
    context.log.warn(`More than ${mostPages * pageSize} new posts at once; the older of them are passed over.`);
  return found;
}

/** The Page's posts list by list, newest first, at most `most` lists. */
export async function* pagesOf(
  { read, page }: PageSession,
  size: number,
  most: number,
): AsyncGenerator<readonly FacebookPost[]> {
  let after: string | undefined;
  for (let count = 0; count < most; count += 1) {
    const query = new URLSearchParams({ fields: postFields, limit: String(size) });
    if (after !== undefined) query.set('after', after);
    const { data, paging } = await read(listSchema, `/${page}/published_posts?${query.toString()}`);
    yield data;
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) return;
  }
}

/** One post as it is now; null when it is gone, which Graph must say twice since it says the same of a lost permission. */
export async function readPost(
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const session = await openSession(call, context);
  const post = (await onePost(remoteId, session)) ?? (await onePost(remoteId, session));
  return post === null ? null : sourcePost(post, session.www);
}

async function onePost(remoteId: string, { read }: PageSession): Promise<FacebookPost | null> {
  const query = new URLSearchParams({ fields: postFields });
  try {
    return await read(postSchema, `/${encodeURIComponent(remoteId)}?${query.toString()}`);
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
    throw error;
  }
}

function isNewer({ id, created_time: at }: FacebookPost, last: Cursor): boolean {
  return at > last.at || (at === last.at && !last.seen.includes(id));
}

function cursorAfter(ordered: readonly FacebookPost[], last: Cursor | null): Cursor {
  const at = ordered.at(-1)?.created_time;
  if (at === undefined) return last ?? { at: 0, seen: [] };
  const seen = ordered.filter((post) => post.created_time === at).map(({ id }) => id);
  return { at, seen: last?.at === at ? [...last.seen, ...seen] : seen };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}
