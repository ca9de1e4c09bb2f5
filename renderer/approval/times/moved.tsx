import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/button.tsx';
import { useNow } from '../../ui/now.ts';
import { canPutBack, type TimeChange, type Times } from './use-times.ts';
import { useTimeWords } from './use-time-words.ts';

/** What the last change of a time came to, and the way back from it. */
export function Moved({ change, times }: { readonly change: TimeChange; readonly times: Times }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow(1_000);
  if (!canPutBack(change, now)) return null;
  return (
    <>
      <span className="footer-title quiet small">
        {change.to === null ? t('times.moved.soon') : t('times.moved.to', { time: words.short(change.to, now) })}
      </span>
      <ActionButton onPress={times.putBack}>
        {t('times.moved.undo')}
        <kbd className="key">U</kbd>
      </ActionButton>
    </>
  );
}
