import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type ToggleName, type ToggleOverrides, type Toggles } from '../../../contract/rules.ts';
import { SelectBox } from '../../ui/select.tsx';
import { choiceWord, isStricter, overrideChoices, type ToggleChoice, togglesInOrder, withOverride } from './toggles.ts';

interface OverridesProps {
  /** What holds without any of these. */
  readonly otherwise: Toggles;
  readonly overrides: ToggleOverrides;
  readonly onChange: (overrides: ToggleOverrides) => void;
}

/** Every toggle, as it is set otherwise or stricter. */
export function Overrides({ otherwise, overrides, onChange }: OverridesProps) {
  return (
    <ul className="overrides">
      {togglesInOrder.map((name) => (
        <Override
          key={name}
          name={name}
          otherwise={otherwise[name]}
          set={overrides[name]}
          onChange={(choice) => onChange(withOverride(overrides, name, choice))}
        />
      ))}
    </ul>
  );
}

interface OverrideProps {
  readonly name: ToggleName;
  readonly otherwise: ToggleChoice;
  readonly set: ToggleChoice | undefined;
  readonly onChange: (choice: ToggleChoice | null) => void;
}

function Override({ name, otherwise, set, onChange }: OverrideProps) {
  const { t } = useTranslation();
  const id = useId();
  const word = (choice: ToggleChoice): string => t(`privacy.choice.${choiceWord(name, choice)}`);
  const isFreer = set !== undefined && isStricter(name, otherwise, set);
  return (
    <li className="override" data-set={set !== undefined}>
      <span id={id} className="override-name small">
        {t(`privacy.toggle.${name}.title`)}
      </span>
      <SelectBox<ToggleChoice | 'otherwise'>
        labelledBy={id}
        {...(isFreer && { describedBy: `${id}-counts` })}
        value={set ?? 'otherwise'}
        choices={[
          { value: 'otherwise', word: t('privacy.asOtherwise', { choice: word(otherwise) }) },
          ...overrideChoices(name, otherwise, set).map((value) => ({ value, word: word(value) })),
        ]}
        onChange={(choice) => onChange(choice === 'otherwise' ? null : choice)}
      />
      {isFreer && (
        <span id={`${id}-counts`} className="override-counts quiet small">
          {t('privacy.counts', { choice: word(otherwise) })}
        </span>
      )}
    </li>
  );
}
