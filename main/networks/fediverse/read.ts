/** Reading one's own posts: docs.joinmastodon.org/methods/accounts/#statuses */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';
import type { Dialect } from './dialect.ts';
import { sourcePost, type Status, statusesSchema, statusSchema } from './parse.ts';
import { openSession, type Session } from './session.ts';

const pageSize = 40;
const mostPages = 10;
const baselinePosts = 20;

/**
 * How far reading has come: the newest status, and every id seen at that very time, since snac2's ids do not sort within
 * a second.
 */
const cursorSchema = z.object({ id: z.string(), at: z.number(), seen: z.array(z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

/**
 * Pages go from the newest back to the cursor: `max_id` means the same on every server, while `min_id` is the next forty
 * on Mastodon, the newest forty on Pixelfed, and nothing on snac2.
 */
export async function readPosts(
  dialect: Dialect,
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = await openSession(dialect, call, context);
  const last = cursor === null ? null : readCursor(cursor);
  const found =
    last === null ? await page(dialect, session, call, null) : await newerThan(dialect, last, session, call, context);
  const ordered = found.toSorted((a, b) => a.created_at - b.created_at || compareIds(a.id, b.id));
  const own = ordered.filter((status) => !status.reblog);
  return {
    posts: own.slice(last === null ? -baselinePosts : 0).map((status) => sourcePost(status, domainOf(call))),
    cursor: JSON.stringify(cursorAfter(ordered, last)),
  };
}

/** One post as it is now; null when it is gone. */
export async function readPost(
  dialect: Dialect,
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const session = await openSession(dialect, call, context);
  try {
    const path = `/api/v1/statuses/${encodeURIComponent(remoteId)}${dialect.ownShape === null ? '' : `?${dialect.ownShape}=1`}`;
    const { body } = await session.read(statusSchema, path);
    return sourcePost(body, domainOf(call));
  } catch (error) {
    if (error instanceof NetworkFailure && error.problem.code === 'not_found') return null;
    throw error;
  }
}

const domainOf = ({ account }: AccountCall): string => account.handle.split('@').at(-1) ?? '';

async function newerThan(
  dialect: Dialect,
  last: Cursor,
  session: Session,
  call: AccountCall,
  context: NetworkContext,
): Promise<readonly Status[]> {
  const found = new Map<string, Status>();
  let before: string | null = null;
  for (let count = 0; count < mostPages; count += 1) {
    const statuses = await page(dialect, session, call, before);
    const fresh = statuses.filter((status) => isNewer(status, last) && !found.has(status.id));
    for (const status of fresh) found.set(status.id, status);
    const oldest = statuses.at(-1);
    if (oldest === undefined || fresh.length < statuses.length || statuses.length < pageSize)
      return [...found.values()];
    before = oldest.id;
  }
  context.log.warn(`More than ${mostPages * pageSize} new posts at once; the older of them are passed over.`);
  return [...found.values()];
}

async function page(
  dialect: Dialect,
  session: Session,
  call: AccountCall,
  before: string | null,
): Promise<readonly Status[]> {
  const query = new URLSearchParams({
    limit: String(pageSize),
    ...(before !== null && { max_id: before }),
    ...(dialect.ownShape !== null && { [dialect.ownShape]: '1' }),
  });
  const path = `/api/v1/accounts/${encodeURIComponent(call.account.remoteId)}/statuses?${query.toString()}`;
  return (await session.read(statusesSchema, path)).body;
}

/** Ids that are numbers count up with time and may be longer than JavaScript's; others leave the time to decide. */
function isNewer(status: Status, last: Cursor): boolean {
  if (isNumber(status.id) && isNumber(last.id)) return compareIds(status.id, last.id) > 0;
  return status.created_at > last.at || (status.created_at === last.at && !last.seen.includes(status.id));
}

const isNumber = (id: string): boolean => /^\d+$/.test(id);

/** By length, then by character: the order of numbers written as strings. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}

function cursorAfter(ordered: readonly Status[], last: Cursor | null): Cursor {
  const newest = ordered.at(-1);
  if (newest === undefined) return last ?? { id: '', at: 0, seen: [] };
  const at = newest.created_at;
  const seen = ordered.filter((status) => status.created_at === at).map((status) => status.id);
  return { id: newest.id, at, seen: last?.at === at ? [...last.seen, ...seen] : seen };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}
