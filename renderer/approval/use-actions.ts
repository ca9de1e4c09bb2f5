import { createContext, useContext, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../contract/errors.ts';
import type { CrosspostId } from '../../contract/model.ts';
import type { CrosspostView, QueueDetail } from '../../contract/queue-views.ts';
import { problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';

/** The field that an editor opens on. */
export interface Editing {
  readonly id: CrosspostId;
  readonly field: 'title' | 'text' | 'alt_text';
}
/** A sheet over the window, with what it is about as it was when it was opened. */
export type OpenSheet =
  | { readonly kind: 'by_hand'; readonly crosspost: CrosspostView }
  | { readonly kind: 'take_back'; readonly detail: QueueDetail }
  | { readonly kind: 'offer'; readonly answer: 'update' | 'remove'; readonly detail: QueueDetail };
type Act = () => Promise<QueueDetail | void>;

/** Doing things to the shown post: one at a time, the answer drawn at once, a failure kept to be shown. */
export function useActions() {
  const client = useQueryClient();
  const busy = useRef(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [timing, setTiming] = useState<CrosspostId | null>(null);
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [unsaved, setUnsaved] = useState<ReadonlySet<CrosspostId>>(new Set());

  const run = async (act: Act, after?: () => void): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      const answer = await act();
      setProblem(null);
      if (answer !== undefined) client.setQueryData(postQuery(answer.post.id).queryKey, answer);
      after?.();
    } catch (thrown) {
      setProblem(problemOf(thrown));
      void client.invalidateQueries({ queryKey: ['post'] });
    } finally {
      busy.current = false;
    }
  };
  return {
    run: (act: Act, after?: () => void) => void run(act, after),
    problem,
    report: setProblem,
    dismiss: () => setProblem(null),
    editing,
    edit: setEditing,
    /** The crosspost whose times are open to be chosen from. */
    timing,
    chooseTime: setTiming,
    sheet,
    openSheet: setSheet,
    closeSheet: () => setSheet(null),
    /** True while an editor holds words that main does not know: nothing may be approved then. */
    hasUnsaved: unsaved.size > 0,
    isUnsaved: (id: CrosspostId) => unsaved.has(id),
    markUnsaved: (id: CrosspostId, is: boolean) =>
      setUnsaved((before) => {
        if (before.has(id) === is) return before;
        return is ? new Set([...before, id]) : new Set([...before].filter((other) => other !== id));
      }),
  };
}
export type Actions = ReturnType<typeof useActions>;

export const ActionsContext = createContext<Actions | null>(null);

export function useCardActions(): Actions {
  const actions = useContext(ActionsContext);
  if (actions === null) throw new Error('A card must stand inside an ActionsContext.');
  return actions;
}
