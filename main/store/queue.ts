/** The approval window's list: posts that have a crosspost in a tab, the newest first. */
import type { CrosspostState, NetworkId, Notice, PostId, QueueTab } from '../../contract/model.ts';
import type { Reader } from '../core/ports/store.ts';
import type { QueueEntry, QueueQuery } from '../core/ports/queries.ts';
import type { OfferKind } from '../../contract/offers.ts';
import { type QueuePosition, fromCursor, toCursor } from './cursor.ts';
import { type ReadableDb, select } from './db.ts';
import { fromJson, fromNullableJson } from './json.ts';
import { type PostRow, postColumns, toPost } from './posts.ts';
import { matchExpression } from './search.ts';

type Counts = ReturnType<Reader['counts']>;
type QueuePage = ReturnType<Reader['queue']>;
type EntryRow = PostRow & {
  readonly postedAt: number;
  readonly network: NetworkId;
  readonly handle: string;
  readonly cover: string | null;
  readonly offer: OfferKind | null;
};

/** Crossposts of a post stand next to each other in the index, so that grouping is a walk along it. */
function pageSql(filter: string): string {
  return `SELECT ${postColumns}, page.posted_at AS postedAt, account.network, account.handle,
      CASE media.kind WHEN 'video' THEN media.poster ELSE media.file END AS cover, offer.kind AS offer
    FROM (
      SELECT posted_at, post_id FROM crosspost
      WHERE tab = @tab AND (posted_at, post_id) < (@postedAt, @postId) ${filter}
      GROUP BY posted_at, post_id ORDER BY posted_at DESC, post_id DESC LIMIT @limit
    ) AS page
    JOIN post ON post.id = page.post_id
    JOIN account ON account.id = post.account_id
    LEFT JOIN media ON media.post_id = post.id AND media.position = 0
    LEFT JOIN offer ON offer.post_id = post.id AND offer.done_at IS NULL AND offer.answered_at IS NULL
    ORDER BY page.posted_at DESC, page.post_id DESC`;
}
const wholePage = pageSql('');
const searchedPage = pageSql('AND post_id IN (SELECT rowid FROM post_search WHERE post_search MATCH @match)');

const start: QueuePosition = { postedAt: Number.MAX_SAFE_INTEGER, postId: Number.MAX_SAFE_INTEGER as PostId };

/** Throws RangeError for a cursor that is not ours. */
export function findQueuePage(db: ReadableDb, { tab, search, after, limit }: QueueQuery): QueuePage {
  const match = matchExpression(search);
  const position = after === null ? start : fromCursor(after);
  const values = { tab, ...position, limit: limit + 1, ...(match === null ? {} : { match }) };
  const found = select<EntryRow>(db, match === null ? wholePage : searchedPage).all(values);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const marks = listMarks(db, rows, tab);
  return {
    entries: rows.map((row) => toEntry(row, marks.get(row.id) ?? [])),
    next:
      found.length > rows.length && last !== undefined ? toCursor({ postedAt: last.postedAt, postId: last.id }) : null,
  };
}

type Marks = QueueEntry['crossposts'];

function toEntry(row: EntryRow, crossposts: Marks): QueueEntry {
  const { postedAt: _, network, handle, cover, offer, ...post } = row;
  return { post: toPost(post), network, handle, cover: fromNullableJson(cover), offer, crossposts };
}

interface MarkRow {
  readonly postId: PostId;
  readonly network: NetworkId;
  readonly state: CrosspostState;
  readonly tab: QueueTab;
  readonly notices: string;
}

/** By post, the crossposts of a page that are in this tab: one query for all, since each query has its price. */
function listMarks(db: ReadableDb, page: readonly EntryRow[], tab: QueueTab): ReadonlyMap<PostId, Marks> {
  const list = select<MarkRow>(
    db,
    `SELECT crosspost.post_id AS postId, account.network, crosspost.state, crosspost.tab, crosspost.notices
     FROM json_each(?) AS page
     JOIN crosspost ON crosspost.post_id = page.value
     JOIN account ON account.id = crosspost.account_id
     ORDER BY crosspost.id`,
  );
  const rows = list.all(JSON.stringify(page.map(({ id }) => id)));
  const marks = new Map<PostId, Marks>();
  for (const { postId, network, state, notices } of rows.filter((row) => row.tab === tab)) {
    const hasWarning = fromJson<readonly Notice[]>(notices).some((notice) => notice.level === 'warning');
    marks.set(postId, [...(marks.get(postId) ?? []), { network, state, hasWarning }]);
  }
  return marks;
}

/** Kept up to date by triggers: counting 100,000 rows would take longer than a frame. */
export function countQueue(db: ReadableDb): Counts {
  const rows = select<{ readonly name: string; readonly posts: number }>(
    db,
    'SELECT name, posts FROM queue_count',
  ).all();
  const posts = new Map(rows.map((row) => [row.name, row.posts]));
  const count = (name: QueueTab | 'to_approve') => posts.get(name) ?? 0;
  return {
    tabs: {
      waiting: count('waiting'),
      scheduled: count('scheduled'),
      published: count('published'),
      problems: count('problems'),
      skipped: count('skipped'),
    },
    waiting: count('to_approve'),
  };
}
