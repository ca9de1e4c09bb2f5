import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api.ts';
import { accountsQuery } from '../../queries.ts';
import { ActionButton } from '../../ui/button.tsx';
import { EmptyState, FailedState, Shape } from '../../ui/states.tsx';
import { PageHead, type PageProps } from '../page-head.tsx';
import { SavedLine } from '../rules/saved-line.tsx';
import { useSaving } from '../rules/use-saving.ts';
import { ScheduleOfAccount } from './account-schedule.tsx';

/** When what was approved goes out, for each account that is published to. */
export function SchedulePage({ onAccounts }: PageProps) {
  const { t } = useTranslation();
  const saving = useSaving();
  const accounts = useQuery(accountsQuery);
  const destinations = accounts.data?.filter(({ canPublish }) => canPublish);
  return (
    <>
      <PageHead title={t('settings.page.schedule')} purpose={t('schedule.purpose')} />
      {accounts.isError && <FailedState problem={problemOf(accounts.error)} onAgain={() => void accounts.refetch()} />}
      {accounts.isPending && <Shape width="100%" height="8rem" />}
      {destinations?.length === 0 && (
        <EmptyState sentence={t('schedule.empty')}>
          <ActionButton look="filled" onPress={onAccounts}>
            {t('settings.routes.toAccounts')}
          </ActionButton>
        </EmptyState>
      )}
      {destinations !== undefined && destinations.length > 0 && (
        <>
          <h2 className="for-readers">{t('schedule.accounts')}</h2>
          <ul className="network-items">
            {destinations.map((account) => (
              <ScheduleOfAccount
                key={account.id}
                account={account}
                saving={saving}
                isOpen={destinations.length === 1}
              />
            ))}
          </ul>
        </>
      )}
      <SavedLine saving={saving} />
    </>
  );
}
