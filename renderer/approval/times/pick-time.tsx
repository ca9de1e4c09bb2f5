import { useState } from 'react';
import { type CalendarDateTime, fromDate, getLocalTimeZone, toCalendarDateTime } from '@internationalized/date';
import { DateField, DateInput, DateSegment, FieldError, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../../contract/queue-views.ts';
import { ActionButton } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { firstPick, mistakeIn, type PickMistake } from './pick.ts';
import { useTimeWords } from './use-time-words.ts';
import { differsFromMachine } from './zone.ts';

interface PickTimeProps {
  readonly crosspost: CrosspostView;
  /** The account's own time zone; null: the machine's. */
  readonly zone: string | null;
  readonly onSet: (time: number) => void;
}

const momentOf = (wall: CalendarDateTime): number => wall.toDate(getLocalTimeZone()).getTime();
const wallOf = (at: number): CalendarDateTime => toCalendarDateTime(fromDate(new Date(at), getLocalTimeZone()));

/** A date and a time by this machine's clock, as the locale writes them. Where the account's clock shows another, so is said. */
export function PickTime({ crosspost, zone, onSet }: PickTimeProps) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow(1_000);
  const [wall, setWall] = useState<CalendarDateTime | null>(() => wallOf(firstPick(crosspost.scheduledAt, Date.now())));
  const [mistake, setMistake] = useState<PickMistake | null>(null);
  const at = wall === null ? null : momentOf(wall);
  const set = (): void => {
    const wrong = mistakeIn(at, now);
    setMistake(wrong);
    if (wrong === null && at !== null) onSet(at);
  };
  return (
    <div className="time-pick">
      <DateField
        className="field"
        granularity="minute"
        hideTimeZone
        autoFocus
        value={wall}
        isInvalid={mistake !== null}
        onChange={(changed) => {
          setMistake(null);
          setWall(changed);
        }}
      >
        <Label className="field-label">{t('times.choice.field')}</Label>
        <DateInput className="field-input date-input">
          {(segment) => <DateSegment className="date-segment" segment={segment} />}
        </DateInput>
        <FieldError className="field-error">{mistake !== null && t(`times.choice.${mistake}`)}</FieldError>
      </DateField>
      {zone !== null && at !== null && differsFromMachine(zone, at) && (
        <p className="quiet small">{t('times.choice.zone', { zone, time: words.inZone(at, zone) })}</p>
      )}
      <ActionButton look="filled" onPress={set}>
        {t('times.choice.set')}
      </ActionButton>
    </div>
  );
}
