import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api.ts';
import { bucketQuery } from '../queries.ts';
import { FailedState, Shape } from '../ui/states.tsx';
import { PlaceForm } from './place-form.tsx';

/** The person's own bucket, for networks that fetch files from a public address. */
export function PlaceSection() {
  const { t } = useTranslation();
  const bucket = useQuery(bucketQuery);
  return (
    <section className="place" aria-labelledby="place-title">
      <h2 id="place-title" className="section-title">
        {t('settings.place.title')}
      </h2>
      <p>{t('settings.place.why')}</p>
      <p className="quiet">{t('settings.place.orMastodon')}</p>
      {bucket.isError && <FailedState problem={problemOf(bucket.error)} onAgain={() => void bucket.refetch()} />}
      {bucket.isPending && <Shape width="100%" height="12rem" />}
      {bucket.data !== undefined && <PlaceForm kept={bucket.data} />}
    </section>
  );
}
