/** Keeps what a window has read true: main's events replace it or mark it to be read again. */
import type { QueryClient } from '@tanstack/react-query';
import type { PostId } from '../contract/model.ts';
import { listen } from './api.ts';
import {
  environmentQuery,
  freeSlotsKey,
  networksQuery,
  plannedKey,
  postQuery,
  readRulesAgain,
  statusQuery,
} from './queries.ts';

/** Long enough to fold a burst of changes into one reading, too short to be noticed. */
const gatherMs = 60;

/** Starts listening; to be called before the first question, so that nothing falls between. The answer stops it. */
export function followEvents(client: QueryClient): () => void {
  const stops = [
    listen('statusChanged', (status) => client.setQueryData(statusQuery.queryKey, status)),
    listen('environmentChanged', (environment) => client.setQueryData(environmentQuery.queryKey, environment)),
    listen('accountsChanged', () => {
      readRulesAgain(client);
      // Keys are kept for networks, and told of as accounts are.
      void client.invalidateQueries({ queryKey: networksQuery.queryKey });
      // A schedule that changed frees other slots.
      void client.invalidateQueries({ queryKey: freeSlotsKey });
    }),
    listen('queueChanged', gathered(client)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function gathered(client: QueryClient): (change: { readonly postIds: readonly PostId[] }) => void {
  let changed: readonly PostId[] | 'any' = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const readAgain = (): void => {
    const now = changed;
    changed = [];
    timer = null;
    for (const queryKey of [['queue'], plannedKey, freeSlotsKey]) void client.invalidateQueries({ queryKey });
    if (now === 'any') void client.invalidateQueries({ queryKey: ['post'] });
    else for (const id of new Set(now)) void client.invalidateQueries({ queryKey: postQuery(id).queryKey });
  };
  return ({ postIds }) => {
    changed = changed === 'any' || postIds.length === 0 ? 'any' : [...changed, ...postIds];
    timer ??= setTimeout(readAgain, gatherMs);
  };
}
