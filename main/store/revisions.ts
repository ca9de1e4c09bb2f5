/** Posts that are looked at again: when, whether they were missing, and what they say by now. */
import type { AccountId, PostId } from '../../contract/model.ts';
import type { PostToLookAt, RevisedPost } from '../core/ports/offers.ts';
import type { MediaRecord } from '../core/ports/records.ts';
import type { SourcePost } from '../core/ports/source.ts';
import type { DueTimes } from '../core/ports/queries.ts';
import { type ReadableDb, type WritableDb, change, flag, select } from './db.ts';
import { toNullableJson } from './json.ts';
import { type PostRow, listMedia, postColumns, toPost } from './posts.ts';

export function listPostsToLookAt(
  db: ReadableDb,
  accountId: AccountId,
  { now, latest }: DueTimes,
  limit: number,
): readonly PostToLookAt[] {
  const list = select<PostRow & { readonly missingAt: number | null }>(
    db,
    `SELECT ${postColumns}, post.missing_at AS missingAt FROM post INDEXED BY post_look
     WHERE account_id = @accountId AND next_look_at IS NOT NULL AND (next_look_at <= @now OR next_look_at > @latest)
     ORDER BY next_look_at LIMIT @limit`,
  );
  return list.all({ accountId, now, latest, limit }).map(({ missingAt, ...row }) => ({ ...toPost(row), missingAt }));
}

export function listRevisedPosts(db: ReadableDb, accountId: AccountId, limit: number): readonly RevisedPost[] {
  const list = select<PostRow & { readonly revisedAt: number }>(
    db,
    `SELECT ${postColumns}, post.revised_at AS revisedAt FROM post INDEXED BY post_revised
     WHERE account_id = ? AND revised_at IS NOT NULL ORDER BY revised_at LIMIT ?`,
  );
  return list.all(accountId, limit).map(({ revisedAt, ...row }) => ({ ...toPost(row), revisedAt }));
}

export function setNextLook(db: WritableDb, id: PostId, at: number | null): void {
  change(db, 'UPDATE post SET next_look_at = ? WHERE id = ?').run(at, id);
}

export function setMissing(db: WritableDb, id: PostId, at: number | null): void {
  change(db, 'UPDATE post SET missing_at = ? WHERE id = ?').run(at, id);
}

export function setReplanned(db: WritableDb, id: PostId): void {
  change(db, 'UPDATE post SET revised_at = NULL WHERE id = ?').run(id);
}

const reviseSql = `UPDATE post SET text = @text, language = @language, audience = @audience, sensitive = @sensitive,
  warning = @warning, tagged = @tagged, place = @place, other_media = @otherMedia, revised_at = @at WHERE id = @id`;

export function revisePost(db: WritableDb, id: PostId, post: SourcePost, at: number): void {
  const { text, language, audience, sensitive, warning, tagged, place, otherMedia } = post;
  const words = { text, language, audience, sensitive: flag(sensitive), warning, tagged, place, otherMedia };
  change(db, reviseSql).run({ ...words, id, at });
  reviseMedia(db, id, post);
}

/** Rows keep their place, for copies name them by id; a file goes to the row that has its name by now. */
function reviseMedia(db: WritableDb, id: PostId, { pictures, video }: SourcePost): void {
  const before = listMedia(db, id);
  const now = [
    ...pictures.map((picture) => ({ ...picture, kind: 'picture' as const, posterUrl: null })),
    ...(video === null ? [] : [{ ...video, kind: 'video' as const }]),
  ];
  const keep = change(
    db,
    `INSERT INTO media (post_id, position, remote_id, url, alt_text, kind, poster_url, file, poster)
     VALUES (@id, @position, @remoteId, @url, @altText, @kind, @posterUrl, @file, @poster)
     ON CONFLICT (post_id, position) DO UPDATE SET remote_id = excluded.remote_id, url = excluded.url,
       alt_text = excluded.alt_text, kind = excluded.kind, poster_url = excluded.poster_url, file = excluded.file,
       poster = excluded.poster, likeness = CASE WHEN media.file IS excluded.file THEN media.likeness END`,
  );
  for (const [position, file] of now.entries()) {
    const same = before.find((known) => isSameFile(known, file));
    const files = { file: toNullableJson(same?.file ?? null), poster: toNullableJson(same?.poster ?? null) };
    keep.run({ id, position, ...file, ...files });
  }
  change(db, 'DELETE FROM media WHERE post_id = ? AND position >= ?').run(id, now.length);
}

function isSameFile(known: MediaRecord, file: Pick<MediaRecord, 'kind' | 'remoteId' | 'url'>): boolean {
  if (known.kind !== file.kind) return false;
  return file.remoteId === '' ? known.url === file.url : known.remoteId === file.remoteId;
}
