import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask, problemOf } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { Handle } from '../ui/handle.tsx';
import { NetworkMark } from '../ui/network-mark.tsx';
import { ProblemNote } from '../ui/problem.tsx';

/** A published copy by its network and account. */
export function CopyName({ copy: { account } }: { readonly copy: CrosspostView }) {
  return (
    <span className="copy-name">
      <NetworkMark network={account.network} />
      <span>
        {account.networkName}{' '}
        <span className="quiet">
          <Handle handle={account.handle} />
        </span>
      </span>
    </span>
  );
}

/** The way to a copy that people can see; nothing where no address of it is known. */
export function OpenCopy({ copy: { id, account, publishedUrl } }: { readonly copy: CrosspostView }) {
  const { t } = useTranslation();
  const opening = useMutation({ mutationFn: () => ask('open', { what: 'crosspost', id }) });
  if (publishedUrl === null) return null;
  return (
    <>
      <ActionButton
        look="quiet"
        aria-label={t('approval.takeBack.openOn', { network: account.networkName, handle: account.handle })}
        onPress={() => opening.mutate()}
      >
        {t('approval.takeBack.open')}
        <ExternalLink size={16} aria-hidden />
      </ActionButton>
      {opening.isError && <ProblemNote problem={problemOf(opening.error)} network={account.networkName} announce />}
    </>
  );
}
