import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { accountsQuery, routesQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { accountLabel } from './account-label.ts';
import { suggestRoute, type RouteSuggestion } from './route-suggestion.ts';

interface LinkDoneProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** After linking: offers the route that the account most likely is for. */
export function LinkDone({ account, onClose }: LinkDoneProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const accounts = useQuery(accountsQuery).data ?? [];
  const routes = useQuery(routesQuery).data ?? [];
  const making = useMutation({
    mutationFn: ({ source, destination }: RouteSuggestion) =>
      ask('createRoute', { sourceId: source.id, destinationId: destination.id, mode: 'review' }),
    onSuccess: () => client.invalidateQueries({ queryKey: routesQuery.queryKey }),
  });
  const suggestion = making.isSuccess ? null : suggestRoute(account, accounts, routes);
  return (
    <>
      <output>{making.isSuccess ? t('settings.link.routeMade') : t('settings.link.doneSentence')}</output>
      {suggestion !== null && (
        <div className="suggestion">
          <p className="suggestion-question">
            {t('settings.link.suggest', {
              source: accountLabel(suggestion.source),
              destination: accountLabel(suggestion.destination),
            })}
          </p>
          <p className="quiet small">{t('settings.link.suggestHint')}</p>
        </div>
      )}
      {making.isError && <ProblemNote problem={problemOf(making.error)} announce />}
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>
          {suggestion === null ? t('settings.link.close') : t('settings.link.notNow')}
        </ActionButton>
        {suggestion !== null && (
          <ActionButton look="filled" isDisabled={making.isPending} onPress={() => making.mutate(suggestion)}>
            {t('settings.link.create')}
          </ActionButton>
        )}
      </div>
    </>
  );
}
