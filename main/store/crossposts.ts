/** Crossposts: one for each post and account it goes to. */
import type { AccountId, Content, CrosspostId, CrosspostState, PostId, RouteId } from '../../contract/model.ts';
import type { CrosspostChange, CrosspostRecord, NewCrosspost } from '../core/ports/records.ts';
import { type ReadableDb, type SqlValue, type WritableDb, change, insertedId, select } from './db.ts';
import { fromJson, fromNullableJson } from './json.ts';

export type CrosspostRow = Omit<CrosspostRecord, 'content' | 'planned' | 'notices' | 'problem'> & {
  readonly content: string;
  readonly planned: string;
  readonly notices: string;
  readonly problem: string | null;
};

/** Selects `CrosspostRow`s; a condition follows. */
export const allCrossposts = `SELECT id, post_id AS postId, route_id AS routeId, account_id AS accountId, state, content,
  content_hash AS contentHash, planned, notices, due_at AS dueAt, scheduled_at AS scheduledAt, scheduled_by AS scheduledBy,
  changed_at AS changedAt, publish_key AS publishKey,
  publish_started_at AS publishStartedAt, published_at AS publishedAt, remote_id AS remoteId,
  remote_url AS remoteUrl, withdrawing_at AS withdrawingAt, problem, put_off AS putOff FROM crosspost`;

/** What contents of earlier versions leave unsaid. */
const unsaid: Pick<Content, 'title' | 'thread' | 'video'> = { title: null, thread: [], video: null };
export const toContent = (json: string): Content => ({ ...unsaid, ...fromJson<Content>(json) });

export const toCrosspost = (row: CrosspostRow): CrosspostRecord => ({
  ...row,
  content: toContent(row.content),
  planned: toContent(row.planned),
  notices: fromJson(row.notices),
  problem: fromNullableJson(row.problem),
});

export function findCrosspost(db: ReadableDb, id: CrosspostId): CrosspostRecord | null {
  const row = select<CrosspostRow>(db, `${allCrossposts} WHERE id = ?`).get(id);
  return row === undefined ? null : toCrosspost(row);
}

export function listCrosspostsOf(db: ReadableDb, postId: PostId): readonly CrosspostRecord[] {
  return select<CrosspostRow>(db, `${allCrossposts} WHERE post_id = ? ORDER BY id`).all(postId).map(toCrosspost);
}

export function listCrosspostsInState(
  db: ReadableDb,
  state: CrosspostState,
  limit: number,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(db, `${allCrossposts} WHERE state = ? ORDER BY id LIMIT ?`);
  return list.all(state, limit).map(toCrosspost);
}

export function listCrosspostsTo(
  db: ReadableDb,
  accountId: AccountId,
  state: CrosspostState,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(db, `${allCrossposts} WHERE state = ? AND account_id = ? ORDER BY id`);
  return list.all(state, accountId).map(toCrosspost);
}

export function listOpenCrosspostsOf(
  db: ReadableDb,
  routeId: RouteId,
  after: number,
  limit: number,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE route_id = ? AND state IN ('held', 'waiting', 'approved') AND id > ? ORDER BY id LIMIT ?`,
  );
  return list.all(routeId, after, limit).map(toCrosspost);
}

const addSql = `INSERT INTO crosspost (post_id, route_id, account_id, state, content, content_hash, planned, notices,
    posted_at, created_at, changed_at)
  VALUES (@postId, @routeId, @accountId, @state, @content, @contentHash, @content, @notices, @postedAt, @at, @at)
  ON CONFLICT (post_id, account_id) DO NOTHING`;

export function addCrosspost(db: WritableDb, crosspost: NewCrosspost): CrosspostId | null {
  const { postId, routeId, accountId, state, contentHash, postedAt, at } = crosspost;
  const content = JSON.stringify(crosspost.content);
  const notices = JSON.stringify(crosspost.notices);
  const values = { postId, routeId, accountId, state, content, contentHash, notices, postedAt, at };
  const result = change(db, addSql).run(values);
  return result.changes === 0 ? null : insertedId<CrosspostId>(result);
}

const changeable = [
  ['state', 'state'],
  ['content', 'content'],
  ['contentHash', 'content_hash'],
  ['planned', 'planned'],
  ['notices', 'notices'],
  ['dueAt', 'due_at'],
  ['scheduledAt', 'scheduled_at'],
  ['scheduledBy', 'scheduled_by'],
  ['publishKey', 'publish_key'],
  ['publishStartedAt', 'publish_started_at'],
  ['publishedAt', 'published_at'],
  ['remoteId', 'remote_id'],
  ['remoteUrl', 'remote_url'],
  ['withdrawingAt', 'withdrawing_at'],
  ['problem', 'problem'],
  ['putOff', 'put_off'],
] as const;

/** Compare and set: throws, and changes nothing, when the crosspost is not in the state `from`. */
export function changeCrosspost(db: WritableDb, id: CrosspostId, wanted: CrosspostChange): void {
  const values: Record<string, SqlValue> = { id, from: wanted.from, at: wanted.at };
  const assignments = ['changed_at = @at'];
  for (const [field, column] of changeable) {
    const value = wanted[field];
    if (value === undefined) continue;
    values[field] = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    assignments.push(`${column} = @${field}`);
  }
  const sql = `UPDATE crosspost SET ${assignments.join(', ')} WHERE id = @id AND state = @from`;
  if (change(db, sql).run(values).changes !== 1) throw new Error(`Crosspost ${id} is not in the state ${wanted.from}`);
}
