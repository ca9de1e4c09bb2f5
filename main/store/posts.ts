/** Posts of linked accounts as they were noticed, and their pictures. */
import type { AccountId, MediaId, PostId } from '../../contract/model.ts';
import type { SourcePost } from '../core/ports/source.ts';
import type { MediaRecord, PostRecord } from '../core/ports/records.ts';
import type { PictureFile, VideoFile } from '../core/ports/system.ts';
import { type ReadableDb, type WritableDb, change, flag, insertedId, select } from './db.ts';
import { fromNullableJson } from './json.ts';

type Flags = 'sensitive' | 'isReply' | 'isStory' | 'baseline';
export type PostRow = Omit<PostRecord, Flags> & { readonly [Flag in Flags]: 0 | 1 };
type MediaRow = Omit<MediaRecord, 'file' | 'poster'> & { readonly file: string | null; readonly poster: string | null };

/** The columns of a `PostRow`; the table is named, for joins. */
export const postColumns = `post.id, post.account_id AS accountId, post.remote_id AS remoteId, post.url, post.text,
  post.language, post.audience, post.sensitive, post.warning, post.published_at AS publishedAt,
  post.is_reply AS isReply, post.is_story AS isStory, post.tagged, post.place, post.other_media AS otherMedia, post.seen_at AS seenAt, post.baseline,
  post.planned_at AS plannedAt`;

export const toPost = (row: PostRow): PostRecord => ({
  ...row,
  sensitive: row.sensitive === 1,
  isReply: row.isReply === 1,
  isStory: row.isStory === 1,
  baseline: row.baseline === 1,
});

export function findPost(db: ReadableDb, id: PostId): PostRecord | null {
  const row = select<PostRow>(db, `SELECT ${postColumns} FROM post WHERE id = ?`).get(id);
  return row === undefined ? null : toPost(row);
}

export function findPostByRemote(db: ReadableDb, accountId: AccountId, remoteId: string): PostRecord | null {
  const find = select<PostRow>(db, `SELECT ${postColumns} FROM post WHERE account_id = ? AND remote_id = ?`);
  const row = find.get(accountId, remoteId);
  return row === undefined ? null : toPost(row);
}

const mediaColumns = `id, post_id AS postId, position, remote_id AS remoteId, url, alt_text AS altText, kind, file,
  poster_url AS posterUrl, poster`;

const toMedia = (row: MediaRow): MediaRecord =>
  ({ ...row, file: fromNullableJson(row.file), poster: fromNullableJson(row.poster) }) as MediaRecord;

export function findMedia(db: ReadableDb, id: MediaId): MediaRecord | null {
  const row = select<MediaRow>(db, `SELECT ${mediaColumns} FROM media WHERE id = ?`).get(id);
  return row === undefined ? null : toMedia(row);
}

export function listMedia(db: ReadableDb, postId: PostId): readonly MediaRecord[] {
  const list = select<MediaRow>(db, `SELECT ${mediaColumns} FROM media WHERE post_id = ? ORDER BY position`);
  return list.all(postId).map(toMedia);
}

export function listUnplannedPosts(db: ReadableDb, accountId: AccountId, limit: number): readonly PostRecord[] {
  const list = select<PostRow>(
    db,
    `SELECT ${postColumns} FROM post WHERE account_id = ? AND planned_at IS NULL AND baseline = 0
     ORDER BY published_at, id LIMIT ?`,
  );
  return list.all(accountId, limit).map(toPost);
}

const addSql = `INSERT INTO post (account_id, remote_id, url, text, language, audience, sensitive, warning,
    published_at, is_reply, is_story, tagged, place, other_media, seen_at, baseline)
  VALUES (@accountId, @remoteId, @url, @text, @language, @audience, @sensitive, @warning,
    @publishedAt, @isReply, @isStory, @tagged, @place, @otherMedia, @at, @baseline)
  ON CONFLICT (account_id, remote_id) DO NOTHING`;

export function addPost(
  db: WritableDb,
  accountId: AccountId,
  post: SourcePost,
  baseline: boolean,
  at: number,
): PostId | null {
  const { pictures, video, sensitive, isReply, isStory, ...plain } = post;
  const flags = { sensitive: flag(sensitive), isReply: flag(isReply), isStory: flag(isStory) };
  const result = change(db, addSql).run({ ...plain, ...flags, accountId, baseline: flag(baseline), at });
  if (result.changes === 0) return null;
  const id = insertedId<PostId>(result);
  const addMedia = change(
    db,
    `INSERT INTO media (post_id, position, remote_id, url, alt_text, kind, poster_url) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, { remoteId, url, altText }] of pictures.entries()) {
    addMedia.run(id, position, remoteId, url, altText, 'picture', null);
  }
  if (video !== null) {
    const { remoteId, url, altText, posterUrl } = video;
    addMedia.run(id, pictures.length, remoteId, url, altText, 'video', posterUrl);
  }
  return id;
}

export function setMediaFile(db: WritableDb, id: MediaId, file: PictureFile | VideoFile): void {
  change(db, 'UPDATE media SET file = ? WHERE id = ?').run(JSON.stringify(file), id);
}

export function setPoster(db: WritableDb, id: MediaId, poster: PictureFile): void {
  change(db, 'UPDATE media SET poster = ? WHERE id = ?').run(JSON.stringify(poster), id);
}

export function setLikeness(db: WritableDb, id: MediaId, likeness: string | null): void {
  change(db, 'UPDATE media SET likeness = ? WHERE id = ?').run(likeness, id);
}

/** Addresses of pictures end after some hours at some networks; what was fetched already needs none. */
export function setMediaUrls(
  db: WritableDb,
  postId: PostId,
  urls: readonly { readonly url: string; readonly posterUrl: string | null }[],
): void {
  const set = change(
    db,
    'UPDATE media SET url = ?, poster_url = ? WHERE post_id = ? AND position = ? AND file IS NULL',
  );
  for (const [position, { url, posterUrl }] of urls.entries()) set.run(url, posterUrl, postId, position);
}

export function setPlanned(db: WritableDb, id: PostId, at: number): void {
  change(db, 'UPDATE post SET planned_at = ? WHERE id = ?').run(at, id);
}
