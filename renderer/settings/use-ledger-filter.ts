import { useEffect, useState } from 'react';
import type { LedgerFilter, LedgerGroup } from '../../contract/ledger.ts';

export type ShownGroup = LedgerGroup | 'all';

/** A moment after the last key, so that each letter is not a question to the database. */
const searchPauseMs = 180;

/** What of the ledger is shown. */
export function useLedgerFilter() {
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState<ShownGroup>('all');
  useEffect(() => {
    const timer = setTimeout(() => setSearch(words.trim()), words === '' ? 0 : searchPauseMs);
    return () => clearTimeout(timer);
  }, [words]);
  const filter: LedgerFilter = { ...(search !== '' && { search }), ...(group !== 'all' && { group }) };
  return {
    words,
    setWords,
    group,
    setGroup,
    filter,
    isFiltered: search !== '' || group !== 'all',
    clear: () => {
      setWords('');
      setGroup('all');
    },
  };
}
export type ShownLedger = ReturnType<typeof useLedgerFilter>;
