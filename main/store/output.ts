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
