import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '../../../contract/errors.ts';
import { problemOf } from '../../api.ts';
import { accountsQuery, globalRulesQuery, readRulesAgain, routesQuery, savingRules } from '../../queries.ts';
import type { Ruled } from './ruled.ts';
import { changeRules, type Step } from './steps.ts';

/**
 * Saves what a person sets the moment it is set. It is shown at once and kept in the order in which it was set; what
 * could not be kept is shown as it was before. The last change can be undone.
 */
export function useSaving() {
  const client = useQueryClient();
  const saving = useMutation({
    mutationKey: savingRules,
    scope: { id: savingRules[0] },
    mutationFn: (step: Step) => step.run(),
    // The one that ends now still counts.
    onSettled: () => readRulesAgain(client, client.isMutating({ mutationKey: savingRules }) - 1),
  });
  const take = (step: Step | null): void => {
    if (step === null) return;
    // An answer that was asked for before would show what was.
    for (const { queryKey } of [accountsQuery, routesQuery, globalRulesQuery])
      void client.cancelQueries({ queryKey }, { revert: false });
    step.show?.();
    saving.mutate(step);
  };
  const back = saving.isSuccess ? saving.data : null;
  return {
    take,
    change: <Rules>(ruled: Ruled<Rules>, change: (rules: Rules) => Rules) => take(changeRules(client, ruled, change)),
    said: saving.isSuccess ? saving.variables.said : null,
    undo: back === null ? null : () => take(back),
    /** Why the last change to this could not be kept. */
    problemOf: (about: string): Problem | null =>
      saving.isError && saving.variables.about === about ? problemOf(saving.error) : null,
  };
}
export type Saving = ReturnType<typeof useSaving>;
