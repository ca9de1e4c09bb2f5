import { useTranslation } from 'react-i18next';
import type { OfferKind } from '../../contract/offers.ts';

/** In the list: the original is not what was copied any more. */
export function OfferMark({ kind }: { readonly kind: OfferKind }) {
  const { t } = useTranslation();
  const label = t(`offers.mark.${kind}`);
  return (
    <span className="mark offer-mark" data-kind={kind} title={label}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.5"
        aria-hidden
      >
        <path d="M10 6a4 4 0 1 1-1.2-2.9M10 1.5v2.25H7.75" />
      </svg>
      <span className="for-readers">{label}</span>
    </span>
  );
}
