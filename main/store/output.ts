/** What we published, or are about to: asked before anything is carried, so that nothing goes round in circles. */
import type { AccountId, Content, CrosspostId, PostId } from '../../contract/model.ts';
import type { CompareWith, Recent, RecentQuery } from '../core/ports/queries.ts';
import type { CrosspostRecord, OutputRecord } from '../core/ports/records.ts';
import { type CrosspostRow, allCrossposts, toContent, toCrosspost } from './crossposts.ts';
import { fromJson } from './json.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';

export function isOurOutput(db: ReadableDb, accountId: AccountId, remoteId: string): boolean {
  return (
    select(db, 'SELECT 1 FROM output WHERE account_id = ? AND remote_id = ?').get(accountId, remoteId) !== undefined
  );
}

/**
 * A part that people can see is at the network, and nobody knows under which id: a person said so. Named, because SQLite would
 * rather go through all attempts that were ever accepted.
 */
const hasPartWithoutId = `EXISTS (
  SELECT 1 FROM attempt INDEXED BY attempt_of WHERE crosspost_id = crosspost.id AND attempt.state = 'accepted' AND safety <> 'repeat'
    AND NOT EXISTS (SELECT 1 FROM output WHERE crosspost_id = crosspost.id AND output.step = attempt.step)
)`;

/** What is being sent or of unknown outcome, and what a person said is there; the other copies are known by their id. */
export function outputWithoutId(db: ReadableDb, accountId: AccountId, since: number): readonly Content[] {
  const list = select<{ readonly content: string }>(
    db,
    `SELECT content FROM crosspost
     WHERE state = 'published' AND account_id = @accountId AND published_at >= @since
       AND (remote_id IS NULL OR ${hasPartWithoutId})
     UNION ALL
     SELECT content FROM crosspost WHERE state IN ('publishing', 'unknown') AND account_id = @accountId
     UNION ALL
     SELECT content FROM crosspost
     WHERE state IN ('approved', 'failed') AND account_id = @accountId AND ${hasPartWithoutId}`,
  );
  return list.all({ accountId, since }).map(({ content }) => toContent(content));
}

/** Far more than a person posts in the time that is looked at. */
const mostRecent = 500;
const states = {
  arrived: `'publishing', 'unknown'`,
  planned: `'waiting', 'approved', 'publishing', 'unknown'`,
} as const satisfies Record<CompareWith, string>;

/** An outcome that is unknown counts as published: the network may have it. The newest first. */
export function recentContents(
  db: ReadableDb,
  { accountId, since, except, compareWith }: RecentQuery,
): readonly Recent[] {
  type Row = { readonly postId: PostId; readonly content: string; readonly notices: string };
  const list = select<Row>(
    db,
    `SELECT post_id AS postId, content, notices FROM crosspost
     WHERE state = 'published' AND account_id = @accountId AND published_at >= @since AND post_id <> @except
     UNION ALL
     SELECT post_id, content, notices FROM crosspost
     WHERE state IN (${states[compareWith]}) AND account_id = @accountId AND post_id <> @except
     ORDER BY post_id DESC LIMIT ${mostRecent}`,
  );
  return list.all({ accountId, since, except }).map(({ postId, content, notices }) => ({
    content: toContent(content),
    notices: fromJson(notices),
    likenesses: listLikenesses(db, postId),
  }));
}

/** Of the pictures of a post in order, or of the still of its video. */
export function listLikenesses(db: ReadableDb, id: PostId): readonly (string | null)[] {
  const list = select<{ readonly likeness: string | null }>(
    db,
    'SELECT likeness FROM media WHERE post_id = ? ORDER BY position',
  );
  return list.all(id).map(({ likeness }) => likeness);
}

export function findLastPublished(db: ReadableDb): CrosspostRecord | null {
  const find = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 1`,
  );
  const row = find.get();
  return row === undefined ? null : toCrosspost(row);
}

export function listOutputs(db: ReadableDb, id: CrosspostId): readonly OutputRecord[] {
  const list = select<OutputRecord>(
    db,
    `SELECT crosspost_id AS crosspostId, account_id AS accountId, step, remote_id AS remoteId, url, made_at AS madeAt,
       removed_at AS removedAt FROM output WHERE crosspost_id = ? ORDER BY id`,
  );
  return list.all(id);
}

export function addOutput(db: WritableDb, output: Omit<OutputRecord, 'removedAt'>): void {
  change(
    db,
    `INSERT INTO output (crosspost_id, account_id, step, remote_id, url, made_at)
     VALUES (@crosspostId, @accountId, @step, @remoteId, @url, @madeAt)`,
  ).run({ ...output });
}

export function setOutputRemoved(db: WritableDb, id: CrosspostId, remoteId: string, at: number): void {
  const set = change(db, 'UPDATE output SET removed_at = ? WHERE crosspost_id = ? AND remote_id = ?');
  set.run(at, id, remoteId);
}
