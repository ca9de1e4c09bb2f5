import { useState } from 'react';
import { FieldError, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { readTime } from './time-text.ts';
import { useFormat } from './use-format.ts';

interface TimeBoxProps {
  readonly label: string;
  /** Whether the label is for readers alone. */
  readonly isBare?: boolean;
  readonly autoFocus?: boolean;
  /** Minutes since midnight. */
  readonly minute: number;
  /** What is wrong with this time, beyond being one. */
  readonly objection?: (minute: number) => string | null;
  readonly onChange: (minute: number) => void;
}

/** A time of day, shown as the locale writes it and read however it is typed. */
export function TimeBox({ label, isBare = false, autoFocus = false, minute, objection, onChange }: TimeBoxProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState<string | null>(null);
  const [mistake, setMistake] = useState<string | null>(null);
  const take = (): void => {
    if (typed === null) return;
    const read = readTime(typed);
    const wrong = read === null ? t('rules.mistake.time', { example: format.time(18 * 60 + 30) }) : objection?.(read);
    setMistake(wrong ?? null);
    if (read === null || (wrong ?? null) !== null) return;
    setTyped(null);
    if (read !== minute) onChange(read);
  };
  return (
    <TextField
      className="time"
      autoFocus={autoFocus}
      value={typed ?? format.time(minute)}
      isInvalid={mistake !== null}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else event.continuePropagation();
      }}
    >
      <Label className={isBare ? 'for-readers' : 'small'}>{label}</Label>
      <Input className="field-input time-input" />
      <FieldError className="field-error">{mistake}</FieldError>
    </TextField>
  );
}
