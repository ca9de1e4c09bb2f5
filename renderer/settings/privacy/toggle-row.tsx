import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToggleName, Toggles } from '../../../contract/rules.ts';
import type { AccountView, RouteView } from '../../../contract/views.ts';
import { Segmented } from '../../ui/choices.tsx';
import { choicesOf, choiceWord, inShownOrder, stricterThan, type ToggleChoice } from './toggles.ts';

interface ToggleRowProps {
  readonly name: ToggleName;
  readonly toggles: Toggles;
  readonly accounts: readonly AccountView[];
  readonly routes: readonly RouteView[];
  readonly onChange: (choice: ToggleChoice) => void;
}

/** One toggle for everything: what it changes, its choices, and how many are stricter than it. */
export function ToggleRow({ name, toggles, accounts, routes, onChange }: ToggleRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const stricter = stricterThan(toggles, name, accounts, routes);
  const parts = [
    ...(stricter.accounts > 0 ? [t('privacy.stricterAccounts', { count: stricter.accounts })] : []),
    ...(stricter.routes > 0 ? [t('privacy.stricterRoutes', { count: stricter.routes })] : []),
  ];
  return (
    <div className="rule-row">
      <div className="rule-words">
        <h3 id={id} className="rule-name">
          {t(`privacy.toggle.${name}.title`)}
        </h3>
        <p id={`${id}-why`} className="quiet small">
          {t(`privacy.toggle.${name}.why`)}
        </p>
        {parts.length > 0 && <p className="stricter small">{t('privacy.stricter', { what: parts.join(' · ') })}</p>}
      </div>
      <Segmented
        labelledBy={id}
        describedBy={`${id}-why`}
        value={toggles[name]}
        choices={inShownOrder(choicesOf(name)).map((value) => ({
          value,
          word: t(`privacy.choice.${choiceWord(name, value)}`),
        }))}
        onChange={onChange}
      />
    </div>
  );
}
