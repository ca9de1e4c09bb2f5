import { type RefObject, useState } from 'react';
import { Search, X } from 'lucide-react';
import { Button, Input, SearchField, Tab, TabList } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { queueTabs } from '../../contract/model.ts';
import type { Status } from '../../contract/views.ts';
import { useFormat } from '../ui/use-format.ts';
import { StatusTools } from './status-tools.tsx';

interface HeaderProps {
  readonly status: Status | undefined;
  readonly onSearch: (words: string) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
}

export function Header({ status, onSearch, searchField }: HeaderProps) {
  return (
    <div className="header">
      <QueueTabs counts={status?.tabs} />
      <SearchBox onSearch={onSearch} field={searchField} />
      <StatusTools status={status} />
    </div>
  );
}

function QueueTabs({ counts }: { readonly counts: Status['tabs'] | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <TabList className="tabs" aria-label={t('approval.tabs')}>
      {queueTabs.map((tab) => {
        const count = tab === 'published' || tab === 'skipped' ? 0 : (counts?.[tab] ?? 0);
        return (
          <Tab key={tab} id={tab} className="tab">
            {t(`words.tab.${tab}`)}
            {count > 0 && <span className="tab-count">{format.number(count)}</span>}
          </Tab>
        );
      })}
    </TabList>
  );
}

/** Searches a moment after the last key, so that each letter is not a question to the database. */
const searchPauseMs = 180;

function SearchBox({
  onSearch,
  field,
}: {
  readonly onSearch: (words: string) => void;
  readonly field: HeaderProps['searchField'];
}) {
  const { t } = useTranslation();
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  const change = (words: string): void => {
    clearTimeout(timer);
    setTimer(setTimeout(() => onSearch(words), words === '' ? 0 : searchPauseMs));
  };
  return (
    // Enter goes on to what was found; Escape empties the field first.
    <SearchField
      className="search"
      aria-label={t('approval.search')}
      onChange={change}
      onSubmit={() => field.current?.blur()}
    >
      <Search size={16} aria-hidden />
      <Input ref={field} className="search-input" placeholder={t('approval.search')} dir="auto" />
      <Button className="search-clear" aria-label={t('approval.clearSearch')}>
        <X size={16} aria-hidden />
      </Button>
    </SearchField>
  );
}
