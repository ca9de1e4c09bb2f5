import { useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format.ts';
import { useNow } from '../ui/now.ts';
import { Shape } from '../ui/states.tsx';
import { type QueueEntry, withDays } from './queue-entries.ts';
import { QueueRowButton } from './queue-row.tsx';
import { useNextPage, useWalk } from './use-queue-scroll.ts';
import type { Shown } from './use-shown.ts';

/** The posts of a tab, drawn only where they can be seen, so that a hundred thousand are as quick as ten. */
export function QueueList({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => withDays(shown.rows, now), [shown.rows, now]);
  // oxlint-disable-next-line react/incompatible-library -- it changes in place what only a compiler would keep
  const lines = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.kind === 'day' ? 34 : 76),
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 6,
  });
  const drawn = lines.getVirtualItems();
  useNextPage(shown.queue, drawn.at(-1)?.index ?? 0, entries.length);
  const shownAt = entries.findIndex((entry) => entry.kind === 'post' && entry.row.postId === shown.shown);
  // The heading of the first day comes along with its first post.
  useWalk(scroller, shownAt, () => lines.scrollToIndex(shownAt === 1 ? 0 : shownAt, { align: 'auto' }));

  return (
    <div ref={scroller} className="queue">
      <ol aria-label={t('approval.list.label')} style={{ blockSize: lines.getTotalSize() }} className="queue-lines">
        {drawn.map(({ index, key, start }) => (
          <li
            key={key}
            ref={lines.measureElement}
            data-index={index}
            className="queue-line"
            style={{ transform: `translateY(${start}px)` }}
          >
            <QueueLine entry={entries[index]} now={now} shown={shown} />
          </li>
        ))}
      </ol>
      {shown.queue.isFetchingNextPage && <p className="for-readers">{t('approval.list.more')}</p>}
    </div>
  );
}

interface QueueLineProps {
  readonly entry: QueueEntry | undefined;
  readonly now: number;
  readonly shown: Shown;
}

function QueueLine({ entry, now, shown }: QueueLineProps) {
  const format = useFormat();
  if (entry === undefined) return null;
  if (entry.kind === 'day') return <h2 className="day">{format.day(entry.at, now)}</h2>;
  const { postId } = entry.row;
  return <QueueRowButton row={entry.row} isShown={postId === shown.shown} onChoose={() => shown.choose(postId)} />;
}

/** The list's shape while its first page is read. */
export function QueueShape() {
  return (
    <div className="queue queue-shape" aria-hidden>
      {[0, 1, 2, 3].map((line) => (
        <div key={line} className="row">
          <Shape width="3rem" height="3rem" />
          <span className="row-words">
            <Shape width="80%" height="0.875rem" />
            <Shape width="50%" height="0.75rem" />
          </span>
        </div>
      ))}
    </div>
  );
}
