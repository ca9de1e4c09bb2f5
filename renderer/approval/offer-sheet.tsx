import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CrosspostId } from '../../contract/model.ts';
import type { CopyOffer, OfferView } from '../../contract/offers.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { ask, problemOf } from '../api.ts';
import { postQuery } from '../queries.ts';
import { ActionButton } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { CopyName } from './copy-name.tsx';
import { CopyLine } from './offer-copy.tsx';
import { OfferChoice } from './offer-choice.tsx';
import { removableOf, updatableOf, viewOf, yesTo } from './offers.ts';

interface OfferSheetProps {
  readonly answer: 'update' | 'remove';
  readonly detail: QueueDetail;
  readonly onClose: () => void;
}

/** Shows exactly what is agreed to, copy by copy, before anything is changed. What is left shows in the band. */
export function OfferSheet({ answer, detail, onClose }: OfferSheetProps) {
  const offer = detail.offer;
  if (offer === null) return null;
  const Body = answer === 'update' ? UpdateSheet : RemoveSheet;
  return <Body offer={offer} detail={detail} onClose={onClose} />;
}

interface BodyProps extends Omit<OfferSheetProps, 'answer'> {
  readonly offer: OfferView;
}

function useAnswer({ post }: QueueDetail, onClose: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: Pick<Parameters<typeof ask<'answerOffer'>>[1], 'answer' | 'approvals'>) =>
      ask('answerOffer', { postId: post.id, ...answer }),
    onSuccess: (result) => {
      client.setQueryData(postQuery(post.id).queryKey, result.detail);
      onClose();
    },
    // What was shown is not what would be sent any more: it is shown anew.
    onError: () => void client.invalidateQueries({ queryKey: ['post'] }),
  });
}

function UpdateSheet({ offer, detail, onClose }: BodyProps) {
  const { t } = useTranslation();
  const updatable = updatableOf(offer);
  const [chosen, setChosen] = useState<readonly CrosspostId[]>(() => updatable.map(({ id }) => id));
  const answering = useAnswer(detail, onClose);
  const others = offer.copies.filter(({ id }) => !updatable.some((copy) => copy.id === id));
  const confirm = (): void => answering.mutate({ answer: 'update', approvals: yesTo(updatable, chosen) });
  return (
    <Sheet title={t('offers.updateSheet.title')} isOpen onClose={onClose}>
      <OfferChoice copies={updatable} detail={detail} chosen={chosen} onChoose={setChosen} />
      <Staying title={t('offers.updateSheet.stays')} copies={others} detail={detail} of="update" />
      <p className="quiet small">{t('offers.updateSheet.keeps')}</p>
      {answering.isError && <ProblemNote problem={problemOf(answering.error)} announce />}
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>{t('offers.cancel')}</ActionButton>
        <ActionButton look="filled" autoFocus isDisabled={chosen.length === 0 || answering.isPending} onPress={confirm}>
          {answering.isPending
            ? t('offers.updateSheet.working')
            : t('offers.updateSheet.confirm', { count: chosen.length })}
        </ActionButton>
      </div>
    </Sheet>
  );
}

function RemoveSheet({ offer, detail, onClose }: BodyProps) {
  const { t } = useTranslation();
  const removable = removableOf(offer);
  const answering = useAnswer(detail, onClose);
  const others = offer.copies.filter((copy) => !removable.includes(copy));
  return (
    <Sheet title={t('offers.removeSheet.title')} isOpen onClose={onClose} alert>
      <section aria-labelledby="goes-title">
        <h3 id="goes-title" className="field-label">
          {t('offers.removeSheet.goes')}
        </h3>
        <ul>
          {removable.map((copy) => {
            const view = viewOf(detail, copy);
            return (
              <li key={copy.id} className="copy-line">
                {view !== undefined && <CopyName copy={view} />}
              </li>
            );
          })}
        </ul>
      </section>
      <Staying title={t('offers.removeSheet.stays')} copies={others} detail={detail} of="remove" />
      {answering.isError && <ProblemNote problem={problemOf(answering.error)} announce />}
      <div className="dialog-actions">
        <ActionButton autoFocus onPress={onClose}>
          {t('offers.cancel')}
        </ActionButton>
        <ActionButton
          look="danger"
          isDisabled={answering.isPending}
          onPress={() => answering.mutate({ answer: 'remove', approvals: [] })}
        >
          {answering.isPending
            ? t('offers.removeSheet.working')
            : t('offers.removeSheet.confirm', { count: removable.length })}
        </ActionButton>
      </div>
    </Sheet>
  );
}

interface StayingProps {
  readonly title: string;
  readonly copies: readonly CopyOffer[];
  readonly detail: QueueDetail;
  readonly of: 'update' | 'remove';
}

function Staying({ title, copies, detail, of }: StayingProps) {
  if (copies.length === 0) return null;
  return (
    <section aria-labelledby="staying-title">
      <h3 id="staying-title" className="field-label">
        {title}
      </h3>
      <ul>
        {copies.map((copy) => (
          <CopyLine key={copy.id} copy={copy} detail={detail} of={of} />
        ))}
      </ul>
    </section>
  );
}
