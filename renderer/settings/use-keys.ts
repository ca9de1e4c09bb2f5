import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { KeyField, KeysView } from '../../contract/keys.ts';
import type { NetworkOption } from '../../contract/views.ts';
import { ask } from '../api.ts';
import { networksQuery } from '../queries.ts';
import { keysRequest, missingKeys, valuesAtFirst } from './key-form.ts';

/** Typing, trying and keeping the keys of a network. A failed try or save leaves every field as it was typed. */
export function useKeys(network: NetworkOption, keys: KeysView) {
  const client = useQueryClient();
  const [values, setValues] = useState(() => valuesAtFirst(keys));
  const [wasTried, setTried] = useState(false);
  const missing = missingKeys(keys, values);
  const keep = (option: NetworkOption): void => {
    client.setQueryData(networksQuery.queryKey, (before) =>
      before?.map((one) => (one.id === option.id ? option : one)),
    );
    setValues(valuesAtFirst(option.keys ?? keys));
    setTried(false);
  };
  const request = () => keysRequest(network.id, keys, values);
  const testing = useMutation({ mutationFn: () => ask('testKeys', request()) });
  const saving = useMutation({ mutationFn: () => ask('saveKeys', request()), onSuccess: keep });
  const removing = useMutation({ mutationFn: () => ask('removeKeys', { network: network.id }), onSuccess: keep });

  /** What was said of other keys does not hold for these. */
  const forget = (): void => {
    testing.reset();
    saving.reset();
    removing.reset();
  };
  /** Runs `act` when nothing is missing; else the first field that is. */
  const complete = (act: () => void): KeyField | null => {
    setTried(true);
    forget();
    const [first] = missing;
    if (first === undefined) act();
    return first ?? null;
  };
  return {
    values,
    missing: wasTried ? missing : [],
    write: (field: KeyField, value: string) => {
      setValues((before) => ({ ...before, [field]: value }));
      forget();
    },
    test: () => complete(() => testing.mutate()),
    save: (after?: (option: NetworkOption) => void) =>
      complete(() => saving.mutate(undefined, { ...(after !== undefined && { onSuccess: after }) })),
    remove: () => {
      forget();
      removing.mutate();
    },
    testing,
    saving,
    removing,
    isBusy: testing.isPending || saving.isPending || removing.isPending,
  };
}
export type KeysDraft = ReturnType<typeof useKeys>;
