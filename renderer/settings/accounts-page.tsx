import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../contract/views.ts';
import { problemOf } from '../api.ts';
import { accountsQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { EmptyState, FailedState, Shape } from '../ui/states.tsx';
import { AccountRow } from './account-row.tsx';
import { LinkSheet } from './link-sheet.tsx';
import { PageHead } from './page-head.tsx';
import { SealingWarning } from './sealing-warning.tsx';
import { UnlinkSheet } from './unlink-sheet.tsx';

export function AccountsPage() {
  const { t } = useTranslation();
  const accounts = useQuery(accountsQuery);
  const [isLinking, setLinking] = useState(false);
  const [unlinking, setUnlinking] = useState<AccountView | null>(null);
  const linkButton = (
    <ActionButton look="filled" onPress={() => setLinking(true)}>
      {t('settings.accounts.link')}
    </ActionButton>
  );
  const isEmpty = accounts.data?.length === 0;
  return (
    <>
      <PageHead title={t('settings.page.accounts')} purpose={t('settings.accounts.purpose')}>
        {!isEmpty && linkButton}
      </PageHead>
      <SealingWarning />
      {accounts.isError && <FailedState problem={problemOf(accounts.error)} onAgain={() => void accounts.refetch()} />}
      {accounts.isPending && <Shape width="100%" height="8rem" />}
      {isEmpty && <EmptyState sentence={t('settings.accounts.empty')}>{linkButton}</EmptyState>}
      <ul className="accounts">
        {accounts.data?.map((account) => (
          <AccountRow key={account.id} account={account} onUnlink={() => setUnlinking(account)} />
        ))}
      </ul>
      {isLinking && <LinkSheet onClose={() => setLinking(false)} />}
      {unlinking !== null && <UnlinkSheet account={unlinking} onClose={() => setUnlinking(null)} />}
    </>
  );
}
