import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AccountView, UnlinkProof } from '../../contract/views.ts';
import { ask, problemOf } from '../api.ts';
import { accountsQuery, networksQuery, routesQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { useFormat } from '../ui/use-format.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { accountLabel } from './account-label.ts';

interface UnlinkSheetProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

/** Says what unlinking will do, does it after a yes, and then shows the proof. */
export function UnlinkSheet({ account, onClose }: UnlinkSheetProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const unlinking = useMutation({
    mutationFn: () => ask('unlinkAccount', { id: account.id }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: accountsQuery.queryKey });
      void client.invalidateQueries({ queryKey: routesQuery.queryKey });
    },
  });
  const name = { account: accountLabel(account) };
  if (unlinking.data !== undefined) {
    return (
      <Sheet title={t('settings.unlink.doneTitle', name)} isOpen onClose={onClose}>
        <Proof account={account} proof={unlinking.data} onClose={onClose} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t('settings.unlink.title', name)} isOpen onClose={onClose} alert>
      <WhatHappens account={account} />
      {unlinking.isError && <ProblemNote problem={problemOf(unlinking.error)} network={account.networkName} announce />}
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {t('settings.unlink.cancel')}
        </ActionButton>
        <ActionButton look="danger" isDisabled={unlinking.isPending} onPress={() => unlinking.mutate()}>
          {unlinking.isPending ? t('settings.unlink.working') : t('settings.unlink.confirm')}
        </ActionButton>
      </div>
    </Sheet>
  );
}

function WhatHappens({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const routes = useQuery(routesQuery).data ?? [];
  const canRevoke = useQuery(networksQuery).data?.find(({ id }) => id === account.network)?.canRevoke ?? false;
  const used = routes.filter((route) => route.sourceId === account.id || route.destinationId === account.id);
  return (
    <div>
      <p>{t('settings.unlink.will')}</p>
      <ul className="plain-list">
        <li>{t(`settings.unlink.${canRevoke ? 'revoke' : 'revokeByHand'}`, { network: account.networkName })}</li>
        <li>{t('settings.unlink.erase')}</li>
        <li>{t('settings.unlink.routes', { count: used.length })}</li>
        <li>{t('settings.unlink.stays')}</li>
      </ul>
    </div>
  );
}

interface ProofProps extends UnlinkSheetProps {
  readonly proof: UnlinkProof;
}

function Proof({ account, proof, onClose }: ProofProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const alsoEnds = proof.proof.values?.['alsoEnds'];
  const open = useMutation({ mutationFn: () => ask('open', { what: 'permissions', id: account.id }) });
  return (
    <>
      <div aria-live="polite" className="proof">
        <p>
          {t(`settings.unlink.proof.${proof.revoked}`, {
            network: account.networkName,
            time: format.clock(proof.at),
          })}
        </p>
        <p>{t('settings.unlink.erased', { count: proof.erasedSecrets })}</p>
        <p dir="auto" className="quiet small own-words">
          {t(`words.revocation.${proof.proof.code}`, { network: account.networkName, ...proof.proof.values })}
        </p>
        {alsoEnds !== undefined && <p dir="auto">{t('settings.unlink.alsoEnds', { pages: alsoEnds })}</p>}
        {proof.page !== null && <p className="quiet small own-words">{proof.page}</p>}
      </div>
      {open.isError && <ProblemNote problem={problemOf(open.error)} network={account.networkName} announce />}
      <div className="dialog-actions">
        {proof.page !== null && (
          <ActionButton onPress={() => open.mutate()}>{t('settings.unlink.openPage')}</ActionButton>
        )}
        <ActionButton look="filled" autoFocus onPress={onClose}>
          {t('settings.unlink.close')}
        </ActionButton>
      </div>
    </>
  );
}
