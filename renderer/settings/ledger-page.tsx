import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api.ts';
import { ledgerQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { EmptyState, FailedState, Shape } from '../ui/states.tsx';
import { LedgerLine } from './ledger-line.tsx';
import { PageHead } from './page-head.tsx';

export function LedgerPage() {
  const { t } = useTranslation();
  const ledger = useInfiniteQuery(ledgerQuery);
  const rows = ledger.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <PageHead title={t('settings.page.data')} purpose={t('settings.data.purpose')} />
      {ledger.isError && <FailedState problem={problemOf(ledger.error)} onAgain={() => void ledger.refetch()} />}
      {ledger.isPending && <Shape width="100%" height="12rem" />}
      {ledger.isSuccess && rows.length === 0 && <EmptyState sentence={t('settings.data.empty')} />}
      {rows.length > 0 && (
        <section aria-labelledby="ledger-title">
          <h2 id="ledger-title" className="section-title">
            {t('settings.data.ledger')}
          </h2>
          <p className="quiet small">{t('settings.data.seal')}</p>
          <ol className="ledger">
            {rows.map((row) => (
              <LedgerLine key={row.id} row={row} />
            ))}
          </ol>
        </section>
      )}
      {ledger.hasNextPage && (
        <ActionButton isDisabled={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
          {t('settings.data.older')}
        </ActionButton>
      )}
    </>
  );
}
