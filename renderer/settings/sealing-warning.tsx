import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { environmentQuery } from '../queries.ts';

/** Said before anything could be stored: without a keyring no sign-in can be sealed, so none is taken. */
export function SealingWarning() {
  const { t } = useTranslation();
  const environment = useQuery(environmentQuery).data;
  if (environment === undefined || environment.sealing.available) return null;
  return (
    <section className="sealing" aria-labelledby="sealing-title">
      <ShieldAlert size={20} aria-hidden />
      <div>
        <h2 id="sealing-title" className="sealing-title">
          {t('settings.accounts.sealing.title')}
        </h2>
        <p className="small">{t('settings.accounts.sealing.sentence')}</p>
      </div>
    </section>
  );
}
