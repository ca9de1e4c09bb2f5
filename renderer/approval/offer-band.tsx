import { Eraser, EyeOff, type LucideIcon, PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { networkNames } from '../../contract/network-names.ts';
import type { OfferKind, OfferView } from '../../contract/offers.ts';
import type { QueueDetail } from '../../contract/queue-views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { useNow } from '../ui/now.ts';
import { useFormat } from '../ui/use-format.ts';
import { OfferChanges } from './offer-changes.tsx';
import { CopyLine } from './offer-copy.tsx';
import { isWorkingOut, removableOf, updatableOf } from './offers.ts';
import { useCardActions } from './use-actions.ts';

const signs: Readonly<Record<OfferKind, LucideIcon>> = { edited: PencilLine, narrowed: EyeOff, removed: Eraser };

interface OfferBandProps {
  readonly offer: OfferView;
  readonly detail: QueueDetail;
}

/** What became of the original, and what can be done about its copies; then what of that is left. */
export function OfferBand({ offer, detail }: OfferBandProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const Sign = signs[offer.kind];
  const values = { network: networkNames[detail.post.account.network], ago: format.relative(offer.noticedAt, now) };
  return (
    <section className="offer" data-kind={offer.kind} aria-label={t('offers.label')}>
      <header className="offer-head">
        <Sign size={16} aria-hidden />
        <div>
          <h3 className="offer-title">{t(`offers.title.${offer.kind}`, values)}</h3>
          {offer.answer === null && <p className="quiet small">{t(`offers.means.${offer.kind}`)}</p>}
        </div>
      </header>
      {offer.answer === null ? <Asking offer={offer} detail={detail} /> : <Left offer={offer} detail={detail} />}
    </section>
  );
}

function Asking({ offer, detail }: OfferBandProps) {
  const { t } = useTranslation();
  const { run, openSheet } = useCardActions();
  const [updatable, removable] = [updatableOf(offer).length, removableOf(offer).length];
  const open = (answer: 'update' | 'remove'): void => openSheet({ kind: 'offer', answer, detail });
  return (
    <>
      <OfferChanges offer={offer} />
      {isWorkingOut(offer) && <p className="quiet small">{t('offers.workingOut')}</p>}
      <div className="offer-answers">
        {updatable > 0 && (
          <ActionButton onPress={() => open('update')}>{t('offers.update', { count: updatable })}</ActionButton>
        )}
        {removable > 0 && (
          <ActionButton onPress={() => open('remove')}>{t('offers.remove', { count: removable })}</ActionButton>
        )}
        <ActionButton look="quiet" onPress={() => run(() => leave(detail))}>
          {t('offers.leave')}
        </ActionButton>
      </div>
    </>
  );
}

/** What could not be done, copy by copy, until the person has seen it. */
function Left({ offer, detail }: OfferBandProps) {
  const { t } = useTranslation();
  const { run, openSheet } = useCardActions();
  const of = offer.answer === 'remove' ? 'remove' : 'update';
  const again = (of === 'remove' ? removableOf(offer) : updatableOf(offer)).filter(({ isGoing }) => !isGoing).length;
  return (
    <div aria-live="polite">
      <h4 className="field-label">{t(`offers.left.${of}`)}</h4>
      <ul>
        {offer.copies.map((copy) => (
          <CopyLine key={copy.id} copy={copy} detail={detail} of={of} />
        ))}
      </ul>
      <div className="offer-answers">
        {again > 0 && (
          <ActionButton onPress={() => openSheet({ kind: 'offer', answer: of, detail })}>
            {t('offers.left.again', { count: again })}
          </ActionButton>
        )}
        <ActionButton onPress={() => run(() => leave(detail))}>{t('offers.left.done')}</ActionButton>
      </div>
    </div>
  );
}

async function leave({ post }: QueueDetail): Promise<QueueDetail> {
  return (await ask('answerOffer', { postId: post.id, answer: 'leave', approvals: [] })).detail;
}
