import { useTranslation } from 'react-i18next';
import type { AccountRules, AccountSchedule } from '../../../contract/rules.ts';
import type { AccountView } from '../../../contract/views.ts';
import { Choices } from '../../ui/choices.tsx';
import { AccountFold } from '../account-fold.tsx';
import { rulesOfAccount } from '../rules/ruled.ts';
import { NotSaved } from '../rules/saved-line.tsx';
import type { Saving } from '../rules/use-saving.ts';
import { Limits } from './limits.tsx';
import { Quiet } from './quiet.tsx';
import { Slots } from './slots.tsx';
import { isQuiet } from './week.ts';
import { WeekStrip } from './week-strip.tsx';
import { ZoneBox } from './zone-box.tsx';

interface AccountScheduleProps {
  readonly account: AccountView;
  readonly saving: Saving;
  /** Where there is but one account, there is no need to open it. */
  readonly isOpen: boolean;
}

/** When and how much is published to one account. */
export function ScheduleOfAccount({ account, saving, isOpen }: AccountScheduleProps) {
  const { t } = useTranslation();
  const ruled = rulesOfAccount(account.id);
  const { schedule } = account.rules;
  const onRules = (changes: Partial<AccountRules>) => saving.change(ruled, (now) => ({ ...now, ...changes }));
  const onSchedule = (changes: Partial<AccountSchedule>) =>
    saving.change(ruled, (now) => ({ ...now, schedule: { ...now.schedule, ...changes } }));
  const { timing, slots, quiet } = schedule;
  return (
    <AccountFold account={account} now={t(`schedule.timing.word.${timing}`)} isOpen={isOpen}>
      <NotSaved saving={saving} about={ruled.name} />
      <Choices
        label={t('schedule.timing.title')}
        value={timing}
        choices={(['at_once', 'next_slot'] as const).map((value) => ({
          value,
          word: t(`schedule.timing.word.${value}`),
          sentence: t(`schedule.timing.${value}`),
        }))}
        onChange={(chosen) => onSchedule({ timing: chosen })}
      />
      <ScheduleNotes schedule={schedule} />
      <WeekStrip slots={slots} quiet={quiet} />
      <Slots slots={slots} onChange={(changed) => onSchedule({ slots: changed })} />
      <Quiet quiet={quiet} onChange={(changed) => onSchedule({ quiet: changed })} />
      <Limits account={account} onSchedule={onSchedule} onRules={onRules} />
      <ZoneBox zone={schedule.timeZone} onChange={(timeZone) => onSchedule({ timeZone })} />
    </AccountFold>
  );
}

/** What cannot be meant so. */
function ScheduleNotes({ schedule: { timing, slots, quiet } }: { readonly schedule: AccountSchedule }) {
  const { t } = useTranslation();
  const notes = [
    ...(timing === 'next_slot' && slots.length === 0 ? [t('schedule.note.noSlot')] : []),
    ...(slots.some(({ minute }) => isQuiet(minute, quiet)) ? [t('schedule.note.quietSlot')] : []),
  ];
  return notes.map((note) => (
    <p key={note} className="care-note small">
      {note}
    </p>
  ));
}
