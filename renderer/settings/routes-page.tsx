import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { AccountView, RouteView } from '../../contract/views.ts';
import { problemOf } from '../api.ts';
import { accountsQuery, globalRulesQuery, routesQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { EmptyState, FailedState, Shape } from '../ui/states.tsx';
import { PageHead, type PageProps } from './page-head.tsx';
import { cellId, routePanelId } from './route-cell.tsx';
import { RouteMatrix } from './route-matrix.tsx';
import { routeBetween, type RouteTable, routeTable } from './route-table.ts';
import { RoutePanel } from './rules/route-panel.tsx';
import { NotSaved, SavedLine } from './rules/saved-line.tsx';
import { makeRoute, pairName, type Pair } from './rules/steps.ts';
import { useSaving } from './rules/use-saving.ts';

export function RoutesPage({ onAccounts }: PageProps) {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery);
  const routes = useQuery(routesQuery);
  const global = useQuery(globalRulesQuery);
  const queries = [accounts, routes, global];
  const failed = queries.find(({ error }) => error !== null)?.error;
  const head = <PageHead title={t('settings.page.routes')} purpose={t('settings.routes.purpose')} />;
  if (failed !== undefined && failed !== null) {
    const again = (): void => queries.forEach((query) => void query.refetch());
    return <FailedState problem={problemOf(failed)} onAgain={again} />;
  }
  if (accounts.data === undefined || routes.data === undefined || global.data === undefined) {
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
      <Routes table={table} accounts={accounts.data} routes={routes.data} />
    </>
  );
}

interface RoutesProps {
  readonly table: RouteTable;
  readonly accounts: readonly AccountView[];
  readonly routes: readonly RouteView[];
}

/** The matrix, and beside it the rules of the route that was chosen in it. */
function Routes({ table, accounts, routes }: RoutesProps) {
  const { t } = useTranslation();
  const saving = useSaving();
  const [chosen, setChosen] = useState<Pair | null>(null);
  const shown = chosen === null ? null : routeBetween(routes, chosen.sourceId, chosen.destinationId);
  const accountOf = (id: AccountView['id']) => accounts.find((account) => account.id === id);
  const [source, destination] = [shown?.sourceId, shown?.destinationId].map((id) => id && accountOf(id));
  const toCell = (pair: Pair): void => document.getElementById(cellId(pair))?.focus();
  return (
    <>
      <div className="routes">
        <div className="routes-all">
          <RouteMatrix
            table={table}
            routes={routes}
            shown={shown}
            onMake={(pair) => {
              setChosen(pair);
              saving.take(makeRoute(pair));
            }}
            onShow={(pair) => {
              flushSync(() => setChosen(pair));
              document.getElementById(routePanelId)?.focus();
            }}
          />
          {chosen !== null && <NotSaved saving={saving} about={pairName(chosen)} />}
          <p className="quiet small">{t('settings.routes.review')}</p>
        </div>
        {shown !== null && source && destination && (
          <RoutePanel
            key={shown.id}
            route={shown}
            source={source}
            destination={destination}
            saving={saving}
            onBack={() => toCell(shown)}
            onClose={() => {
              flushSync(() => setChosen(null));
              toCell(shown);
            }}
          />
        )}
      </div>
      <SavedLine saving={saving} />
    </>
  );
}
