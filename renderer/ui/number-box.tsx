import { useState } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type NumberBounds, type NumberMistake, readNumber } from './number-text.ts';
import { useFormat } from './use-format.ts';

interface NumberBoxProps extends NumberBounds {
  readonly label: string;
  /** Said behind the number: “minutes”. */
  readonly unit: string;
  readonly value: number | null;
  readonly onChange: (value: number) => void;
  /** What an empty field stands for; without it, a number must be given. */
  readonly onEmpty?: () => void;
  /** What an empty field shows. */
  readonly placeholder?: string;
}

/** A whole number with its unit. It is taken when the field is left or Enter is pressed; a mistake stays, with a word on it. */
export function NumberBox(props: NumberBoxProps) {
  const { label, unit, value, placeholder, onChange, onEmpty } = props;
  const shown = value === null ? '' : String(value);
  const [typed, setTyped] = useState<string | null>(null);
  const [mistake, setMistake] = useState<NumberMistake | null>(null);
  const take = (): void => {
    if (typed === null) return;
    const read = readNumber(typed, props, onEmpty !== undefined);
    setMistake(read.mistake);
    if (read.mistake !== null) return;
    setTyped(null);
    if (read.value === value) return;
    if (read.value === null) onEmpty?.();
    else onChange(read.value);
  };
  return (
    <TextField
      className="number"
      value={typed ?? shown}
      isInvalid={mistake !== null}
      onChange={setTyped}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        // Arrow keys are for the text, not for the choices around it.
        else if (!event.key.startsWith('Arrow')) event.continuePropagation();
      }}
    >
      <Label className="number-label">{label}</Label>
      <span className="number-line">
        <Input className="field-input number-input" inputMode="numeric" placeholder={placeholder ?? ''} />
        <Text slot="description" className="number-unit quiet small">
          {unit}
        </Text>
      </span>
      <FieldError className="field-error">
        <MistakeWords mistake={mistake} bounds={props} />
      </FieldError>
    </TextField>
  );
}

function MistakeWords({ mistake, bounds }: { readonly mistake: NumberMistake | null; readonly bounds: NumberBounds }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (mistake === null) return null;
  return t(`rules.mistake.${mistake}`, { least: format.number(bounds.least), most: format.number(bounds.most) });
}
