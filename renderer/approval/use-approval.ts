import { titleOf } from '../../contract/title.ts';
import { useState } from 'react';
import type { CrosspostId, PostId } from '../../contract/model.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { afterDealtWith, approvalsOf, skippableOf, skippedOf, undoOf } from './decisions.ts';
import type { Actions } from './use-actions.ts';
import type { Shown } from './use-shown.ts';

/** The approval that can still be taken back. `until` is in milliseconds since the epoch. */
export interface LastApproval {
  readonly postId: PostId;
  /** The first words of the post; empty where it has none. */
  readonly title: string;
  readonly ids: readonly CrosspostId[];
  readonly until: number;
}

/**
 * What the footer and the keys do: approve, skip, bring back, undo; and where the selection goes after each. `onApproved` is
 * told when the way back from a yes takes the place of another.
 */
export function useApproval(shown: Shown, actions: Actions, onApproved: () => void) {
  const [last, setLast] = useState<LastApproval | null>(null);
  const detail = shown.detail.data;
  const moveOn = (from: PostId): void => shown.choose(afterDealtWith(shown.rows, from));

  const remember = (answer: QueueDetail, ids: readonly CrosspostId[]): void => {
    onApproved();
    const undo = undoOf(answer, ids);
    setLast(undo === null ? null : { postId: answer.post.id, title: titleOf(answer.post.text), ...undo });
  };
  const approve = (): void => {
    if (detail === undefined || actions.hasUnsaved) return;
    const approvals = approvalsOf(detail);
    if (approvals.length === 0) return;
    const act = async (): Promise<QueueDetail> => {
      const answer = await ask('approve', { approvals });
      remember(
        answer,
        approvals.map(({ id }) => id),
      );
      return answer;
    };
    actions.run(act, () => moveOn(detail.post.id));
  };
  const skip = (): void => {
    const ids = detail === undefined ? [] : skippableOf(detail);
    if (detail !== undefined && ids.length > 0)
      actions.run(
        () => ask('skip', { ids }),
        () => moveOn(detail.post.id),
      );
  };
  const bringBack = (): void => {
    const ids = detail === undefined ? [] : skippedOf(detail);
    if (detail !== undefined && ids.length > 0)
      actions.run(
        () => ask('restore', { ids }),
        () => moveOn(detail.post.id),
      );
  };
  const undo = (): void => {
    if (last === null) return;
    actions.run(
      () => ask('undo', { ids: last.ids }),
      () => {
        setLast(null);
        shown.goTo('waiting', last.postId);
      },
    );
  };
  return { approve, skip, bringBack, undo, last };
}
export type Approval = ReturnType<typeof useApproval>;
