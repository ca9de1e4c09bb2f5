import { useReducer } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask, problemOf } from '../api.ts';
import { accountsQuery, networksQuery } from '../queries.ts';
import { Sheet } from '../ui/dialog.tsx';
import { FailedState, Shape } from '../ui/states.tsx';
import { accountLabel } from './account-label.ts';
import { type LinkForm, type LinkStep, nextLinkStep, requestOf } from './link-flow.ts';
import { LinkFormStep } from './link-form.tsx';
import { LinkKeysStep } from './link-keys.tsx';
import { LinkNetworks } from './link-networks.tsx';
import { LinkSigningIn } from './link-signing-in.tsx';
import { LinkDone } from './link-done.tsx';

/** Linking an account from the choice of the network to the first route. */
export function LinkSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const networks = useQuery(networksQuery);
  const [now, send] = useReducer(nextLinkStep, { step: 'network' } satisfies LinkStep as LinkStep);

  const signIn = async (form: LinkForm): Promise<void> => {
    send({ type: 'submitted' });
    try {
      const account = await ask('linkAccount', requestOf(form));
      await client.invalidateQueries({ queryKey: accountsQuery.queryKey });
      send({ type: 'linked', account });
    } catch (thrown) {
      send({ type: 'failed', problem: problemOf(thrown) });
    }
  };
  const cancel = (): void => {
    send({ type: 'cancelled' });
    void ask('cancelLink').catch(() => undefined);
  };
  const close = (): void => {
    if (now.step === 'signing_in') cancel();
    onClose();
  };

  const title = (): string => {
    if (now.step === 'linked') return t('settings.link.done', { account: accountLabel(now.account) });
    if (now.step === 'network') return t('settings.link.title');
    if (now.step === 'keys') return t('settings.link.keysTitle', { network: now.form.network.name });
    return t('settings.link.titleFor', { network: now.form.network.name });
  };
  return (
    <Sheet title={title()} isOpen onClose={close} alert={now.step === 'signing_in'} isWide={isWide(now)}>
      {networks.isError && <FailedState problem={problemOf(networks.error)} onAgain={() => void networks.refetch()} />}
      {networks.isPending && <Shape width="100%" height="9rem" />}
      {now.step === 'network' && networks.data !== undefined && (
        <LinkNetworks networks={networks.data} onChoose={(network) => send({ type: 'chosen', network })} />
      )}
      {now.step === 'keys' && now.form.network.keys !== null && (
        <LinkKeysStep key={now.form.network.id} form={now.form} keys={now.form.network.keys} send={send} />
      )}
      {now.step === 'form' && (
        <LinkFormStep form={now.form} problem={now.problem} send={send} onSubmit={() => void signIn(now.form)} />
      )}
      {now.step === 'signing_in' && <LinkSigningIn network={now.form.network.name} onCancel={cancel} />}
      {now.step === 'linked' && <LinkDone account={now.account} onClose={onClose} />}
    </Sheet>
  );
}

/** Where a guide stands beside what it is for, and where ten networks are to choose from. */
function isWide(now: LinkStep): boolean {
  if (now.step === 'form') return now.form.method === 'token';
  return now.step === 'keys' || now.step === 'network';
}
