import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { titleOf } from '../../contract/title.ts';
import type { CrosspostId } from '../../contract/model.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { ask, problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { publishedOf } from './take-back.ts';
import { TakeBackChoice } from './take-back-choice.tsx';
import { TakeBackResult } from './take-back-result.tsx';

interface TakeBackSheetProps {
  readonly detail: QueueDetail;
  readonly onClose: () => void;
}

/** Says of each copy whether it will go, takes back those that can, and then shows what is still live. */
export function TakeBackSheet({ detail, onClose }: TakeBackSheetProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const copies = publishedOf(detail);
  const [chosen, setChosen] = useState<readonly CrosspostId[]>(() =>
    copies.filter(({ canWithdraw }) => canWithdraw).map(({ id }) => id),
  );
  const taking = useMutation({
    mutationFn: () => ask('withdraw', { ids: chosen }),
    onSuccess: (result) => client.setQueryData(postQuery(detail.post.id).queryKey, result.detail),
  });
  if (taking.data !== undefined) {
    return (
      <Sheet title={t('approval.takeBack.done')} isOpen onClose={onClose}>
        <TakeBackResult copies={copies} result={taking.data} />
        <div className="dialog-actions">
          <ActionButton look="filled" autoFocus onPress={onClose}>
            {t('approval.takeBack.close')}
          </ActionButton>
        </div>
      </Sheet>
    );
  }
  const title = titleOf(detail.post.text, 40);
  const question = title === '' ? t('approval.takeBack.untitled') : t('approval.takeBack.title', { title });
  return (
    <Sheet title={question} isOpen onClose={onClose} alert>
      <TakeBackChoice copies={copies} chosen={chosen} onChoose={setChosen} />
      <p className="quiet small">{t('approval.takeBack.original')}</p>
      {taking.isError && <ProblemNote problem={problemOf(taking.error)} announce />}
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {t('approval.takeBack.cancel')}
        </ActionButton>
        <ActionButton
          look="danger"
          isDisabled={chosen.length === 0 || taking.isPending}
          onPress={() => taking.mutate()}
        >
          {taking.isPending ? t('approval.takeBack.working') : t('approval.takeBack.confirm', { count: chosen.length })}
        </ActionButton>
      </div>
    </Sheet>
  );
}
