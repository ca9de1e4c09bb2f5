import { useTranslation } from 'react-i18next';
import type { AccountRules, AccountSchedule } from '../../../contract/rules.ts';
import type { AccountView } from '../../../contract/views.ts';
import { NumberBox } from '../../ui/number-box.tsx';
import { charges } from './paid.ts';

/** As main takes them: a week, a thousand, a hundred thousand dollars. */
const most = { spacing: 7 * 24 * 60, day: 1_000, dollars: 100_000 } as const;

interface LimitsProps {
  readonly account: AccountView;
  readonly onSchedule: (changes: Partial<AccountSchedule>) => void;
  readonly onRules: (changes: Partial<Pick<AccountRules, 'monthlyCents'>>) => void;
}

/** How close together, how many in a day and, where a network charges for it, for how much. */
export function Limits({ account, onSchedule, onRules }: LimitsProps) {
  const { t } = useTranslation();
  const { schedule, monthlyCents } = account.rules;
  return (
    <div className="limits">
      <h4 className="section-title">{t('schedule.limits.title')}</h4>
      <NumberBox
        label={t('schedule.limits.spacing')}
        unit={t('rules.unit.minutes', { count: schedule.spacingMinutes })}
        placeholder={t('schedule.limits.none')}
        least={0}
        most={most.spacing}
        value={schedule.spacingMinutes === 0 ? null : schedule.spacingMinutes}
        onChange={(spacingMinutes) => onSchedule({ spacingMinutes })}
        onEmpty={() => onSchedule({ spacingMinutes: 0 })}
      />
      <NumberBox
        label={t('schedule.limits.day')}
        unit={t('schedule.limits.crossposts', { count: schedule.dailyCap ?? 0 })}
        placeholder={t('schedule.limits.none')}
        least={1}
        most={most.day}
        value={schedule.dailyCap}
        onChange={(dailyCap) => onSchedule({ dailyCap })}
        onEmpty={() => onSchedule({ dailyCap: null })}
      />
      {charges(account.network) && (
        <>
          <NumberBox
            label={t('schedule.limits.month')}
            unit={t('schedule.limits.dollars', { count: Math.floor((monthlyCents ?? 0) / 100) })}
            placeholder={t('schedule.limits.none')}
            least={0}
            most={most.dollars}
            value={monthlyCents === null ? null : Math.floor(monthlyCents / 100)}
            onChange={(dollars) => onRules({ monthlyCents: dollars * 100 })}
            onEmpty={() => onRules({ monthlyCents: null })}
          />
          <p className="quiet small">{t('schedule.limits.monthWhy', { network: account.networkName })}</p>
        </>
      )}
    </div>
  );
}
