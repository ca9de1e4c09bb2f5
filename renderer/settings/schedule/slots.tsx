import { useId, useRef, useState } from 'react';
import { Trash2 } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup, useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Slot, type Weekday, weekdays } from '../../../contract/rules.ts';
import { ActionButton, IconButton } from '../../ui/button.tsx';
import { TimeBox } from '../../ui/time-box.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { useWeekWords } from './use-week-words.ts';
import { slotSummary, weekOf } from './week.ts';

/** As main takes it. */
const mostSlots = 100;
/** Where a person begins: working days, when most people have time to look. */
const firstSlot: Slot = { days: [1, 2, 3, 4, 5], minute: 18 * 60 };
const nextSlot: Slot = { days: [6], minute: 10 * 60 };

interface SlotsProps {
  readonly slots: readonly Slot[];
  readonly onChange: (slots: readonly Slot[]) => void;
}

/** The slots of an account: a line each, with its days and its time. */
export function Slots({ slots, onChange }: SlotsProps) {
  const { t } = useTranslation();
  const words = useWeekWords();
  const titleId = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const [added, setAdded] = useState<number | null>(null);
  const add = (): void => {
    setAdded(slots.length);
    onChange([...slots, slots.length === 0 ? firstSlot : nextSlot]);
  };
  return (
    <section aria-labelledby={titleId} className="slots">
      <h4 id={titleId} className="section-title">
        {t('schedule.slots.title')}
      </h4>
      <p className="quiet small">{slots.length === 0 ? t('schedule.slots.none') : slotSummary(slots, words)}</p>
      <ul className="slot-list">
        {slots.map((slot, index) => (
          <SlotLine
            key={index}
            slot={slot}
            isNew={index === added}
            onChange={(changed) => onChange(slots.with(index, changed))}
            onRemove={() => {
              setAdded(null);
              onChange(slots.toSpliced(index, 1));
              addButton.current?.focus();
            }}
          />
        ))}
      </ul>
      <ActionButton ref={addButton} isDisabled={slots.length >= mostSlots} onPress={add}>
        {t('schedule.slots.add')}
      </ActionButton>
    </section>
  );
}

interface SlotLineProps {
  readonly slot: Slot;
  /** Added just now: its time is what comes next. */
  readonly isNew: boolean;
  readonly onChange: (slot: Slot) => void;
  readonly onRemove: () => void;
}

function SlotLine({ slot, isNew, onChange, onRemove }: SlotLineProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const format = useFormat();
  const words = useWeekWords();
  const [lacksDay, setLacksDay] = useState(false);
  const name = slotSummary([slot], words);
  const choose = (keys: ReadonlySet<unknown>): void => {
    const days = weekdays.filter((day) => keys.has(day));
    setLacksDay(days.length === 0);
    if (days.length > 0) onChange({ ...slot, days });
  };
  return (
    <li className="slot">
      <ToggleButtonGroup
        className="slot-days"
        aria-label={t('schedule.slots.days', { slot: name })}
        selectionMode="multiple"
        selectedKeys={slot.days}
        onSelectionChange={choose}
      >
        {weekOf(locale).map((day: Weekday) => (
          <ToggleButton key={day} id={day} className="slot-day">
            {format.weekday(day)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <TimeBox
        label={t('schedule.slots.time', { slot: name })}
        isBare
        autoFocus={isNew}
        minute={slot.minute}
        onChange={(minute) => onChange({ ...slot, minute })}
      />
      <IconButton label={t('schedule.slots.remove', { slot: name })} onPress={onRemove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
      {lacksDay && (
        <p className="field-error" role="alert">
          {t('rules.mistake.day')}
        </p>
      )}
    </li>
  );
}
