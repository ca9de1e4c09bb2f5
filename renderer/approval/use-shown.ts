import { useEffect, useMemo, useState } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type PostId, type QueueTab, queueTabs } from '../../contract/model.ts';
import { listen } from '../api.ts';
import { postQuery, queueQuery } from '../queries.ts';

interface Place {
  readonly tab: QueueTab;
  readonly search: string;
  readonly chosen: PostId | null;
  /** Whether what is scheduled is shown as a week; a search shows a list. */
  readonly asWeek: boolean;
}

/** Where a window begins that was opened for something: main says it in the address (`?tab=published&post=12`). */
function placeAtFirst(): Place {
  const asked = new URLSearchParams(window.location.search);
  const post = Number(asked.get('post'));
  return {
    tab: queueTabs.find((tab) => tab === asked.get('tab')) ?? 'waiting',
    search: '',
    chosen: post > 0 ? (post as PostId) : null,
    asWeek: false,
  };
}

/** A post that is asked for by name is shown, not its place in a week. */
function turnTo(before: Place, tab: QueueTab, chosen: PostId | null): Place {
  return { ...before, tab, chosen, asWeek: before.asWeek && chosen === null };
}

/** Which tab, search and post the window shows. Without a choice the first of the list is shown. */
export function useShown() {
  const [place, setPlace] = useState(placeAtFirst);
  const queue = useInfiniteQuery(queueQuery(place.tab, place.search));
  const rows = useMemo(() => queue.data?.pages.flatMap((page) => page.rows) ?? [], [queue.data]);
  const shown = place.chosen ?? rows[0]?.postId ?? null;
  const detail = useQuery(postQuery(shown));

  useEffect(() => listen('showPost', ({ tab, postId }) => setPlace((before) => turnTo(before, tab, postId))), []);
  return {
    tab: place.tab,
    search: place.search,
    queue,
    rows,
    shown,
    detail,
    isWeek: place.tab === 'scheduled' && place.asWeek && place.search === '',
    choose: (chosen: PostId | null) => setPlace((before) => ({ ...before, chosen })),
    goTo: (tab: QueueTab, chosen: PostId | null = null) => setPlace((before) => turnTo(before, tab, chosen)),
    showAsWeek: (asWeek: boolean) => setPlace((before) => ({ ...before, asWeek })),
    find: (search: string) => setPlace((before) => ({ ...before, search: search.trim(), chosen: null })),
  };
}
export type Shown = ReturnType<typeof useShown>;
