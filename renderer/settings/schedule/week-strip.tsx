import type { CSSProperties } from 'react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountSchedule, QuietHours, Weekday } from '../../../contract/rules.ts';
import { useFormat } from '../../ui/use-format.ts';
import { useWeekWords } from './use-week-words.ts';
import { dayMinutes, isQuiet, minutesOn, quietParts, slotSummary, weekOf } from './week.ts';

const hours = [0, 6, 12, 18, 24] as const;
const at = (minute: number): CSSProperties => ({ insetInlineStart: `${(minute / dayMinutes) * 100}%` });
const span = ({ from, to }: QuietHours): CSSProperties => ({
  ...at(from),
  inlineSize: `${((to - from) / dayMinutes) * 100}%`,
});

/** The week at a glance: a rail for each day, its slots as ties, its quiet hours shaded. Readers are told the same in words. */
export function WeekStrip({ slots, quiet }: Pick<AccountSchedule, 'slots' | 'quiet'>) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const format = useFormat();
  const words = useWeekWords();
  const sentences = [
    slots.length === 0 ? t('schedule.slots.none') : t('schedule.week.slots', { slots: slotSummary(slots, words) }),
    ...(quiet === null ? [] : [t('schedule.week.quiet', { from: format.time(quiet.from), to: format.time(quiet.to) })]),
  ];
  return (
    <figure>
      <figcaption className="for-readers">{sentences.join(' ')}</figcaption>
      <div className="week" aria-hidden>
        {weekOf(locale).map((day) => (
          <DayRail key={day} day={day} slots={slots} quiet={quiet} />
        ))}
        <span className="week-hours quiet">
          {hours.map((hour) => (
            <span key={hour} className="week-hour" style={at(hour * 60)}>
              {format.time((hour % 24) * 60)}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}

interface DayRailProps extends Pick<AccountSchedule, 'slots' | 'quiet'> {
  readonly day: Weekday;
}

function DayRail({ day, slots, quiet }: DayRailProps) {
  const format = useFormat();
  return (
    <>
      <span className="week-day small">{format.weekday(day)}</span>
      <span className="week-rail">
        {quietParts(quiet).map((part) => (
          <span key={part.from} className="week-quiet" style={span(part)} />
        ))}
        {minutesOn(day, slots).map((minute) => (
          <span key={minute} className="week-tie" data-quiet={isQuiet(minute, quiet)} style={at(minute)} />
        ))}
      </span>
    </>
  );
}
