import { Search, X } from 'lucide-react';
import { Button, Input, Label, Radio, RadioGroup, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ledgerGroups } from '../../contract/ledger.ts';
import type { ShownGroup, ShownLedger } from './use-ledger-filter.ts';

/** Words to look for, and what kind of line to show. */
export function LedgerSearch({ shown }: { readonly shown: ShownLedger }) {
  const { t } = useTranslation();
  return (
    <div className="ledger-filter">
      <SearchField
        className="ledger-search"
        aria-label={t('settings.data.search')}
        value={shown.words}
        onChange={shown.setWords}
      >
        <Search size={16} aria-hidden />
        <Input className="field-input" placeholder={t('settings.data.search')} dir="auto" maxLength={500} />
        <Button className="ledger-search-clear" aria-label={t('settings.data.clearSearch')}>
          <X size={16} aria-hidden />
        </Button>
      </SearchField>
      <RadioGroup
        className="ledger-groups"
        orientation="horizontal"
        value={shown.group}
        onChange={(group) => shown.setGroup(group as ShownGroup)}
      >
        <Label className="for-readers">{t('settings.data.groups')}</Label>
        {(['all', ...ledgerGroups] as const).map((group) => (
          <Radio key={group} value={group} className="ledger-group">
            {t(`settings.data.group.${group}`)}
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
