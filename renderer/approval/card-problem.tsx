import { useQuery } from '@tanstack/react-query';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { remedyFor } from '../../contract/errors.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { accountsQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { problemAction } from './decisions.ts';
import { useCardActions } from './use-actions.ts';

interface Props {
  readonly crosspost: CrosspostView;
}

/** What the network refused, and the one button that answers it. Once the account is linked again, it is tried again. */
export function CardFailed({ crosspost }: Props) {
  const { t } = useTranslation();
  const { run, edit, openSheet } = useCardActions();
  const now = useNow(30_000);
  const { account, id } = crosspost;
  const problem = crosspost.problem ?? { code: 'transient' as const };
  const health = useQuery(accountsQuery).data?.find((linked) => linked.id === account.id)?.health;
  const isLinkedAgain = health === 'working' && remedyFor(problem.code) === 'link_again';
  const action = isLinkedAgain ? 'try_again' : problemAction(problem, now);
  const remedy = isLinkedAgain ? 'try_again' : remedyFor(problem.code);
  const press = (): void => {
    if (action === 'edit') edit({ id, field: 'text' });
    if (action === 'try_again') run(() => ask('tryAgain', { id }));
    if (action === 'open_profile') run(() => ask('open', { what: 'profile', id: account.id }));
    if (action === 'by_hand') openSheet({ kind: 'by_hand', crosspost });
    if (action === 'open_accounts') run(() => ask('openWindow', { window: 'settings', page: 'accounts' }));
    if (action === 'open_keys') run(() => ask('openWindow', { window: 'settings', page: 'networks' }));
  };
  if (crosspost.takingBack) return <p className="small">{t('approval.card.takingBack')}</p>;
  const again = isLinkedAgain ? { sentence: t('approval.card.linkedAgain') } : {};
  return (
    <ProblemNote problem={problem} network={account.networkName} {...again}>
      {action !== null && remedy !== 'none' && remedy !== 'settle' && (
        <ActionButton onPress={press}>{t(`problems.remedy.${remedy}`, { network: account.networkName })}</ActionButton>
      )}
    </ProblemNote>
  );
}

/** An attempt whose outcome is not known: looked up first; what cannot be looked up is asked, never repeated. */
export function CardUnknown({ crosspost }: Props) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const { account, id } = crosspost;
  // While a next look is due Crosstie is still finding out by itself.
  if (crosspost.dueAt !== null) return <p className="small">{t('approval.card.looking')}</p>;
  return (
    <Group className="settle" aria-labelledby={`settle-${id}`}>
      <ProblemNote problem={{ ...crosspost.problem, code: 'unknown' }} network={account.networkName} />
      <p id={`settle-${id}`} className="settle-question">
        {t('approval.card.isItThere')}
      </p>
      <p className="quiet small">{t('approval.card.isItThereWhy')}</p>
      <div className="settle-answers">
        <ActionButton onPress={() => run(() => ask('settle', { id, isThere: true }))}>
          {t('approval.card.yes')}
        </ActionButton>
        <ActionButton onPress={() => run(() => ask('settle', { id, isThere: false }))}>
          {t('approval.card.no')}
        </ActionButton>
        <ActionButton look="quiet" onPress={() => run(() => ask('open', { what: 'profile', id: account.id }))}>
          {t('approval.card.openProfile')}
        </ActionButton>
      </div>
    </Group>
  );
}
