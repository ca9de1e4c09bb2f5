import { useTranslation } from 'react-i18next';

/** The alt text of what stands above it. */
export function AltText({ altText }: { readonly altText: string }) {
  const { t } = useTranslation();
  return (
    <p className="quiet small">
      {altText === '' ? (
        t('approval.original.noAltText')
      ) : (
        <>
          <span className="alt-badge">{t('approval.original.altText')}</span>{' '}
          <span dir="auto" className="own-words">
            {altText}
          </span>
        </>
      )}
    </p>
  );
}
