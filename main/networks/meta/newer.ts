/** Reading one's own posts page by page, from the newest back to where the last read ended. */
import { z } from 'zod';
import { NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { parsedJson } from '../http/body.ts';
import type { NetworkContext } from '../network.ts';

const mostPages = 8;
const baselinePosts = 20;

/** `2026-09-01T10:00:00+0000`, in milliseconds. */
export const timestamp = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => Date.parse(text));

/** A page of Graph. `next` holds the token in its address and is never followed: `after` says the same. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item),
    paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
  });

export interface Dated {
  readonly id: string;
  readonly timestamp: number;
}
export interface Page<Item> {
  readonly data: readonly Item[];
  readonly paging?:
    | { readonly cursors?: { readonly after: string } | undefined; readonly next?: string | undefined }
    | undefined;
}

/** Where the next page goes on; undefined after the last one. */
export const afterPage = ({ paging }: Page<unknown>): string | undefined =>
  paging?.next === undefined ? undefined : paging.cursors?.after;

/** Times are whole seconds, so the ids already seen at the newest one are kept with it. */
const cursorSchema = z.object({ at: z.number(), seen: z.array(z.string()) });
type Cursor = z.infer<typeof cursorSchema>;

export interface Reading<Item> {
  /** Null for what is no post of the account's own. */
  readonly toPost: (item: Item) => SourcePost | null;
  /** What stands in no page. */
  readonly others: readonly Item[];
}

/** Throws NetworkFailure. */
export async function readNewer<Item extends Dated>(
  cursor: string | null,
  pages: (after: string | undefined) => Promise<Page<Item>>,
  { toPost, others }: Reading<Item>,
  { log }: NetworkContext,
): Promise<ReadResult> {
  const last = cursor === null ? null : readCursor(cursor);
  const listed = last === null ? (await pages(undefined)).data : await newerThan(last, pages, log);
  const isListed = ({ id }: Item) => listed.some((item) => item.id === id);
  const besides = others.filter((item) => (last === null || isNewer(item, last)) && !isListed(item));
  const ordered = [...listed, ...besides].toSorted((a, b) => a.timestamp - b.timestamp);
  const posts = ordered.flatMap((item) => toPost(item) ?? []);
  return {
    posts: posts.slice(last === null ? -baselinePosts : 0),
    cursor: JSON.stringify(cursorAfter(ordered, last)),
  };
}

async function newerThan<Item extends Dated>(
  last: Cursor,
  pages: (after: string | undefined) => Promise<Page<Item>>,
  log: NetworkContext['log'],
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const page = await pages(after);
    const fresh = page.data.filter((item) => isNewer(item, last));
    found.push(...fresh);
    after = afterPage(page);
    if (after === undefined || fresh.length < page.data.length) return found;
  }
  log.warn(`More than ${mostPages} pages of new posts at once; the older of them are passed over.`);
  return found;
}

function isNewer({ id, timestamp: at }: Dated, last: Cursor): boolean {
  return at > last.at || (at === last.at && !last.seen.includes(id));
}

function cursorAfter(ordered: readonly Dated[], last: Cursor | null): Cursor {
  const at = ordered.at(-1)?.timestamp;
  if (at === undefined) return last ?? { at: 0, seen: [] };
  const seen = ordered.filter((item) => item.timestamp === at).map(({ id }) => id);
  return { at, seen: last?.at === at ? [...last.seen, ...seen] : seen };
}

function readCursor(text: string): Cursor {
  const cursor = cursorSchema.safeParse(parsedJson(text));
  if (cursor.success) return cursor.data;
  throw new NetworkFailure({ code: 'internal', detail: 'The place where reading stopped cannot be read.' });
}
