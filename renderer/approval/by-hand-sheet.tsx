import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { ask, problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem.tsx';

interface ByHandSheetProps {
  readonly crosspost: CrosspostView;
  readonly onClose: () => void;
}

/** What an API cannot do the person can: everything is laid ready for them, and they say when it is out. */
export function ByHandSheet({ crosspost, onClose }: ByHandSheetProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, account } = crosspost;
  const network = account.networkName;
  const preparing = useMutation({ mutationFn: () => ask('prepareByHand', { id }) });
  const finishing = useMutation({
    mutationFn: () => ask('finishByHand', { id }),
    onSuccess: (detail) => {
      client.setQueryData(postQuery(detail.post.id).queryKey, detail);
      onClose();
    },
  });
  const thrown = finishing.error ?? preparing.error;
  return (
    <Sheet title={t('approval.byHand.title', { network })} isOpen onClose={onClose}>
      <div aria-live="polite">
        {preparing.isSuccess ? (
          <>
            <p>{t('approval.byHand.ready', { network })}</p>
            <p className="quiet">{t('approval.byHand.next')}</p>
          </>
        ) : (
          <WhatHappens crosspost={crosspost} />
        )}
      </div>
      {thrown !== null && <ProblemNote problem={problemOf(thrown)} network={network} announce />}
      {preparing.isSuccess ? (
        <div key="ready" className="dialog-actions">
          <ActionButton look="quiet" onPress={() => preparing.mutate()}>
            {t('approval.byHand.again')}
          </ActionButton>
          <ActionButton onPress={onClose}>{t('approval.byHand.notYet')}</ActionButton>
          <ActionButton look="filled" autoFocus isDisabled={finishing.isPending} onPress={() => finishing.mutate()}>
            {t('approval.byHand.published')}
          </ActionButton>
        </div>
      ) : (
        <div key="before" className="dialog-actions">
          <ActionButton onPress={onClose}>{t('approval.byHand.cancel')}</ActionButton>
          <ActionButton look="filled" autoFocus isDisabled={preparing.isPending} onPress={() => preparing.mutate()}>
            {preparing.isPending ? t('approval.byHand.starting') : t('approval.byHand.start')}
          </ActionButton>
        </div>
      )}
    </Sheet>
  );
}

function WhatHappens({ crosspost: { account, content } }: Pick<ByHandSheetProps, 'crosspost'>) {
  const { t } = useTranslation();
  const words = [content.title ?? '', content.text, ...content.thread];
  const count = content.pictures.length + (content.video === null ? 0 : 1);
  return (
    <>
      <p>{t('approval.byHand.will')}</p>
      <ol className="numbered">
        <li>{words.every((word) => word === '') ? t('approval.byHand.noText') : t('approval.byHand.text')}</li>
        <li>{t('approval.byHand.files', { count })}</li>
        <li>{t('approval.byHand.page', { network: account.networkName })}</li>
      </ol>
    </>
  );
}
