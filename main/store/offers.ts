/** Offers: originals that changed after they were copied, and the copies whose new words are on their way. */
import type { AccountId, PostId } from '../../contract/model.ts';
import type { OfferAnswer } from '../../contract/offers.ts';
import type { NewOffer, OfferRecord } from '../core/ports/offers.ts';
import type { CrosspostRecord } from '../core/ports/records.ts';
import type { DueTimes } from '../core/ports/queries.ts';
import { type CrosspostRow, allCrossposts, toCrosspost } from './crossposts.ts';
import { type ReadableDb, type WritableDb, change, select } from './db.ts';
import { fromJson, fromNullableJson, toNullableJson } from './json.ts';

type OfferRow = Omit<OfferRecord, 'original' | 'revision' | 'contents'> & {
  readonly original: string;
  readonly revision: string | null;
  readonly contents: string | null;
};

export function findOpenOffer(db: ReadableDb, postId: PostId): OfferRecord | null {
  const find = select<OfferRow>(
    db,
    `SELECT id, post_id AS postId, kind, original, revision, contents, noticed_at AS noticedAt,
       answered_at AS answeredAt, answer FROM offer WHERE post_id = ? AND done_at IS NULL`,
  );
  const row = find.get(postId);
  if (row === undefined) return null;
  const { original, revision, contents } = row;
  return {
    ...row,
    original: fromJson(original),
    revision: fromNullableJson(revision),
    contents: fromNullableJson(contents),
  };
}

/** Of the few that are open those whose copies were all taken back meanwhile have nothing to ask. */
export function countOffers(db: ReadableDb): number {
  const count = select<{ readonly offers: number }>(
    db,
    `SELECT count(*) AS offers FROM offer WHERE done_at IS NULL AND answered_at IS NULL AND EXISTS
       (SELECT 1 FROM crosspost WHERE crosspost.post_id = offer.post_id AND (+crosspost.state = 'published'
         OR (+crosspost.state = 'failed' AND EXISTS (SELECT 1 FROM output WHERE crosspost_id = crosspost.id))))`,
  );
  return count.get()?.offers ?? 0;
}

export function saveOffer(db: WritableDb, { postId, kind, original, revision, at }: NewOffer): void {
  change(
    db,
    `INSERT INTO offer (post_id, kind, original, revision, noticed_at)
     VALUES (@postId, @kind, @original, @revision, @at)
     ON CONFLICT (post_id) WHERE done_at IS NULL DO UPDATE SET kind = excluded.kind, original = excluded.original,
       revision = excluded.revision, noticed_at = excluded.noticed_at, contents = NULL, answered_at = NULL, answer = NULL`,
  ).run({ postId, kind, original: JSON.stringify(original), revision: toNullableJson(revision), at });
}

export function setOfferContents(db: WritableDb, id: number, contents: NonNullable<OfferRecord['contents']>): void {
  change(db, 'UPDATE offer SET contents = ? WHERE id = ?').run(JSON.stringify(contents), id);
}

export function setOfferAnswer(db: WritableDb, id: number, answer: OfferAnswer, at: number): void {
  change(db, 'UPDATE offer SET answer = ?, answered_at = ? WHERE id = ? AND done_at IS NULL').run(answer, at, id);
}

export function endOffer(db: WritableDb, id: number, at: number): void {
  change(db, 'UPDATE offer SET done_at = ? WHERE id = ? AND done_at IS NULL').run(at, id);
}

const dueUpdates = `${allCrossposts} INDEXED BY crosspost_update_due WHERE state = 'published' AND due_at IS NOT NULL
  AND (due_at <= @now OR due_at > @latest)`;

export function listDueUpdates(db: ReadableDb, { now, latest }: DueTimes, limit: number): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(db, `${dueUpdates} ORDER BY due_at, id LIMIT @limit`);
  return list.all({ now, latest, limit }).map(toCrosspost);
}

export function listDueUpdatesTo(
  db: ReadableDb,
  id: AccountId,
  { now, latest }: DueTimes,
  limit: number,
): readonly CrosspostRecord[] {
  const list = select<CrosspostRow>(db, `${dueUpdates} AND account_id = @id ORDER BY due_at, id LIMIT @limit`);
  return list.all({ id, now, latest, limit }).map(toCrosspost);
}
