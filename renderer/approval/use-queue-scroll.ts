import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import type { Shown } from './use-shown.ts';

/** How near to the end of what is loaded, in lines, the next page is asked for. */
const ahead = 12;

/** Asks for the next page when the last drawn line comes near the end of what is loaded. */
export function useNextPage(queue: Shown['queue'], lastDrawn: number, count: number): void {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = queue;
  const isNearEnd = lastDrawn >= count - ahead;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);
}

/** Keeps the shown post in view, and the focus on it unless the person is busy elsewhere. */
export function useWalk(scroller: RefObject<HTMLElement | null>, shownAt: number, scroll: () => void): void {
  const hasWalked = useRef(false);
  const walk = useEffectEvent(() => {
    scroll();
    if (!document.activeElement?.matches('body, [data-queue-row]')) return;
    const row = scroller.current?.querySelector<HTMLElement>('[aria-current="true"]');
    // A window that opens leaves the focus where it is.
    if (hasWalked.current) row?.focus({ preventScroll: true });
    hasWalked.current = true;
  });
  useEffect(() => {
    if (shownAt >= 0) walk();
  }, [shownAt]);
}
