import { useEffect, useEffectEvent, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../contract/errors.ts';
import type { CrosspostView } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';
import type { Actions } from './use-actions.ts';

/** What a person has typed into a card and main has not yet taken. */
interface Draft {
  readonly text: string;
  readonly altTexts: readonly string[];
}

/** A pause in typing that is long enough to count by. */
const pauseMs = 250;

/**
 * The words in a card's editor. They are saved at each pause and when the editor goes away; the count and the preview
 * come back with main's answer, made by the code that publishes.
 */
export function useDraft(crosspost: CrosspostView, actions: Pick<Actions, 'markUnsaved' | 'report'>) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const saving = useMutation({
    // In one scope, so that an older text never arrives after a newer one.
    scope: { id: `edit-${crosspost.id}` },
    mutationFn: ({ text, altTexts }: Draft) => ask('edit', { id: crosspost.id, text, altTexts }),
    onSuccess: (detail, saved) => {
      client.setQueryData(postQuery(detail.post.id).queryKey, detail);
      setDraft((typed) => (typed === saved ? null : typed));
    },
  });
  const save = useEffectEvent(() => {
    if (draft !== null) saving.mutate(draft);
  });
  const mark = useEffectEvent((unsaved: boolean) => actions.markUnsaved(crosspost.id, unsaved));
  const leave = useEffectEvent(() => {
    if (draft === null) return;
    const failed = (thrown: unknown): void => actions.report(problemOf(thrown));
    void saving
      .mutateAsync(draft)
      .catch(failed)
      .finally(() => actions.markUnsaved(crosspost.id, false));
  });

  useEffect(() => {
    mark(draft !== null);
    if (draft === null) return undefined;
    const timer = setTimeout(() => save(), pauseMs);
    return () => clearTimeout(timer);
  }, [draft]);
  useEffect(() => () => leave(), []);

  const now = draft ?? {
    text: crosspost.content.text,
    altTexts: crosspost.content.pictures.map((picture) => picture.altText),
  };
  const problem: Problem | null = saving.isError && draft !== null ? problemOf(saving.error) : null;
  return {
    ...now,
    isCounting: draft !== null,
    problem,
    write: (text: string) => setDraft({ ...now, text }),
    describe: (index: number, altText: string) =>
      setDraft({ ...now, altTexts: now.altTexts.map((before, at) => (at === index ? altText : before)) }),
    drop: () => setDraft(null),
  };
}
