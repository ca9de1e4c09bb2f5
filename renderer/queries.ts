/** What the windows read, by name: one place for the keys that events invalidate. */
import type { LedgerFilter } from '../contract/ledger.ts';
import { infiniteQueryOptions, notifyManager, QueryClient, queryOptions, skipToken } from '@tanstack/react-query';
import type { CrosspostId, LedgerId, PostId, QueueTab } from '../contract/model.ts';
import { ask } from './api.ts';

/** Main is on this machine: asking is cheap, works offline, and what fails would fail again at once. */
export function createQueryClient(): QueryClient {
  // What was set is drawn with the press that set it, not a frame later.
  notifyManager.setScheduler(queueMicrotask);
  const local = { networkMode: 'always', retry: false } as const;
  return new QueryClient({
    defaultOptions: {
      queries: { ...local, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: local,
    },
  });
}

export const environmentQuery = queryOptions({ queryKey: ['environment'], queryFn: () => ask('environment') });
export const statusQuery = queryOptions({ queryKey: ['status'], queryFn: () => ask('status') });
export const networksQuery = queryOptions({ queryKey: ['networks'], queryFn: () => ask('networks') });
export const bucketQuery = queryOptions({ queryKey: ['bucket'], queryFn: () => ask('bucket') });
export const accountsQuery = queryOptions({ queryKey: ['accounts'], queryFn: () => ask('accounts') });
export const routesQuery = queryOptions({ queryKey: ['routes'], queryFn: () => ask('routes') });
export const globalRulesQuery = queryOptions({ queryKey: ['globalRules'], queryFn: () => ask('globalRules') });
/** The name of whatever changes what a person sets, by which it is known that a change is on its way. */
export const savingRules = ['saving rules'] as const;

/** What tells of rules is read again, unless a change is still on its way: it reads again itself when it has arrived. */
export function readRulesAgain(
  client: QueryClient,
  onTheirWay = client.isMutating({ mutationKey: savingRules }),
): void {
  if (onTheirWay > 0) return;
  for (const { queryKey } of [accountsQuery, routesQuery, globalRulesQuery])
    void client.invalidateQueries({ queryKey });
}

/** One post with its crossposts; with null, for no post is shown, nothing is asked. */
export const postQuery = (id: PostId | null) =>
  queryOptions({ queryKey: ['post', id] as const, queryFn: id === null ? skipToken : () => ask('post', { id }) });

export const queueQuery = (tab: QueueTab, search: string) =>
  infiniteQueryOptions({
    queryKey: ['queue', tab, search] as const,
    queryFn: ({ pageParam }) =>
      ask('queue', { tab, ...(search !== '' && { search }), ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

export const ledgerQuery = (filter: LedgerFilter) =>
  infiniteQueryOptions({
    queryKey: ['ledger', filter] as const,
    queryFn: ({ pageParam }) => ask('ledger', { ...filter, ...(pageParam !== null && { after: pageParam }) }),
    initialPageParam: null as LedgerId | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });

/** Of everything that is planned, whatever the span. */
export const plannedKey = ['planned'] as const;

export const freeSlotsKey = ['freeSlots'] as const;

export const plannedQuery = (from: number, to: number) =>
  queryOptions({ queryKey: [...plannedKey, from, to] as const, queryFn: () => ask('scheduled', { from, to }) });

/** The next few that a crosspost could have. They go by with time, so they are asked for whenever they are shown. */
export const freeSlotsQuery = (id: CrosspostId) =>
  queryOptions({
    queryKey: [...freeSlotsKey, id] as const,
    queryFn: () => ask('freeSlots', { of: { id }, from: Date.now(), count: 5 }),
    staleTime: 0,
  });
