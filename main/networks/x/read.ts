/** Reading one's own posts: docs.x.com/x-api/users/get-posts. Every post that is handed out costs the person money. */
import { z } from 'zod';
import { type AccountCall, NetworkFailure } from '../../core/ports/network.ts';
import { type ReadResult, type SourcePost } from '../../core/ports/source.ts';
import { StatusFailure } from '../http/failure.ts';
import type { NetworkContext } from '../network.ts';
import { firstVersion, includesSchema, type Post, postSchema, sourcePost } from './parse.ts';
import { addressOf } from './post-address.ts';
import { prices } from './prices.ts';
import { openSession, type Session } from './session.ts';

const baselinePosts = 20;
const pageSize = 100;
/** X lists the last 3,200 posts; more than this at once is passed over. */
const mostPages = 8;
/** What a cursor says of an account that has no post yet. */
const nothing = '0';

const pageSchema = z.object({
  data: z.array(postSchema).nullish(),
  includes: includesSchema,
  meta: z.object({ next_token: z.string().nullish() }).nullish(),
});
export type Page = z.output<typeof pageSchema>;

/** Documents of the same day name these fields after tweets and after posts. The first is tried first. */
const spellings = [
  {
    parameter: 'tweet.fields',
    fields:
      'attachments,author_id,created_at,edit_history_tweet_ids,entities,note_tweet,possibly_sensitive,referenced_tweets',
  },
  {
    parameter: 'post.fields',
    fields:
      'attachments,author_id,created_at,edit_history_post_ids,entities,note_post,possibly_sensitive,referenced_posts',
  },
] as const;
const expanded = {
  expansions: 'attachments.media_keys,author_id',
  'media.fields': 'type,url,preview_image_url,alt_text,variants',
  'user.fields': 'protected',
} as const;

/** Posts with their media and what they refer to. Throws NetworkFailure. */
export async function askPosts(
  session: Session,
  path: string,
  query: Readonly<Record<string, string>>,
  [spelling, ...others]: readonly { readonly parameter: string; readonly fields: string }[] = spellings,
): Promise<Page> {
  if (spelling === undefined) throw new NetworkFailure({ code: 'bad_answer', detail: 'X knows none of our fields.' });
  const whole = new URLSearchParams({ ...query, [spelling.parameter]: spelling.fields, ...expanded });
  try {
    const page = await session.read(pageSchema, `${path}?${whole.toString()}`);
    session.charge(
      prices.postRead,
      (page.data ?? []).map(({ id }) => id),
    );
    return page;
  } catch (error) {
    const isSpelling =
      error instanceof StatusFailure && error.answer.status === 400 && error.answer.body.includes(spelling.parameter);
    if (!isSpelling || others.length === 0) throw error;
    return askPosts(session, path, query, others);
  }
}

export const ownPosts = ({ account }: AccountCall): string => `/2/users/${encodeURIComponent(account.remoteId)}/tweets`;

/** The posts after the id in `cursor`, oldest first; the newest few without one. Throws NetworkFailure. */
export async function readPosts(
  cursor: string | null,
  call: AccountCall,
  context: NetworkContext,
): Promise<ReadResult> {
  const session = openSession(call, context);
  const found = await pages(cursor, session, call, context);
  const posts = found.flatMap(({ data, includes }) => (data ?? []).map((post) => ({ post, includes })));
  const ordered = posts.toSorted((one, other) => compareIds(one.post.id, other.post.id));
  // An edit of a post that was read before comes under a new id: it is the same post.
  const fresh = ordered.filter(({ post }) => cursor === null || compareIds(firstVersion(post), cursor) > 0);
  const own = fresh.filter(({ post }) => !isRepost(post));
  return {
    posts: own.map(({ post, includes }) =>
      sourcePost(post, includes, addressOf(call.account.handle, post.id, context)),
    ),
    cursor: ordered.at(-1)?.post.id ?? cursor ?? nothing,
  };
}

const isRepost = ({ references }: Post): boolean => references.some(({ type }) => type === 'retweeted');

/** From the newest back; `since_id` needs no post of that id any more. */
async function pages(
  cursor: string | null,
  session: Session,
  call: AccountCall,
  { log }: NetworkContext,
): Promise<readonly Page[]> {
  const since = cursor === null || cursor === nothing ? {} : { since_id: cursor };
  const [size, most] = cursor === null ? [baselinePosts, 1] : [pageSize, mostPages];
  const found: Page[] = [];
  let further: Readonly<Record<string, string>> = {};
  while (found.length < most) {
    const query = { max_results: String(size), exclude: 'retweets', ...since, ...further };
    const page = await askPosts(session, ownPosts(call), query);
    found.push(page);
    if (!page.meta?.next_token) return found;
    further = { pagination_token: page.meta.next_token };
  }
  if (cursor !== null) log.warn('More new posts at once than are read; the older ones are passed over.');
  return found;
}

/** One post as it is now; null when it is gone. Throws NetworkFailure. */
export async function readPost(
  remoteId: string,
  call: AccountCall,
  context: NetworkContext,
): Promise<SourcePost | null> {
  const session = openSession(call, context);
  const ask = async (id: string) => {
    const { data, includes } = await askPosts(session, '/2/tweets', { ids: id });
    const post = data?.find((candidate) => candidate.id === id);
    return post === undefined ? null : { post, includes };
  };
  const first = await ask(remoteId);
  const latest = first?.post.versions.at(-1) ?? remoteId;
  const found = latest === remoteId ? first : await ask(latest);
  return found && sourcePost(found.post, found.includes, addressOf(call.account.handle, found.post.id, context));
}

/** By length, then by character: the order of numbers written as strings. Ids count up with time. */
function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : Number(one > other);
}
