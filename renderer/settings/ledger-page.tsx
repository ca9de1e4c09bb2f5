import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api.ts';
import { ledgerQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { EmptyState, FailedState, Shape } from '../ui/states.tsx';
import { LedgerLine } from './ledger-line.tsx';
import { LedgerProofTools } from './ledger-proof.tsx';
import { LedgerSearch } from './ledger-search.tsx';
import { PageHead } from './page-head.tsx';
import { type ShownLedger, useLedgerFilter } from './use-ledger-filter.ts';

export function LedgerPage() {
  const { t } = useTranslation();
  const shown = useLedgerFilter();
  return (
    <>
      <PageHead title={t('settings.page.data')} purpose={t('settings.data.purpose')} />
      <section className="ledger-section" aria-labelledby="ledger-title">
        <div>
          <h2 id="ledger-title" className="section-title">
            {t('settings.data.ledger')}
          </h2>
          <p className="quiet small">{t('settings.data.seal')}</p>
        </div>
        <LedgerProofTools shown={shown} />
        <LedgerSearch shown={shown} />
        <LedgerRows shown={shown} />
      </section>
    </>
  );
}

function LedgerRows({ shown }: { readonly shown: ShownLedger }) {
  const { t } = useTranslation();
  const ledger = useInfiniteQuery({ ...ledgerQuery(shown.filter), placeholderData: keepPreviousData });
  const rows = ledger.data?.pages.flatMap((page) => page.rows) ?? [];
  if (ledger.isError) return <FailedState problem={problemOf(ledger.error)} onAgain={() => void ledger.refetch()} />;
  if (ledger.isPending) return <Shape width="100%" height="12rem" />;
  if (rows.length === 0) return <NoRows shown={shown} />;
  return (
    <>
      <ol className="ledger">
        {rows.map((row) => (
          <LedgerLine key={row.id} row={row} />
        ))}
      </ol>
      {ledger.hasNextPage && (
        <div>
          <ActionButton isDisabled={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
            {t('settings.data.older')}
          </ActionButton>
        </div>
      )}
    </>
  );
}

function NoRows({ shown }: { readonly shown: ShownLedger }) {
  const { t } = useTranslation();
  return shown.isFiltered ? (
    <div aria-live="polite">
      <EmptyState sentence={t('settings.data.nothingFound')}>
        <ActionButton onPress={shown.clear}>{t('settings.data.showAll')}</ActionButton>
      </EmptyState>
    </div>
  ) : (
    <EmptyState sentence={t('settings.data.empty')} />
  );
}
