import { type CSSProperties, type HTMLAttributes, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { networkNames } from '../../../contract/network-names.ts';
import type { PlannedView } from '../../../contract/schedule-views.ts';
import { NetworkMark } from '../../ui/network-mark.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useTimeWords } from '../times/use-time-words.ts';
import { chipMinutes, type Placed } from './placed.ts';
import { isMovable, type Moving } from './use-moving.ts';
import { dayMinutes, daysInWeek, nearestPlace, type Week } from './week.ts';

interface WeekChipProps extends HTMLAttributes<HTMLButtonElement> {
  readonly place: Placed;
  readonly isMoving: boolean;
  /** Of the element that says how it is moved. */
  readonly hintId: string;
}

/** One crosspost in a week: where it goes, when, and its first words. */
export function WeekChip({ place, isMoving, hintId, ...handlers }: WeekChipProps) {
  const { planned } = place;
  const name = useName(planned);
  const canMove = isMovable(planned);
  return (
    <li>
      <button
        type="button"
        className="week-chip"
        aria-label={name}
        title={name}
        {...(canMove && { 'aria-describedby': hintId })}
        data-state={planned.state}
        data-late={planned.problem !== null}
        data-movable={canMove}
        data-moving={isMoving}
        style={placeStyle(place)}
        {...handlers}
      >
        <ChipWords planned={planned} at={planned.goesAt} />
      </button>
    </li>
  );
}

function useName({ account, goesAt, title, state }: PlannedView): string {
  const { t } = useTranslation();
  const words = useTimeWords();
  const name = t('times.week.chip', {
    network: networkNames[account.network],
    time: words.full(goesAt),
    title: title === '' ? t('approval.card.noText') : title,
  });
  if (state === 'waiting' || state === 'held') return `${name} (${t('times.week.asks')})`;
  return state === 'approved' ? name : `${name} (${t('times.week.sending')})`;
}

interface ChipWordsProps {
  readonly planned: PlannedView;
  readonly at: number;
}

function ChipWords({ planned: { account, title }, at }: ChipWordsProps) {
  const format = useFormat();
  return (
    <>
      <span className="week-chip-head">
        <NetworkMark network={account.network} size={12} />
        <span>{format.clock(at)}</span>
      </span>{' '}
      <span dir="auto" className="week-chip-title">
        {title}
      </span>
    </>
  );
}

interface GhostProps {
  readonly moving: Moving;
  readonly week: Week;
  readonly now: number;
}

/** Where a chip on its way would go, with the time. What leaves the week stands at its edge. */
export function Ghost({ moving: { planned, at }, week, now }: GhostProps) {
  const words = useTimeWords();
  const ghost = useRef<HTMLDivElement>(null);
  // Wherever it is moved to, it is in sight.
  useEffect(() => {
    // Newer engines answer with a promise, which an effect must not give back.
    ghost.current?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div
      ref={ghost}
      className="week-chip week-ghost"
      data-past={at <= now}
      style={placeStyle({ ...nearestPlace(week, at), lane: 0, of: 1 })}
      aria-hidden
    >
      <span className="week-chip-head">
        <NetworkMark network={planned.account.network} size={12} />
        <span>{words.short(at, now)}</span>
      </span>
      <span dir="auto" className="week-chip-title">
        {planned.title}
      </span>
    </div>
  );
}

/** The last chips of a day reach no further than its end. */
function placeStyle({ day, minute, lane, of }: Omit<Placed, 'planned'>): CSSProperties {
  const top = Math.min(minute, dayMinutes - chipMinutes);
  return {
    insetInlineStart: `calc(${((day + lane / of) / daysInWeek) * 100}% + 2px)`,
    inlineSize: `calc(${100 / daysInWeek / of}% - 4px)`,
    insetBlockStart: `${(top / dayMinutes) * 100}%`,
  };
}
