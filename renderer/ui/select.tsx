import { ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { Choice } from './choices.tsx';

interface SelectBoxProps<Value extends string> {
  /** The ids of the elements that name and describe it. */
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of several, of which only the chosen one is shown. */
export function SelectBox<Value extends string>(props: SelectBoxProps<Value>) {
  const { labelledBy, describedBy, value, choices, onChange } = props;
  return (
    <Select
      className="select"
      aria-labelledby={labelledBy}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
    >
      <Button className="button button-plain select-button">
        <SelectValue className="select-value" />
        <ChevronDown className="quiet" size={16} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} textValue={choice.word} className="menu-item">
              {choice.word}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
