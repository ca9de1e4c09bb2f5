/** What we published, or are about to: asked before anything is carried, so that nothing goes round in circles. */
import type { AccountId, Content, CrosspostId, PostId } from '../../contract/model.ts';
import type { CrosspostRecord, OutputRecord } from '../core/ports/records.ts';
import { type CrosspostRow, allCrossposts, toContent, toCrosspost } from './crossposts.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';

export function isOurOutput(db: ReadableDb, accountId: AccountId, remoteId: string): boolean {
  return (
    select(db, 'SELECT 1 FROM output WHERE account_id = ? AND remote_id = ?').get(accountId, remoteId) !== undefined
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
  return list.all({ accountId, since }).map(({ content }) => toContent(content));
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
  return list.all({ accountId, since, except }).map(({ content }) => toContent(content));
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
