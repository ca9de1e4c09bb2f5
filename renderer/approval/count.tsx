import { useTranslation } from 'react-i18next';
import type { CrosspostView } from '../../contract/queue-views.ts';
import { useFormat } from '../ui/use-format.ts';

interface CountProps {
  readonly crosspost: CrosspostView;
  /** True while newer words are on their way to be counted. */
  readonly isCounting: boolean;
}

/** The exact count against that account's limit, as the publishing code counts. */
export function Count({ crosspost: { count, limit, edited }, isCounting }: CountProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const over = count - limit;
  return (
    <p className="count" data-over={over > 0 || undefined} data-counting={isCounting || undefined}>
      {edited && <span className="edited">{t('approval.card.edited')}</span>}
      <span aria-hidden>
        {format.number(count)} / {format.number(limit)}
      </span>
      <span className="for-readers">
        {over > 0 ? t('approval.card.over', { count: over }) : t('approval.card.count', { count, limit })}
      </span>
    </p>
  );
}
