/** Changes to what a person sets, each of which knows what puts it back. */
import type { QueryClient } from '@tanstack/react-query';
import type { AccountId } from '../../../contract/model.ts';
import type { RouteView } from '../../../contract/views.ts';
import { ask } from '../../api.ts';
import type { Ruled } from './ruled.ts';

export interface Step {
  /** What it changes, by name: where it fails, the failure is shown there. */
  readonly about: string;
  readonly said: 'saved' | 'made' | 'ended' | 'undone';
  /** Shows it at once, before main has answered. */
  readonly show?: () => void;
  /** Does it, and answers the step that puts it back; null where there is none. */
  readonly run: () => Promise<Step | null>;
}

/** Null where what is to be changed is not there any more, or would stay as it is. */
export function changeRules<Rules>(
  client: QueryClient,
  ruled: Ruled<Rules>,
  change: (rules: Rules) => Rules,
): Step | null {
  const before = ruled.known(client);
  if (before === undefined) return null;
  const after = change(before);
  if (after === before) return null;
  const to = (rules: Rules, said: Step['said'], back: Step | null): Step => ({
    about: ruled.name,
    said,
    show: () => ruled.show(client, rules),
    run: async () => {
      await ruled.keep(rules);
      return back;
    },
  });
  return to(after, 'saved', to(before, 'undone', null));
}

/** The two accounts that a route joins. */
export interface Pair {
  readonly sourceId: AccountId;
  readonly destinationId: AccountId;
}
export const pairName = ({ sourceId, destinationId }: Pair): string => `pair ${sourceId} ${destinationId}`;

export const makeRoute = (pair: Pair): Step => ({
  about: pairName(pair),
  said: 'made',
  run: async () => endRoute(await ask('createRoute', { ...pair, mode: 'review' }), 'undone'),
});

/** Put back, it is a route of its own with the rules of the one that ended. */
export const endRoute = (route: RouteView, said: 'ended' | 'undone' = 'ended'): Step => ({
  about: pairName(route),
  said,
  run: async () => {
    await ask('removeRoute', { id: route.id });
    return said === 'undone' ? null : makeAgain(route);
  },
});

function makeAgain(route: RouteView): Step {
  const { sourceId, destinationId, mode, paused, rules } = route;
  return {
    about: pairName(route),
    said: 'undone',
    run: async () => {
      const { id } = await ask('createRoute', { sourceId, destinationId, mode: 'review' });
      await ask('setRoute', { id, mode, paused, rules });
      return null;
    },
  };
}
