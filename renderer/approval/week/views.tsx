import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Segmented } from '../../ui/choices.tsx';
import type { Shown } from '../use-shown.ts';

/** What is scheduled, as a list or as a week. */
export function Views({ shown }: { readonly shown: Shown }) {
  const { t } = useTranslation();
  const labelId = useId();
  return (
    <>
      <span id={labelId} className="for-readers">
        {t('times.week.view')}
      </span>
      <Segmented
        labelledBy={labelId}
        value={shown.isWeek ? 'week' : 'list'}
        choices={(['list', 'week'] as const).map((value) => ({ value, word: t(`times.week.${value}`) }))}
        onChange={(view) => shown.showAsWeek(view === 'week')}
      />
    </>
  );
}
