import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Difference } from '../../contract/difference.ts';
import { audiences } from '../../contract/model.ts';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { useNow } from '../ui/now.ts';
import { useFormat } from '../ui/use-format.ts';

/** Why the yes that this crosspost had does not hold any more, with what is not as it was approved. */
export function CardVoided({ crosspost: { id, voided } }: { readonly crosspost: CrosspostView }) {
  const { t } = useTranslation();
  if (voided === null) return null;
  return (
    <section className="voided" aria-labelledby={`voided-${id}`}>
      <h4 id={`voided-${id}`} className="for-readers">
        {t('voided.label')}
      </h4>
      <p className="voided-reason">
        <RotateCcw size={16} aria-hidden />
        {t(`voided.reason.${voided.reason}`)}
      </p>
      {voided.changes.length > 0 && (
        <dl className="voided-changes small">
          {voided.changes.map((change) => (
            <Change key={`${change.field} ${change.number}`} change={change} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Change({ change }: { readonly change: Difference }) {
  const { t } = useTranslation();
  const words = useValueWords(change);
  return (
    <div>
      <dt className="quiet">{t(`voided.field.${change.field}`, { number: change.number })}</dt>
      <dd>
        <del dir="auto">
          <span className="for-readers">{t('voided.before', { value: '' })}</span>
          {words(change.before)}
        </del>
        <ins dir="auto">
          <span className="for-readers">{t('voided.after', { value: '' })}</span>
          {words(change.after)}
        </ins>
      </dd>
    </div>
  );
}

/** A value of the changed field, as a person reads it. */
function useValueWords({ field }: Difference): (value: Difference['before']) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  return (value) => {
    if (field === 'time')
      return typeof value === 'number' ? format.timeWithDay(value, now) : t('voided.asSoonAsPossible');
    if (value === null || value === '') return t('voided.nothing');
    if (typeof value === 'boolean') return value ? t('voided.yes') : t('voided.no');
    if (field === 'file') return t('voided.bytes', { size: format.bytes(Number(value)) });
    const audience = field === 'audience' ? audiences.find((known) => known === value) : undefined;
    return audience === undefined ? String(value) : t(`words.audience.${audience}`);
  };
}
