import { daysBack } from '../ui/format.ts';
import type { QueueRow } from '../../contract/queue-views.ts';

/** A line of the list: the heading of a day, or a post of that day. `at` is any time on the day. */
export type QueueEntry =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'post'; readonly key: string; readonly row: QueueRow };

/** The rows, newest first as they come, with a heading before the first of each calendar day. */
export function withDays(rows: readonly QueueRow[], now: number): readonly QueueEntry[] {
  return rows.flatMap((row, index): readonly QueueEntry[] => {
    const before = rows[index - 1];
    const post: QueueEntry = { kind: 'post', key: `post-${row.postId}`, row };
    const day = daysBack(row.publishedAt, now);
    if (before !== undefined && daysBack(before.publishedAt, now) === day) return [post];
    return [{ kind: 'day', key: `day-${day}-${row.postId}`, at: row.publishedAt }, post];
  });
}
