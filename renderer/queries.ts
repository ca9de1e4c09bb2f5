/** What the windows read, by name: one place for the keys that events invalidate. */
import { infiniteQueryOptions, QueryClient, queryOptions, skipToken } from '@tanstack/react-query';
import type { LedgerFilter } from '../contract/ledger.ts';
import type { LedgerId, PostId, QueueTab } from '../contract/model.ts';
import { ask } from './api.ts';

/** Main is on this machine: asking is cheap, works offline, and what fails would fail again at once. */
export function createQueryClient(): QueryClient {
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
