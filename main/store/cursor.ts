/** Where the next page of the queue begins, as an opaque string. */
import type { PostId } from '../../contract/model.ts';

export interface QueuePosition {
  readonly postedAt: number;
  readonly postId: PostId;
}

export function toCursor({ postedAt, postId }: QueuePosition): string {
  return Buffer.from(`${postedAt}/${postId}`).toString('base64url');
}

/** Throws RangeError for anything that `toCursor` did not make. */
export function fromCursor(cursor: string): QueuePosition {
  const parts = /^(-?\d{1,16})\/(\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (parts === null) throw new RangeError('invalid cursor');
  const position = { postedAt: Number(parts[1]), postId: Number(parts[2]) as PostId };
  if (toCursor(position) !== cursor) throw new RangeError('invalid cursor');
  return position;
}
