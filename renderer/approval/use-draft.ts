import { useEffect, useEffectEvent, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../contract/errors.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask, problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';
import { type Draft, editOf, isWhole, wordsOf } from './draft.ts';
import type { Actions } from './use-actions.ts';

/** A pause in typing that is long enough to count by. */
const pauseMs = 250;

/**
 * The words in a card's editor. They are saved at each pause and when the editor goes away; the count and the preview
 * come back with main's answer, made by the code that publishes.
 */
export function useDraft(crosspost: CrosspostView, actions: Pick<Actions, 'markUnsaved' | 'report'>) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  /** What main has of the draft, where fields stay open that it knows nothing of. */
  const [taken, setTaken] = useState<Draft | null>(null);
  const isUnsaved = draft !== null && draft !== taken;
  const saving = useMutation({
    // In one scope, so that an older text never arrives after a newer one.
    scope: { id: `edit-${crosspost.id}` },
    mutationFn: (words: Draft) => ask('edit', editOf(crosspost.id, words)),
    onSuccess: (detail, saved) => {
      client.setQueryData(postQuery(detail.post.id).queryKey, detail);
      setTaken(saved);
      setDraft((typed) => (typed === saved && isWhole(saved) ? null : typed));
    },
  });
  const save = useEffectEvent((words: Draft) => saving.mutate(words));
  const mark = useEffectEvent((unsaved: boolean) => actions.markUnsaved(crosspost.id, unsaved));
  const leave = useEffectEvent(() => {
    if (draft === null || !isUnsaved) return;
    const failed = (thrown: unknown): void => actions.report(problemOf(thrown));
    void saving
      .mutateAsync(draft)
      .catch(failed)
      .finally(() => actions.markUnsaved(crosspost.id, false));
  });

  useEffect(() => {
    mark(draft !== null && draft !== taken);
    if (draft === null || draft === taken) return undefined;
    const timer = setTimeout(() => save(draft), pauseMs);
    return () => clearTimeout(timer);
  }, [draft, taken]);
  useEffect(() => () => leave(), []);

  const now = draft ?? wordsOf(crosspost.content);
  const problem: Problem | null = saving.isError && isUnsaved ? problemOf(saving.error) : null;
  return {
    ...now,
    isCounting: isUnsaved,
    problem,
    write: (text: string) => setDraft({ ...now, text }),
    entitle: (title: string) => setDraft({ ...now, title }),
    goOn: (index: number, text: string) => setDraft({ ...now, thread: now.thread.with(index, text) }),
    addPart: () => setDraft({ ...now, thread: [...now.thread, ''] }),
    removePart: (index: number) => setDraft({ ...now, thread: now.thread.toSpliced(index, 1) }),
    describe: (index: number, altText: string) => setDraft({ ...now, altTexts: now.altTexts.with(index, altText) }),
    drop: () => setDraft(null),
  };
}
export type DraftState = ReturnType<typeof useDraft>;
