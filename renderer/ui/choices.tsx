import { Fragment, type ReactNode } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly word: string;
}

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (Choice<Value> & { readonly sentence: string })[];
  readonly onChange: (value: Value) => void;
  /** What belongs to a choice and is shown below it. */
  readonly below?: { readonly [Key in Value]?: ReactNode };
}

/** One of a few, each with a sentence that says what it does. */
export function Choices<Value extends string>({ label, value, choices, below, onChange }: ChoicesProps<Value>) {
  return (
    <RadioGroup className="choices" value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label className="section-title">{label}</Label>
      {choices.map((choice) => (
        <Fragment key={choice.value}>
          <Radio value={choice.value} className="choice">
            <span className="choice-dot" aria-hidden />
            <span>
              <span className="choice-word">{choice.word}</span>
              <span className="choice-sentence quiet small">{choice.sentence}</span>
            </span>
          </Radio>
          {below?.[choice.value]}
        </Fragment>
      ))}
    </RadioGroup>
  );
}

interface SegmentedProps<Value extends string> {
  /** The id of the element that names it. */
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of two or three short words, side by side. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { labelledBy, describedBy, value, choices, onChange } = props;
  return (
    <RadioGroup
      className="segmented"
      orientation="horizontal"
      aria-labelledby={labelledBy}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
    >
      {choices.map((choice) => (
        <Radio key={choice.value} value={choice.value} className="segmented-choice">
          {choice.word}
        </Radio>
      ))}
    </RadioGroup>
  );
}
