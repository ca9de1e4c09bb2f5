import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../contract/model.ts';
import { ask, problemOf } from '../api.ts';
import { accountsQuery, routesQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { EmptyState, FailedState, Shape } from '../ui/states.tsx';
import { PageHead, type PageProps } from './page-head.tsx';
import { RouteMatrix } from './route-matrix.tsx';
import { routeBetween, routeTable } from './route-table.ts';

/** A cell of the matrix. */
interface Pair {
  readonly sourceId: AccountId;
  readonly destinationId: AccountId;
}

export function RoutesPage({ onAccounts }: PageProps) {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery);
  const routes = useQuery(routesQuery);
  const toggling = useToggle();
  const failed = accounts.error ?? routes.error;
  const head = <PageHead title={t('settings.page.routes')} purpose={t('settings.routes.purpose')} />;
  if (failed !== null) {
    const again = (): void => {
      void accounts.refetch();
      void routes.refetch();
    };
    return <FailedState problem={problemOf(failed)} onAgain={again} />;
  }
  if (accounts.data === undefined || routes.data === undefined) {
    return (
      <>
        {head}
        <Shape width="100%" height="10rem" />
      </>
    );
  }
  const table = routeTable(accounts.data);
  if (table === null) {
    return (
      <>
        {head}
        <EmptyState sentence={t('settings.routes.empty')}>
          <ActionButton look="filled" onPress={onAccounts}>
            {t('settings.routes.toAccounts')}
          </ActionButton>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {head}
      <RouteMatrix table={table} routes={routes.data} onToggle={toggling.mutate} />
      <p className="quiet small">{t('settings.routes.review')}</p>
      {toggling.isError && <ProblemNote problem={problemOf(toggling.error)} announce />}
      <div className="saved" aria-live="polite">
        {toggling.isSuccess && (
          <>
            {toggling.data === 'made' ? t('settings.routes.made') : t('settings.routes.ended')}
            <ActionButton look="quiet" onPress={() => toggling.mutate(toggling.variables)}>
              {t('settings.routes.undo')}
            </ActionButton>
          </>
        )}
      </div>
    </>
  );
}

/** Makes the route between two accounts, or ends it when it is there: doing it twice changes nothing. */
function useToggle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ sourceId, destinationId }: Pair): Promise<'made' | 'ended'> => {
      const route = routeBetween(client.getQueryData(routesQuery.queryKey) ?? [], sourceId, destinationId);
      if (route === null) await ask('createRoute', { sourceId, destinationId, mode: 'review' });
      else await ask('removeRoute', { id: route.id });
      return route === null ? 'made' : 'ended';
    },
    onSettled: () => client.invalidateQueries({ queryKey: routesQuery.queryKey }),
  });
}
