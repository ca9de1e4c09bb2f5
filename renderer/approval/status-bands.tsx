import { Pause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../contract/views.ts';
import { ask } from '../api.ts';
import { ActionButton } from '../ui/button.tsx';
import { useFormat } from '../ui/use-format.ts';
import { networkNames } from '../../contract/network-names.ts';
import { useNow } from '../ui/now.ts';
import { useCardActions } from './use-actions.ts';

/** What of the whole app matters here: that it is paused, or that an account needs something. */
export function StatusBands({ status }: { readonly status: Status }) {
  return (
    <div aria-live="polite">
      {status.pausedUntil !== null && <PausedBand until={status.pausedUntil} />}
      <AccountBand problems={status.problems} />
    </div>
  );
}

function PausedBand({ until }: { readonly until: number | 'forever' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run } = useCardActions();
  const now = useNow(60_000);
  return (
    <div className="band band-care">
      <Pause size={16} aria-hidden />
      <p>
        {until === 'forever'
          ? t('approval.pausedForever')
          : t('approval.paused', { time: format.timeWithDay(until, now) })}
      </p>
      <ActionButton look="quiet" onPress={() => run(() => ask('resume'))}>
        {t('approval.resume')}
      </ActionButton>
    </div>
  );
}

function AccountBand({ problems }: Pick<Status, 'problems'>) {
  const { t } = useTranslation();
  const { run } = useCardActions();
  const [first, ...rest] = problems;
  if (first === undefined) return null;
  const sentence = t(`problems.sentence.${first.code}`, { network: networkNames[first.network] });
  return (
    <div className="band band-care">
      <TriangleAlert size={16} aria-hidden />
      <p>
        {t('approval.accountProblem', { account: first.account, sentence })}
        {rest.length > 0 && ` ${t('approval.moreProblems', { count: rest.length })}`}
      </p>
      <ActionButton look="quiet" onPress={() => run(() => ask('openWindow', { window: 'settings' }))}>
        {t('approval.openSettings')}
      </ActionButton>
    </div>
  );
}
