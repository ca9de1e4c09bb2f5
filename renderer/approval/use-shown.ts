import { useEffect, useMemo, useState } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { PostId, QueueTab } from '../../contract/model.ts';
import { listen } from '../api.ts';
import { postQuery, queueQuery } from '../queries.ts';

/** Which tab, search and post the window shows. Without a choice the first of the list is shown. */
export function useShown() {
  const [place, setPlace] = useState<{
    readonly tab: QueueTab;
    readonly search: string;
    readonly chosen: PostId | null;
  }>({
    tab: 'waiting',
    search: '',
    chosen: null,
  });
  const queue = useInfiniteQuery(queueQuery(place.tab, place.search));
  const rows = useMemo(() => queue.data?.pages.flatMap((page) => page.rows) ?? [], [queue.data]);
  const shown = place.chosen ?? rows[0]?.postId ?? null;
  const detail = useQuery(postQuery(shown));

  useEffect(
    () => listen('showPost', ({ tab, postId }) => setPlace((before) => ({ ...before, tab, chosen: postId }))),
    [],
  );
  return {
    tab: place.tab,
    search: place.search,
    queue,
    rows,
    shown,
    detail,
    choose: (chosen: PostId | null) => setPlace((before) => ({ ...before, chosen })),
    goTo: (tab: QueueTab, chosen: PostId | null = null) => setPlace((before) => ({ ...before, tab, chosen })),
    find: (search: string) => setPlace((before) => ({ ...before, search: search.trim(), chosen: null })),
  };
}
export type Shown = ReturnType<typeof useShown>;
