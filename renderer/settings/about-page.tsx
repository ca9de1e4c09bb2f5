import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Catalogue, en } from '../i18n/en.ts';
import { environmentQuery } from '../queries.ts';
import { RailsMark } from '../ui/rails.tsx';

/** The keyring by the name people know it under; the system's own name for it is nobody's word. */
function keyringWord(backend: string): keyof Catalogue['words']['keyring'] {
  return backend in en.words.keyring ? (backend as keyof Catalogue['words']['keyring']) : 'other';
}

export function AboutPage() {
  const { t } = useTranslation();
  const environment = useQuery(environmentQuery).data;
  if (environment === undefined) return null;
  const { sealing, version } = environment;
  return (
    <div className="about">
      <RailsMark size={56} />
      <h1 className="page-title">Crosstie</h1>
      <p className="quiet small">{t('settings.about.version', { version })}</p>
      <p>{t('settings.about.sentence')}</p>
      <p className="quiet">{t('settings.about.local')}</p>
      <p className="quiet">
        {sealing.available
          ? t('settings.about.sealedBy', { keyring: t(`words.keyring.${keyringWord(sealing.backend)}`) })
          : t('settings.about.notSealed')}
      </p>
      <p className="quiet">{t('settings.about.licence')}</p>
    </div>
  );
}
