/** What we published, or are about to: asked before anything is carried, so that nothing goes round in circles. */
import type { AccountId, Content, PostId } from '../../contract/model.ts';
import type { CrosspostRecord } from '../core/ports/records.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, select } from './db.ts';
import { fromJson } from './json.ts';

export function isOurOutput(db: ReadableDb, accountId: AccountId, remoteId: string): boolean {
  return (
    select(db, 'SELECT 1 FROM crosspost WHERE account_id = ? AND remote_id = ?').get(accountId, remoteId) !== undefined
  );
}

/** What is being sent or of unknown outcome, and what a person said is there; the other copies are known by their id. */
export function outputWithoutId(db: ReadableDb, accountId: AccountId, since: number): readonly Content[] {
  const list = select<{ readonly content: string }>(
    db,
    `SELECT content FROM crosspost
     WHERE state = 'published' AND account_id = @accountId AND published_at >= @since AND remote_id IS NULL
     UNION ALL
     SELECT content FROM crosspost WHERE state IN ('publishing', 'unknown') AND account_id = @accountId`,
  );
  return list.all({ accountId, since }).map(({ content }) => fromJson<Content>(content));
}

/** An outcome that is unknown counts as published: the network may have it. */
export function recentContents(
  db: ReadableDb,
  accountId: AccountId,
  since: number,
  except: PostId,
): readonly Content[] {
  const list = select<{ readonly content: string }>(
    db,
    `SELECT content FROM crosspost
     WHERE state = 'published' AND account_id = @accountId AND published_at >= @since AND post_id <> @except
     UNION ALL
     SELECT content FROM crosspost
     WHERE state IN ('approved', 'publishing', 'unknown') AND account_id = @accountId AND post_id <> @except`,
  );
  return list.all({ accountId, since, except }).map(({ content }) => fromJson<Content>(content));
}

export function findLastPublished(db: ReadableDb): CrosspostRecord | null {
  const find = select<CrosspostRow>(
    db,
    `${allCrossposts} WHERE state = 'published' ORDER BY published_at DESC, id DESC LIMIT 1`,
  );
  const row = find.get();
  return row === undefined ? null : toCrosspost(row);
}
