import { type ReactNode, useId } from 'react';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useLocale } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../contract/views.ts';
import { ActionButton, IconButton } from '../../ui/button.tsx';
import { SelectBox } from '../../ui/select.tsx';
import { startOf, type Week } from './week.ts';

export const allAccounts = 'all';

interface WeekBarProps {
  readonly views: ReactNode;
  readonly week: Week;
  /** Those that are published to. */
  readonly accounts: readonly AccountView[];
  readonly chosen: string;
  readonly onAccount: (chosen: string) => void;
  readonly onTurn: (days: number) => void;
  readonly onToday: () => void;
}

/** Which week, and of which account. */
export function WeekBar({ views, week, accounts, chosen, onAccount, onTurn, onToday }: WeekBarProps) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const labelId = useId();
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <div className="week-bar">
      {views}
      <div className="week-turn">
        <IconButton label={t('times.week.previous')} onPress={() => onTurn(-7)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('times.week.next')} onPress={() => onTurn(7)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
        <ActionButton onPress={onToday}>{t('times.week.today')}</ActionButton>
      </div>
      <h2 className="week-title" aria-live="polite">
        {dates.formatRange(startOf(week), week[6] ?? startOf(week))}
      </h2>
      <div className="week-account">
        <span id={labelId} className="for-readers">
          {t('times.week.account')}
        </span>
        <SelectBox
          labelledBy={labelId}
          value={chosen}
          choices={[
            { value: allAccounts, word: t('times.week.allAccounts') },
            ...accounts.map(({ id, networkName, handle }) => ({
              value: String(id),
              word: `${networkName} · ${handle}`,
            })),
          ]}
          onChange={onAccount}
        />
      </div>
    </div>
  );
}
