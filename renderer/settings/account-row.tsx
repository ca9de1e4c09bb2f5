import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Group } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { remedyFor } from '../../contract/errors.ts';
import type { AccountView } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { accountsQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { useNow } from '../ui/now.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { accountLabel } from './account-label.ts';
import { Health } from './health.tsx';
import { LinkSigningIn } from './link-signing-in.tsx';
import { sentencesOf } from './permissions.ts';

interface AccountRowProps {
  readonly account: AccountView;
  readonly onUnlink: () => void;
}

export function AccountRow({ account, onUnlink }: AccountRowProps) {
  const { t } = useTranslation();
  const { doing, act } = useAccountAct(account);
  const problem = doing.isError ? problemOf(doing.error) : account.problem;
  const isLinkingTheAnswer = problem !== null && remedyFor(problem.code) === 'link_again';
  const linkAgain = (
    <ActionButton isDisabled={doing.isPending} onPress={() => act('relinkAccount')}>
      {t('settings.accounts.linkAgain')}
    </ActionButton>
  );
  return (
    <li className="account">
      <NetworkMark network={account.network} />
      <div className="account-words">
        <h2 className="account-name">
          {account.networkName}{' '}
          <span className="account-handle">
            <Handle handle={account.handle} />
          </span>
        </h2>
        <AccountFacts account={account} isChecking={doing.isPending} />
        <p className="small">
          <span className="quiet">{t('settings.accounts.may')}:</span>{' '}
          {sentencesOf(account.permissions)
            .map((sentence) => t(`words.permission.${sentence}`))
            .join(' · ')}
        </p>
      </div>
      {problem !== null && (
        <ProblemNote problem={problem} network={account.networkName} announce={doing.isError}>
          {isLinkingTheAnswer && linkAgain}
        </ProblemNote>
      )}
      {doing.isPending && doing.variables === 'relinkAccount' ? (
        <div className="account-progress">
          <LinkSigningIn network={account.networkName} onCancel={() => void ask('cancelLink').catch(() => undefined)} />
        </div>
      ) : (
        <Group
          className="account-actions"
          aria-label={t('settings.accounts.actionsFor', { account: accountLabel(account) })}
        >
          <ActionButton isDisabled={doing.isPending} onPress={() => act('checkAccount')}>
            {t('settings.accounts.check')}
          </ActionButton>
          {!isLinkingTheAnswer && linkAgain}
          <ActionButton look="quiet" isDisabled={doing.isPending} onPress={onUnlink}>
            {t('settings.accounts.unlink')}
          </ActionButton>
        </Group>
      )}
    </li>
  );
}

function useAccountAct({ id }: AccountView) {
  const client = useQueryClient();
  const doing = useMutation({
    mutationFn: (call: 'checkAccount' | 'relinkAccount') => ask(call, { id }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
  return { doing, act: (call: 'checkAccount' | 'relinkAccount') => doing.mutate(call) };
}

function AccountFacts({ account, isChecking }: { readonly account: AccountView; readonly isChecking: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(30_000);
  const { lastCheckedAt, signInEndsAt } = account;
  return (
    <output className="account-facts small">
      <Health health={isChecking ? 'checking' : account.health} />
      <span className="quiet">
        {lastCheckedAt === null
          ? t('settings.accounts.neverChecked')
          : t('settings.accounts.checked', { ago: format.relative(lastCheckedAt, now) })}
      </span>
      {signInEndsAt !== null && (
        <span className="quiet">{t('settings.accounts.ends', { date: format.date(signInEndsAt) })}</span>
      )}
      <Spent account={account} />
    </output>
  );
}

/** What the account cost this month, where its network charges. */
function Spent({ account: { spent } }: Pick<AccountRowProps, 'account'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (spent === null) return null;
  const dollars = (cents: number): string => format.price(cents / 100);
  const values = { spent: dollars(spent.cents), ceiling: dollars(spent.ceiling ?? 0) };
  return (
    <span className="quiet">
      {t(spent.ceiling === null ? 'settings.accounts.spent' : 'settings.accounts.spentOf', values)}
    </span>
  );
}
