import { ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { QueueRow } from '../../contract/queue-views.ts';
import { useFormat } from '../ui/use-format.ts';
import { networkNames } from '../../contract/network-names.ts';
import { Mark } from './mark.tsx';
import { OfferMark } from './offer-mark.tsx';

interface QueueRowButtonProps {
  readonly row: QueueRow;
  readonly isShown: boolean;
  readonly onChoose: () => void;
}

export function QueueRowButton({ row, isShown, onChoose }: QueueRowButtonProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button
      type="button"
      className="row"
      data-queue-row={row.postId}
      aria-current={isShown}
      tabIndex={isShown ? 0 : -1}
      onClick={onChoose}
    >
      <span className="row-thumb">
        {row.thumb === null ? <ImageOff size={16} aria-hidden /> : <img src={row.thumb} alt="" loading="lazy" />}
      </span>
      <span className="row-words">
        <span dir="auto" className="row-title">
          {row.title === '' ? t('approval.original.noText') : row.title}
        </span>
        <span className="row-from">
          {t('approval.list.from', { network: networkNames[row.network], time: format.clock(row.publishedAt) })}
        </span>
        <span className="row-marks">
          {row.offer !== null && <OfferMark kind={row.offer} />}
          {row.marks.map(({ network, mark }, index) => (
            <Mark
              key={index}
              mark={mark}
              label={t('approval.list.destination', { network: networkNames[network], mark: t(`words.mark.${mark}`) })}
            />
          ))}
        </span>
      </span>
    </button>
  );
}
