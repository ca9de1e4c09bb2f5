import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../api.ts';
import { accountsQuery, routesQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/states.tsx';
import { useCardActions } from './use-actions.ts';
import type { Shown } from './use-shown.ts';

/** Why the tab has no posts, and the next thing to do about it. */
export function EmptyQueue({ tab, search }: Pick<Shown, 'tab' | 'search'>) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const accounts = useQuery(accountsQuery).data;
  const routes = useQuery(routesQuery).data;
  const openSettings = (): void => run(() => ask('openWindow', { window: 'settings' }));

  if (search !== '') return <EmptyState sentence={t('approval.empty.search', { search })} />;
  if (accounts?.length === 0) {
    return (
      <EmptyState sentence={t('approval.empty.noAccounts')}>
        <ActionButton look="filled" onPress={openSettings}>
          {t('approval.empty.linkAccount')}
        </ActionButton>
      </EmptyState>
    );
  }
  if (routes?.length === 0) {
    return (
      <EmptyState sentence={t('approval.empty.noRoutes')}>
        <ActionButton look="filled" onPress={openSettings}>
          {t('approval.empty.makeRoute')}
        </ActionButton>
      </EmptyState>
    );
  }
  return (
    <EmptyState sentence={t(`approval.empty.${tab}`)}>
      {tab === 'waiting' && (
        <ActionButton onPress={() => run(() => ask('checkNow'))}>{t('approval.checkNow')}</ActionButton>
      )}
    </EmptyState>
  );
}
