/** What can be done with the shown post: pure answers, so that buttons and keys always agree. */
import { remedyFor, type Problem } from '../../contract/errors.ts';
import type { ApprovalRequest } from '../../contract/api.ts';
import type { CrosspostId, PostId } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail, QueueRow } from '../../contract/queue-views.ts';

const isHeld = (crosspost: CrosspostView): boolean =>
  crosspost.state === 'held' || crosspost.notices.some((notice) => notice.level === 'hold');

/** A yes to everything of this post that waits and is not held, each bound to the content that is on the screen. */
export function approvalsOf(detail: QueueDetail): readonly ApprovalRequest[] {
  return detail.crossposts
    .filter((crosspost) => crosspost.state === 'waiting' && !isHeld(crosspost))
    .map(({ id, contentHash }) => ({ id, contentHash }));
}

export function skippableOf(detail: QueueDetail): readonly CrosspostId[] {
  return detail.crossposts.filter(({ state }) => state === 'waiting' || state === 'held').map(({ id }) => id);
}

export function skippedOf(detail: QueueDetail): readonly CrosspostId[] {
  return detail.crossposts.filter(({ state }) => state === 'skipped').map(({ id }) => id);
}

export function isEditable({ state }: CrosspostView): boolean {
  return state === 'waiting' || state === 'held' || state === 'failed';
}

/** True once bytes are on their way or there: what was worth a look before is then past. */
export function hasLeft({ state }: CrosspostView): boolean {
  return state === 'publishing' || state === 'published' || state === 'unknown';
}

/** The approvals among `ids` that can still be taken back, and until when; null when none can. */
export function undoOf(
  detail: QueueDetail,
  ids: readonly CrosspostId[],
): { readonly ids: readonly CrosspostId[]; readonly until: number } | null {
  const open = detail.crossposts.flatMap(({ id, state, undoUntil }) =>
    state === 'approved' && undoUntil !== null && ids.includes(id) ? [{ id, until: undoUntil }] : [],
  );
  if (open.length === 0) return null;
  return { ids: open.map(({ id }) => id), until: Math.min(...open.map(({ until }) => until)) };
}

/** Whole seconds until `until`, 0 when it has passed. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** Where the selection goes when the shown post is dealt with: the next in the list, else the one before, else none. */
export function afterDealtWith(rows: readonly QueueRow[], shown: PostId): PostId | null {
  const at = rows.findIndex(({ postId }) => postId === shown);
  if (at === -1) return rows[0]?.postId ?? null;
  return (rows[at + 1] ?? rows[at - 1])?.postId ?? null;
}

/** The post `step` rows further down (or up); stays at the ends. */
export function neighbour(rows: readonly QueueRow[], shown: PostId | null, step: 1 | -1): PostId | null {
  const at = rows.findIndex(({ postId }) => postId === shown);
  if (at === -1) return rows[0]?.postId ?? null;
  return (rows[at + step] ?? rows[at])?.postId ?? null;
}

/** What the one button of a failed crosspost does; `null` while waiting is all there is to do. */
export function problemAction(
  problem: Problem,
  now: number,
): 'edit' | 'try_again' | 'open_profile' | 'open_accounts' | 'open_keys' | 'by_hand' | null {
  switch (remedyFor(problem.code)) {
    case 'edit':
      return 'edit';
    case 'link_again':
    case 'check_address':
    case 'raise_budget':
      return 'open_accounts';
    case 'open_network':
      return 'open_profile';
    case 'wait':
      return problem.until === undefined || problem.until <= now ? 'try_again' : null;
    case 'try_again':
    case 'free_space':
    case 'report':
      return 'try_again';
    case 'by_hand':
      return 'by_hand';
    case 'keys':
      return 'open_keys';
    case 'pay':
      return 'open_profile';
    case 'settle':
    case 'none':
      return null;
  }
}
