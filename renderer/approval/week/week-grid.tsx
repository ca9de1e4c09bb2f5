import { type CSSProperties, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { useFormat } from '../../ui/use-format.ts';
import { useTimeWords } from '../times/use-time-words.ts';
import type { Shade } from './quiet-shade.ts';
import { type Moving, useMoving } from './use-moving.ts';
import { dayMinutes, daysInWeek, placeIn, startOf, type Week } from './week.ts';
import { Ghost, WeekChip } from './week-chip.tsx';
import { placedIn } from './placed.ts';
import { WeekDays } from './week-days.tsx';

interface WeekGridProps {
  readonly week: Week;
  readonly now: number;
  /** Undefined while they are read. */
  readonly chips: readonly PlannedView[] | undefined;
  readonly shades: readonly Shade[];
  readonly onMove: (chip: PlannedView, at: number) => void;
  readonly onLeave: () => void;
  readonly onOpen: (chip: PlannedView) => void;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Where a week opens in which nothing is planned. */
const morning = 8 * 60;

/** Seven days across, the hours down, and in it what is planned. */
export function WeekGrid({ week, now, chips, shades, onMove, onLeave, onOpen }: WeekGridProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const hintId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const { moving, ofChip } = useMoving({ week, field, onMove, onLeave, onOpen });
  const placed = placedIn(week, chips ?? []);
  const earliest = placed.length === 0 ? morning : Math.min(...placed.map(({ minute }) => minute));
  useOpeningAt(scroller, startOf(week), chips === undefined ? null : earliest);
  return (
    <div ref={scroller} className="week-scroll">
      <WeekDays week={week} now={now} />
      {chips?.length === 0 && <p className="week-empty quiet small">{t('times.week.empty')}</p>}
      {shades.length > 0 && <p className="for-readers">{t('times.week.quiet')}</p>}
      <p id={hintId} className="for-readers">
        {t('times.week.how')}
      </p>
      <Announced moving={moving} />
      <div className="week-grid">
        <div className="week-clock" aria-hidden>
          {hours.slice(1).map((hour) => (
            <span key={hour} className="week-hour-name" style={{ insetBlockStart: share(hour * 60) }}>
              {format.hour(hour)}
            </span>
          ))}
        </div>
        <div ref={field} className="week-field">
          {shades.map(({ day, from, to }) => (
            <span key={`${day} ${from}`} className="week-shade" style={{ ...column(day), ...rows(from, to) }} />
          ))}
          <NowLine week={week} now={now} />
          <ul aria-label={t('times.week.chips')}>
            {placed.map((place) => (
              <WeekChip
                key={place.planned.id}
                place={place}
                isMoving={moving?.planned.id === place.planned.id}
                hintId={hintId}
                {...ofChip(place.planned)}
              />
            ))}
          </ul>
          {moving !== null && <Ghost moving={moving} week={week} now={now} />}
        </div>
      </div>
    </div>
  );
}

const share = (minute: number): string => `${(minute / dayMinutes) * 100}%`;
const column = (day: number): CSSProperties => ({
  insetInlineStart: `${(day / daysInWeek) * 100}%`,
  inlineSize: `${100 / daysInWeek}%`,
});
const rows = (from: number, to: number): CSSProperties => ({
  insetBlockStart: share(from),
  blockSize: share(to - from),
});

/** Where the week's present moment is. */
function NowLine({ week, now }: Pick<WeekGridProps, 'week' | 'now'>) {
  const place = placeIn(week, now);
  if (place === null) return null;
  return <span className="week-now" style={{ ...column(place.day), insetBlockStart: share(place.minute) }} />;
}

/** Each step of a move by keys, read out; a pointer's are seen. */
function Announced({ moving }: { readonly moving: Moving | null }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  return (
    <p className="for-readers" aria-live="assertive">
      {moving?.by === 'keys' && t('times.week.moving', { time: words.full(moving.at) })}
    </p>
  );
}

/** Scrolls to that minute, with an hour before it, once for each week whose chips are known. */
function useOpeningAt(scroller: { readonly current: HTMLElement | null }, week: number, minute: number | null): void {
  const opened = useRef<number | null>(null);
  useEffect(() => {
    if (minute === null || opened.current === week || scroller.current === null) return;
    opened.current = week;
    const grid = scroller.current.querySelector('.week-grid');
    scroller.current.scrollTo({ top: ((grid?.clientHeight ?? 0) * Math.max(0, minute - 60)) / dayMinutes });
  }, [minute, week, scroller]);
}
